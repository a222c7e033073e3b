-- For retention by age. BRIN: its cost per append is negligible.
DROP INDEX CONCURRENTLY IF EXISTS "${schema}"."idx_${prefix}trigger_events_ts";
CREATE INDEX CONCURRENTLY "idx_${prefix}trigger_events_ts"
  ON "${schema}"."${prefix}trigger_events" USING brin (ts) WITH (autosummarize = on);
