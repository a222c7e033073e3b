-- Payloads are text because the driver would send an array of jsonb as one long text that is escaped and parsed as a whole.
CREATE OR REPLACE FUNCTION "${schema}"."nvent_unnest_events"(
  keys text[], types text[], run_ids text[], flow_names text[], step_names text[], step_ids text[], attempts integer[],
  payloads text[])
RETURNS TABLE (key text, type text, run_id text, flow_name text, step_name text, step_id text, attempt integer, data jsonb,
  ordinal bigint)
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT key, type, run_id, flow_name, step_name, step_id, attempt, payload::jsonb, ordinal
  FROM unnest(keys, types, run_ids, flow_names, step_names, step_ids, attempts, payloads) WITH ORDINALITY
    AS event (key, type, run_id, flow_name, step_name, step_id, attempt, payload, ordinal)
$$;

COMMENT ON FUNCTION "${schema}"."nvent_unnest_events"(text[], text[], text[], text[], text[], text[], integer[], text[]) IS
  'Rows of a batch of events, from one array per column, numbered in the order of the arrays. Payloads are JSON as '
  'text.';
