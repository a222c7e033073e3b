DROP VIEW "${schema}"."${prefix}active_runs";
