-- The rows of a batch of events, from one array for each column, numbered in the order given.
CREATE OR REPLACE FUNCTION "${schema}"."unnest_events"(
  types text[], run_ids text[], flow_names text[], step_names text[], step_ids text[], attempts integer[], payloads jsonb[])
RETURNS TABLE (type text, run_id text, flow_name text, step_name text, step_id text, attempt integer, data jsonb, ordinal bigint)
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT * FROM unnest(types, run_ids, flow_names, step_names, step_ids, attempts, payloads) WITH ORDINALITY
$$;
