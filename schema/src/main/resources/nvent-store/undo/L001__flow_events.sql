SELECT '${prefix}flow_events', count(*) FROM "${schema}"."${prefix}flow_events"
