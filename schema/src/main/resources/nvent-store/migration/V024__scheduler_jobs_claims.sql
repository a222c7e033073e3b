-- claimed_for is valid only while claimed_until equals next_run_at: any other write to next_run_at invalidates it.
ALTER TABLE "${schema}"."${prefix}scheduler_jobs"
  ADD COLUMN claimed_for BIGINT,
  ADD COLUMN claimed_until BIGINT;

COMMENT ON COLUMN "${schema}"."${prefix}scheduler_jobs".claimed_for IS
  'Due time of the run for which the job is claimed, in milliseconds since 1970. Valid only while claimed_until equals '
  'next_run_at.';
COMMENT ON COLUMN "${schema}"."${prefix}scheduler_jobs".claimed_until IS
  'End of the lease that the last claim wrote to next_run_at, in milliseconds since 1970.';
