DROP INDEX CONCURRENTLY IF EXISTS "${schema}"."idx_${prefix}flows_score";
