CREATE TABLE "${schema}"."${prefix}stream_types" (
  subject_type TEXT PRIMARY KEY,
  table_name TEXT NOT NULL UNIQUE,
  created_at TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT NOW()
);

-- If this migration was undone, the partitions still exist: register them again.
INSERT INTO "${schema}"."${prefix}stream_types" (subject_type, table_name)
SELECT replace(substring(pg_get_expr(c.relpartbound, c.oid) FROM '^FOR VALUES IN \(''(.*)''\)$'), '''''', ''''), c.relname
FROM pg_inherits i
JOIN pg_class c ON c.oid = i.inhrelid
WHERE i.inhparent = '"${schema}"."${prefix}stream"'::regclass;

COMMENT ON TABLE "${schema}"."${prefix}stream_types" IS
  'Subject types and the partitions of the table stream that hold their events.';
COMMENT ON COLUMN "${schema}"."${prefix}stream_types".subject_type IS 'First two segments of the subjects.';
COMMENT ON COLUMN "${schema}"."${prefix}stream_types".table_name IS 'Name of the partition, without the schema.';
COMMENT ON COLUMN "${schema}"."${prefix}stream_types".created_at IS
  'Start time of the transaction that created the partition.';
