SELECT '${prefix}flow_runs.extra', count(*) FROM "${schema}"."${prefix}flow_runs" WHERE extra <> '{}'
