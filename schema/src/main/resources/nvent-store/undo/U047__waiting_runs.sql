DROP VIEW "${schema}"."${prefix}waiting_runs";
