ALTER TABLE "${schema}"."${prefix}trigger_events"
  DROP COLUMN run_id,
  DROP COLUMN flow_name,
  DROP COLUMN step_name,
  DROP COLUMN step_id,
  DROP COLUMN attempt;
