-- Gives trigger events the same fields as the events of all other streams.
ALTER TABLE "${schema}"."${prefix}trigger_events"
  ADD COLUMN run_id TEXT,
  ADD COLUMN flow_name TEXT,
  ADD COLUMN step_name TEXT,
  ADD COLUMN step_id TEXT,
  ADD COLUMN attempt INTEGER;

COMMENT ON COLUMN "${schema}"."${prefix}trigger_events".run_id IS 'Id of the flow run, if any.';
COMMENT ON COLUMN "${schema}"."${prefix}trigger_events".flow_name IS 'Name of the flow, if any.';
COMMENT ON COLUMN "${schema}"."${prefix}trigger_events".step_name IS 'Name of the step, if any.';
COMMENT ON COLUMN "${schema}"."${prefix}trigger_events".step_id IS 'Id of the step execution, if any.';
COMMENT ON COLUMN "${schema}"."${prefix}trigger_events".attempt IS
  'Attempt of the step, if any; 0 is a value of its own.';
