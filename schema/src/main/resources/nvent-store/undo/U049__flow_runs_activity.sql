DO $do$
BEGIN
  IF EXISTS (
    SELECT FROM pg_class c JOIN pg_am a ON a.oid = c.relam AND a.amname = 'brin'
    WHERE c.oid = to_regclass('"${schema}"."idx_${prefix}flow_runs_activity"')) THEN
    DROP INDEX IF EXISTS "${schema}"."idx_${prefix}flow_runs_activity";
    CREATE INDEX "idx_${prefix}flow_runs_activity"
      ON "${schema}"."${prefix}flow_runs" (last_activity_at DESC NULLS LAST);
    ALTER TABLE "${schema}"."${prefix}flow_runs" RESET (fillfactor);
  END IF;
END;
$do$;
