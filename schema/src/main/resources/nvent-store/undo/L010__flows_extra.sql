SELECT '${prefix}flows.extra', count(*) FROM "${schema}"."${prefix}flows" WHERE extra <> '{}'
