DROP INDEX CONCURRENTLY IF EXISTS "${schema}"."idx_${prefix}trigger_events_key";
