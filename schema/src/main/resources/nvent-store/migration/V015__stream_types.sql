-- Which partition of `stream` holds which subject type.
CREATE TABLE "${schema}"."${prefix}stream_types" (
  subject_type TEXT PRIMARY KEY,
  table_name TEXT NOT NULL UNIQUE,
  created_at TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT NOW()
);

-- There are partitions already where this migration was undone and runs again.
INSERT INTO "${schema}"."${prefix}stream_types" (subject_type, table_name)
SELECT replace(substring(pg_get_expr(c.relpartbound, c.oid) FROM '^FOR VALUES IN \(''(.*)''\)$'), '''''', ''''), c.relname
FROM pg_inherits i
JOIN pg_class c ON c.oid = i.inhrelid
WHERE i.inhparent = '"${schema}"."${prefix}stream"'::regclass;
