DROP INDEX CONCURRENTLY IF EXISTS "${schema}"."idx_${prefix}flow_runs_failed";
