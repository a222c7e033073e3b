DROP VIEW "${schema}"."${prefix}failed_runs";
