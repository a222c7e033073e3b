-- Whether this node is the coordinator, whether the cluster knows its coordinator, so that it can keep tables there, and
-- whether Citus distributes the schema as a whole.
SELECT groupid = 0 AS is_coordinator,
  EXISTS (SELECT FROM pg_catalog.pg_dist_node WHERE groupid = 0) AS has_coordinator,
  EXISTS (SELECT FROM pg_catalog.pg_dist_schema WHERE schemaid = pg_catalog.to_regnamespace('${schema}')) AS is_schema_distributed
FROM pg_catalog.pg_dist_local_group
