ALTER TABLE "${schema}"."${prefix}scheduler_jobs"
  DROP COLUMN claimed_for,
  DROP COLUMN claimed_until;
