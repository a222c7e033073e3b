ALTER TABLE "${schema}"."${prefix}scheduler_jobs"
  DROP COLUMN extra;
