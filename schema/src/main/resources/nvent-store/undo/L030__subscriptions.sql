-- Positions: without them, subscriptions would begin anew.
SELECT '${prefix}subscriptions', count(*) FROM "${schema}"."${prefix}subscriptions"
