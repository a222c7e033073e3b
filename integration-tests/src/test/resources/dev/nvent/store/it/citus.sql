-- The part of Citus' catalog and functions that the store uses, on one node and without shards: it checks what Citus checks
-- and records what Citus records, and leaves all rows where they are.
SET allow_system_table_mods = on;

INSERT INTO pg_extension (oid, extname, extowner, extnamespace, extrelocatable, extversion)
SELECT max(oid::bigint) + 1000, 'citus', 10, 'pg_catalog'::regnamespace, false, '13.2-1' FROM pg_extension;

CREATE TABLE pg_catalog.pg_dist_partition (
  logicalrelid regclass PRIMARY KEY, partmethod "char" NOT NULL, partkey text, colocationid integer NOT NULL, repmodel "char" NOT NULL);
CREATE TABLE pg_catalog.pg_dist_schema (schemaid oid PRIMARY KEY, colocationid integer NOT NULL);
CREATE TABLE pg_catalog.pg_dist_local_group (groupid integer PRIMARY KEY);
CREATE TABLE pg_catalog.pg_dist_object (classid oid, objid oid, PRIMARY KEY (classid, objid));
CREATE TABLE pg_catalog.pg_dist_node (groupid integer PRIMARY KEY);
INSERT INTO pg_catalog.pg_dist_local_group VALUES (0);
INSERT INTO pg_catalog.pg_dist_node VALUES (0), (1), (2);
GRANT SELECT ON pg_catalog.pg_dist_partition, pg_catalog.pg_dist_schema, pg_catalog.pg_dist_local_group, pg_catalog.pg_dist_object,
  pg_catalog.pg_dist_node TO PUBLIC;

CREATE FUNCTION pg_catalog.column_to_column_name(regclass, text) RETURNS text LANGUAGE sql AS 'SELECT $2';

CREATE FUNCTION pg_catalog.citus_total_relation_size(logicalrelid regclass, fail_on_error boolean DEFAULT true) RETURNS bigint
LANGUAGE sql AS 'SELECT 1000000000';

CREATE FUNCTION pg_catalog.citus_table_size(logicalrelid regclass) RETURNS bigint LANGUAGE sql AS 'SELECT 600000000';

CREATE FUNCTION pg_catalog.create_distributed_table(
  table_name regclass, distribution_column text, distribution_type text DEFAULT 'hash', colocate_with text DEFAULT 'default',
  shard_count integer DEFAULT NULL) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
  wrong text;
BEGIN
  IF current_setting('citus.multi_shard_modify_mode', true) IS DISTINCT FROM 'sequential' THEN
    RAISE 'there was a parallel operation on a distributed table in the transaction';
  END IF;
  IF table_name::text LIKE '%' || current_setting('double.refused', true) THEN
    RAISE 'refused by the test';
  END IF;
  IF EXISTS (SELECT FROM pg_dist_partition WHERE logicalrelid = table_name AND (partmethod <> 'n' OR colocationid <> 0)) THEN
    RAISE 'table % is already distributed', table_name;
  END IF;
  SELECT i.indexrelid::regclass INTO wrong
    FROM pg_index i
    WHERE i.indrelid = table_name AND i.indisunique AND distribution_column IS NOT NULL
      AND NOT EXISTS (
        SELECT FROM pg_attribute a
        WHERE a.attrelid = table_name AND a.attname = distribution_column AND a.attnum = ANY (i.indkey::int2[]));
  IF wrong IS NOT NULL THEN
    RAISE 'cannot create constraint on %: % does not include the partition column', table_name, wrong;
  END IF;
  IF colocate_with NOT IN ('default', 'none')
    AND NOT EXISTS (SELECT FROM pg_dist_partition WHERE logicalrelid = colocate_with::regclass AND partmethod = 'h') THEN
    RAISE 'relation % is not distributed', colocate_with;
  END IF;
  INSERT INTO pg_dist_partition
  SELECT relid, CASE WHEN distribution_column IS NULL THEN 'n' ELSE 'h' END::"char", distribution_column, 7, 's'
  FROM (SELECT relid FROM pg_partition_tree(table_name) UNION SELECT table_name) t
  ON CONFLICT (logicalrelid) DO UPDATE
  SET partmethod = excluded.partmethod, partkey = excluded.partkey, colocationid = excluded.colocationid;
END;
$$;

CREATE FUNCTION pg_catalog.citus_add_local_table_to_metadata(table_name regclass, cascade_via_foreign_keys boolean DEFAULT false)
RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO pg_dist_partition VALUES (table_name, 'n', NULL, 0, 's');
END;
$$;

CREATE FUNCTION pg_catalog.undistribute_table(table_name regclass, cascade_via_foreign_keys boolean DEFAULT false) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
  DELETE FROM pg_dist_partition WHERE logicalrelid = table_name;
  IF NOT FOUND THEN
    RAISE 'cannot undistribute table because the table is not distributed';
  END IF;
  DELETE FROM pg_dist_partition WHERE logicalrelid IN (SELECT relid FROM pg_partition_tree(table_name));
END;
$$;

CREATE FUNCTION pg_catalog.citus_schema_distribute(schemaname regnamespace) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT FROM pg_dist_partition p JOIN pg_class c ON c.oid = p.logicalrelid WHERE c.relnamespace = schemaname) THEN
    RAISE 'schema % already has distributed tables', schemaname;
  END IF;
  INSERT INTO pg_dist_schema VALUES (schemaname, 9);
  INSERT INTO pg_dist_partition
  SELECT oid, 'n', NULL, 9, 's' FROM pg_class WHERE relnamespace = schemaname AND relkind IN ('r', 'p');
END;
$$;

CREATE FUNCTION pg_catalog.citus_schema_undistribute(schemaname regnamespace) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  DELETE FROM pg_dist_schema WHERE schemaid = schemaname;
  DELETE FROM pg_dist_partition p USING pg_class c WHERE c.oid = p.logicalrelid AND c.relnamespace = schemaname;
END;
$$;

CREATE FUNCTION pg_catalog.create_distributed_function(function_name regprocedure) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO pg_dist_object VALUES ('pg_proc'::regclass, function_name);
END;
$$;

-- On a real worker node, this runs in another session, on the coordinator.
CREATE FUNCTION pg_catalog.run_command_on_coordinator(
  command text, give_warning_for_connection_errors boolean DEFAULT false, OUT success boolean, OUT result text)
LANGUAGE plpgsql AS $$
BEGIN
  UPDATE pg_dist_local_group SET groupid = 0;
  EXECUTE command INTO result;
  UPDATE pg_dist_local_group SET groupid = 1;
  success := true;
EXCEPTION WHEN OTHERS THEN
  success := false;
  result := SQLERRM;
END;
$$;
