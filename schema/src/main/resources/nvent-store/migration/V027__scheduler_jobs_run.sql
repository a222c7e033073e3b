-- Pending jobs of one run.
DROP INDEX CONCURRENTLY IF EXISTS "${schema}"."idx_${prefix}scheduler_jobs_run";
CREATE INDEX CONCURRENTLY "idx_${prefix}scheduler_jobs_run"
  ON "${schema}"."${prefix}scheduler_jobs" ((metadata ->> 'runId'))
  WHERE status = 'pending';
