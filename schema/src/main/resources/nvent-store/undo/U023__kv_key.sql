DROP INDEX CONCURRENTLY IF EXISTS "${schema}"."idx_${prefix}kv_key";
