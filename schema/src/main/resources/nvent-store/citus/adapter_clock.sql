-- The Node adapter writes now() in ON CONFLICT, which Citus accepts of immutable functions only. The adapter's statements are
-- planned at each execution, so that the function is called at each.
CREATE SCHEMA IF NOT EXISTS "${schema}_${prefix}node_adapter";
GRANT USAGE ON SCHEMA "${schema}_${prefix}node_adapter" TO "${role}";
CREATE OR REPLACE FUNCTION "${schema}_${prefix}node_adapter".now() RETURNS timestamp with time zone
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS 'SELECT pg_catalog.now()';
ALTER ROLE "${role}" IN DATABASE "${database}" SET search_path = "${schema}_${prefix}node_adapter", pg_catalog, ${path};
