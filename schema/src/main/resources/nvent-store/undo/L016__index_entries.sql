SELECT '${prefix}index_entries', count(*) FROM "${schema}"."${prefix}index_entries"
