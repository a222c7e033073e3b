-- Due jobs, earliest first.
DROP INDEX CONCURRENTLY IF EXISTS "${schema}"."idx_${prefix}scheduler_jobs_due";
CREATE INDEX CONCURRENTLY "idx_${prefix}scheduler_jobs_due"
  ON "${schema}"."${prefix}scheduler_jobs" (coalesce(next_run_at, scheduled_at) DESC, job_id)
  WHERE status = 'pending' AND enabled = true;
