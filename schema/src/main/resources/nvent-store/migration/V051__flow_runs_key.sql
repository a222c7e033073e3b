-- On a table that is almost empty, the primary key and the index of the scores cost the same by the planner's estimate, and it takes
-- the one that was created last. Sessions keep that plan until the table is analyzed: by the index of the scores, they would
-- look for a run among all runs of its flow. Only tables without rows: others are analyzed soon.
DO $do$
DECLARE
  runs constant regclass := '"${schema}"."${prefix}flow_runs"';
  key constant name := conname FROM pg_constraint WHERE conrelid = runs AND contype = 'p';
BEGIN
  IF NOT EXISTS (SELECT FROM "${schema}"."${prefix}flow_runs") THEN
    EXECUTE format('ALTER TABLE %s DROP CONSTRAINT %I', runs, key);
    EXECUTE format('ALTER TABLE %s ADD CONSTRAINT %I PRIMARY KEY (flow_name, run_id)', runs, key);
  END IF;
EXCEPTION
  -- A foreign key or a view of the host needs the key, or the table is distributed: then it stays.
  WHEN dependent_objects_still_exist OR feature_not_supported THEN NULL;
END;
$do$;
