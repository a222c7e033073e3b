-- The sequence is read before the locks. A transaction locks the table before it draws an id, and releases the lock after its
-- commit is visible. So what holds no lock in this answer either has committed, or draws only ids after last_id.
CREATE OR REPLACE FUNCTION "${schema}"."nvent_event_horizon"(table_prefix text, streams text[], settled bigint[])
RETURNS TABLE (stream text, last_id bigint, server text, problem text, writer text, prepared boolean)
LANGUAGE plpgsql VOLATILE SET search_path = pg_catalog, pg_temp AS $$
#variable_conflict use_variable
DECLARE
  events regclass;
  id_sequence regclass;
  definition pg_sequence;
BEGIN
  server := "${schema}"."nvent_server_instance"();
  FOR n IN 1 .. cardinality(streams) LOOP
    stream := streams[n];
    events := format('%I.%I', '${schema}', table_prefix || stream)::regclass;
    id_sequence := pg_get_serial_sequence(events::text, 'id')::regclass;
    SELECT s.* INTO definition FROM pg_sequence s WHERE s.seqrelid = id_sequence;
    problem := CASE
      WHEN pg_is_in_recovery() THEN 'standby'
      WHEN definition.seqcache <> 1 THEN 'cache'
      WHEN definition.seqincrement < 1 OR definition.seqcycle THEN 'order'
    END;
    last_id := coalesce(pg_sequence_last_value(id_sequence), 0);
    writer := NULL;
    prepared := NULL;
    IF last_id <= settled[n] OR problem IS NOT NULL THEN
      RETURN NEXT;
    ELSE
      RETURN QUERY
        SELECT stream, last_id, server, problem, l.virtualtransaction, bool_or(l.pid IS NULL)
        FROM pg_locks l
        WHERE l.locktype = 'relation'
          AND l.database = (SELECT d.oid FROM pg_database d WHERE d.datname = current_database())
          AND (l.relation = events OR l.relation IN (SELECT p.relid FROM pg_partition_tree(events) p))
          AND l.mode IN ('RowExclusiveLock', 'ShareRowExclusiveLock', 'ExclusiveLock', 'AccessExclusiveLock')
          AND l.granted
        GROUP BY l.virtualtransaction;
      IF NOT FOUND THEN
        RETURN NEXT;
      END IF;
    END IF;
  END LOOP;
END;
$$;

COMMENT ON FUNCTION "${schema}"."nvent_event_horizon"(text, text[], bigint[]) IS
  'For each of the given stream tables: the last id drawn, and the transactions that may still commit events up to it, one '
  'per row, or one row without a writer. Writers are not looked up if no id after the given one (settled) has been drawn. '
  'problem: standby, cache (of the sequence) or order (of its values). table_prefix includes its underscore.';
