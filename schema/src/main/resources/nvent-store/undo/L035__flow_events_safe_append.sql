SELECT '${prefix}flow_events.idempotency_key, stream_version', count(*)
FROM "${schema}"."${prefix}flow_events"
WHERE num_nonnulls(idempotency_key, stream_version) > 0
