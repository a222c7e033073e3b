SELECT '${prefix}stream_types.split_by', count(*) FROM "${schema}"."${prefix}stream_types" WHERE split_by IS NOT NULL
