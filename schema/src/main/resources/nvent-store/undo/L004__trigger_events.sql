SELECT '${prefix}trigger_events', count(*) FROM "${schema}"."${prefix}trigger_events"
