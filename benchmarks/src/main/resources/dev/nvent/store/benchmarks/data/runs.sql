-- Runs with a 2 KB document each, and the same metadata in the all-JSONB table.
INSERT INTO "${schema}".nvent_flow_runs (flow_name, run_id, started_at, status, step_count, emitted_events)
SELECT 'bench', 'id-' || n, 1000000 + n, 'running', 5, document
FROM generate_series(0, 9999) AS n,
  (SELECT jsonb_object_agg('item' || i, jsonb_build_object('count', i, 'id', md5(i::text))) AS document
   FROM generate_series(1, 32) AS i) AS documents;

CREATE TABLE IF NOT EXISTS "${schema}".all_jsonb (
  flow_name text NOT NULL,
  run_id text NOT NULL,
  score bigint NOT NULL,
  metadata jsonb NOT NULL,
  version integer NOT NULL DEFAULT 0,
  updated_at timestamp with time zone DEFAULT now(),
  PRIMARY KEY (flow_name, run_id)
);

CREATE INDEX IF NOT EXISTS all_jsonb_score ON "${schema}".all_jsonb (flow_name, score DESC, run_id);

INSERT INTO "${schema}".all_jsonb (flow_name, run_id, score, metadata)
SELECT flow_name, run_id, started_at, jsonb_build_object(
  'status', status, 'startedAt', started_at, 'stepCount', step_count, 'completedSteps', 0, 'emittedEvents', emitted_events)
FROM "${schema}".nvent_flow_runs WHERE flow_name = 'bench';
