SELECT '${prefix}kv', count(*) FROM "${schema}"."${prefix}kv"
