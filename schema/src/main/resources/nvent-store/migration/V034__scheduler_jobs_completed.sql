-- Jobs without another run, the oldest first.
DROP INDEX CONCURRENTLY IF EXISTS "${schema}"."idx_${prefix}scheduler_jobs_completed";
CREATE INDEX CONCURRENTLY "idx_${prefix}scheduler_jobs_completed"
  ON "${schema}"."${prefix}scheduler_jobs" (coalesce(last_run_at, scheduled_at))
  WHERE status = 'completed';
