-- Pending jobs of one flow.
DROP INDEX CONCURRENTLY IF EXISTS "${schema}"."idx_${prefix}scheduler_jobs_flow";
CREATE INDEX CONCURRENTLY "idx_${prefix}scheduler_jobs_flow"
  ON "${schema}"."${prefix}scheduler_jobs" ((metadata ->> 'flowName'))
  WHERE status = 'pending';
