-- The Node adapter's B-tree makes each change of the time of the last activity a new entry in every index of the table. A BRIN
-- index does not (HOT updates, from PostgreSQL 16 on), if the page has room for the new version of the row.
-- Not on tables that the Node adapter has made, and not where the build would block writers for more than a moment: there,
-- 'nvent doctor' says how to do the same.
DO $do$
BEGIN
  IF pg_relation_size('"${schema}"."${prefix}flow_runs"') < 64 * 1024 * 1024
     AND NOT EXISTS (SELECT FROM "${schema}"."${prefix}flyway_history" WHERE type = 'BASELINE') THEN
    DROP INDEX IF EXISTS "${schema}"."idx_${prefix}flow_runs_activity";
    CREATE INDEX "idx_${prefix}flow_runs_activity"
      ON "${schema}"."${prefix}flow_runs" USING brin (last_activity_at) WITH (autosummarize = on);
    ALTER TABLE "${schema}"."${prefix}flow_runs" SET (fillfactor = 70);
  END IF;
END;
$do$;
