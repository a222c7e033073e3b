DROP INDEX CONCURRENTLY IF EXISTS "${schema}"."idx_${prefix}triggers_score";
