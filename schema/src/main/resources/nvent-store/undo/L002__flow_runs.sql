SELECT '${prefix}flow_runs', count(*) FROM "${schema}"."${prefix}flow_runs"
