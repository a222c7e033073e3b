SELECT '${prefix}triggers', count(*) FROM "${schema}"."${prefix}triggers"
