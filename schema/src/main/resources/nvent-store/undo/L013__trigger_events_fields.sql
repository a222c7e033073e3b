SELECT '${prefix}trigger_events.run_id, flow_name, step_name, step_id, attempt', count(*)
FROM "${schema}"."${prefix}trigger_events"
WHERE coalesce(run_id, flow_name, step_name, step_id) IS NOT NULL OR attempt <> 0
