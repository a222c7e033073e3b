-- Positions: without them, subscriptions would start from the beginning.
SELECT '${prefix}subscriptions', count(*) FROM "${schema}"."${prefix}subscriptions"
