DROP INDEX CONCURRENTLY IF EXISTS "${schema}"."idx_${prefix}scheduler_jobs_completed";
