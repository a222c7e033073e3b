-- With the rights of the reader, so that row level security of the table applies.
CREATE VIEW "${schema}"."${prefix}active_runs" WITH (security_invoker = true) AS
SELECT flow_name, run_id, status, started_at, completed_at, step_count, completed_steps,
  last_activity_at, emitted_events, awaiting_steps, version, updated_at, extra, ~started_at AS newest_first
FROM "${schema}"."${prefix}flow_runs"
WHERE status IN ('running', 'awaiting');

COMMENT ON VIEW "${schema}"."${prefix}active_runs" IS
  'Runs that have not ended: running, or waiting for something. The columns are those of flow_runs.';
COMMENT ON COLUMN "${schema}"."${prefix}active_runs".newest_first IS
  'Ascends as the start descends: ORDER BY newest_first, run_id, flow_name uses a database index.';
