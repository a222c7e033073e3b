-- An event carries the same fields on every kind of stream.
ALTER TABLE "${schema}"."${prefix}trigger_events"
  ADD COLUMN run_id TEXT,
  ADD COLUMN flow_name TEXT,
  ADD COLUMN step_name TEXT,
  ADD COLUMN step_id TEXT,
  ADD COLUMN attempt INTEGER;
