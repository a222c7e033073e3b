DO $do$
BEGIN
  IF EXISTS (
    SELECT FROM pg_class c JOIN pg_am a ON a.oid = c.relam AND a.amname = 'brin'
    WHERE c.oid = to_regclass('"${schema}"."idx_${prefix}flows_running"')) THEN
    DROP INDEX IF EXISTS "${schema}"."idx_${prefix}flows_running";
    CREATE INDEX "idx_${prefix}flows_running"
      ON "${schema}"."${prefix}flows" (stats_running DESC) WHERE stats_running > 0;
    ALTER TABLE "${schema}"."${prefix}flows" RESET (fillfactor);
  END IF;
END;
$do$;
