-- Runs with a 10 KB document each, and the same metadata in the all-JSONB table.
INSERT INTO "${schema}".nvent_flow_runs (flow_name, run_id, started_at, status, step_count, emitted_events)
SELECT 'big', 'id-' || n, 1000000 + n, 'running', 5, document
FROM generate_series(0, 1999) AS n,
  (SELECT jsonb_object_agg('item' || i, jsonb_build_object('count', i, 'id', md5(i::text))) AS document
   FROM generate_series(1, 160) AS i) AS documents;

INSERT INTO "${schema}".all_jsonb (flow_name, run_id, score, metadata)
SELECT flow_name, run_id, started_at, jsonb_build_object(
  'status', status, 'startedAt', started_at, 'stepCount', step_count, 'completedSteps', 0, 'emittedEvents', emitted_events)
FROM "${schema}".nvent_flow_runs WHERE flow_name = 'big';
