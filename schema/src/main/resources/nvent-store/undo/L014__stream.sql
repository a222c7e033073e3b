SELECT '${prefix}stream', count(*) FROM "${schema}"."${prefix}stream"
