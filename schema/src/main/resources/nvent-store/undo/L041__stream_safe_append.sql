SELECT '${prefix}stream.idempotency_key, stream_version', count(*)
FROM "${schema}"."${prefix}stream"
WHERE num_nonnulls(idempotency_key, stream_version) > 0
