-- Finds keys by prefix and pages through them, independently of the collation of the database.
DROP INDEX CONCURRENTLY IF EXISTS "${schema}"."idx_${prefix}kv_key";
CREATE INDEX CONCURRENTLY "idx_${prefix}kv_key"
  ON "${schema}"."${prefix}kv" (key COLLATE "C");
