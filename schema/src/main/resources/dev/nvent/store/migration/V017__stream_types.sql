-- Which partition of `stream` holds which subject type.
CREATE TABLE "${schema}"."${prefix}stream_types" (
  subject_type TEXT PRIMARY KEY,
  table_name TEXT NOT NULL UNIQUE,
  created_at TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT NOW()
);
