CREATE TABLE "${schema}"."${prefix}user_objects" (
  object TEXT PRIMARY KEY,
  definition TEXT NOT NULL
);

COMMENT ON TABLE "${schema}"."${prefix}user_objects" IS
  'Objects that the user''s own migrations created in the namespace, recorded when these migrations run.';
COMMENT ON COLUMN "${schema}"."${prefix}user_objects".object IS
  'Kind and name without the prefix, such as `column flow_runs.customer_id`.';
COMMENT ON COLUMN "${schema}"."${prefix}user_objects".definition IS 'Definition, as PostgreSQL prints it.';
