DROP INDEX CONCURRENTLY IF EXISTS "${schema}"."idx_${prefix}parked_events_parked";
