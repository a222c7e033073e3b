SELECT '${prefix}parked_events', count(*) FROM "${schema}"."${prefix}parked_events"
