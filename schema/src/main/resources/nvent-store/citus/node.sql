-- Whether this node is the coordinator, and whether Citus distributes the schema as a whole.
SELECT groupid = 0 AS is_coordinator,
  EXISTS (SELECT FROM pg_catalog.pg_dist_schema WHERE schemaid = pg_catalog.to_regnamespace('${schema}')) AS is_schema_distributed
FROM pg_catalog.pg_dist_local_group
