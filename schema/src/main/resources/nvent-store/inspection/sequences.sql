-- Sequences of ids that are behind the ids in their tables, as after a restore of the tables alone or a logical failover.
WITH ids (table_name, highest) AS (
  SELECT 'flow_events', (SELECT max(id) FROM "${schema}"."${prefix}flow_events")
  UNION ALL
  SELECT 'trigger_events', (SELECT max(id) FROM "${schema}"."${prefix}trigger_events")
  UNION ALL
  SELECT 'stream', (
    SELECT max(newest.id)
    FROM "${schema}"."${prefix}stream_types" t
    CROSS JOIN LATERAL (
      SELECT max(id) AS id FROM "${schema}"."${prefix}stream" s WHERE s.subject_type = t.subject_type) newest)
), sequences AS (
  SELECT ids.*, pg_catalog.pg_get_serial_sequence('"${schema}"."${prefix}' || table_name || '"', 'id') AS name
  FROM ids
)
SELECT table_name, highest, coalesce(pg_catalog.pg_sequence_last_value(name::regclass), 0) AS position,
  pg_catalog.format('SELECT setval(%L, %s)', name, highest) AS command
FROM sequences
WHERE highest > coalesce(pg_catalog.pg_sequence_last_value(name::regclass), 0)
