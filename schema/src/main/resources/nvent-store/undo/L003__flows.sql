SELECT '${prefix}flows', count(*) FROM "${schema}"."${prefix}flows"
