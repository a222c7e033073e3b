-- Pages through the triggers, newest first.
DROP INDEX CONCURRENTLY IF EXISTS "${schema}"."idx_${prefix}triggers_score";
CREATE INDEX CONCURRENTLY "idx_${prefix}triggers_score"
  ON "${schema}"."${prefix}triggers" (registered_at DESC, trigger_name);
