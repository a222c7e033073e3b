-- Pages through the jobs, latest first.
DROP INDEX CONCURRENTLY IF EXISTS "${schema}"."idx_${prefix}scheduler_jobs_score";
CREATE INDEX CONCURRENTLY "idx_${prefix}scheduler_jobs_score"
  ON "${schema}"."${prefix}scheduler_jobs" (scheduled_at DESC, job_id);
