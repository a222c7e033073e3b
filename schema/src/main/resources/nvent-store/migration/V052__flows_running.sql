-- The Node adapter's B-tree makes each start and end of a run a new entry for its flow in every index of the table. A BRIN index does
-- not (HOT updates, from PostgreSQL 16 on), if the page has room for the new version of the row.
-- Not on tables that the Node adapter has made.
DO $do$
BEGIN
  IF NOT EXISTS (SELECT FROM "${schema}"."${prefix}flyway_history" WHERE type = 'BASELINE') THEN
    DROP INDEX IF EXISTS "${schema}"."idx_${prefix}flows_running";
    CREATE INDEX "idx_${prefix}flows_running"
      ON "${schema}"."${prefix}flows" USING brin (stats_running) WITH (autosummarize = on) WHERE stats_running > 0;
    ALTER TABLE "${schema}"."${prefix}flows" SET (fillfactor = 70);
  END IF;
END;
$do$;
