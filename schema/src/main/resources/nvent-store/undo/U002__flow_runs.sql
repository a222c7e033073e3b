DROP TABLE "${schema}"."${prefix}flow_runs";
