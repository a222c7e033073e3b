-- Every value counts, including attempt 0: the undo would leave NULL in its place.
SELECT '${prefix}trigger_events.run_id, flow_name, step_name, step_id, attempt', count(*)
FROM "${schema}"."${prefix}trigger_events"
WHERE num_nonnulls(run_id, flow_name, step_name, step_id, attempt) > 0
