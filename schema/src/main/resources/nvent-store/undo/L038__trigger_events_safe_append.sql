SELECT '${prefix}trigger_events.idempotency_key, stream_version', count(*)
FROM "${schema}"."${prefix}trigger_events"
WHERE num_nonnulls(idempotency_key, stream_version) > 0
