-- The entries of all other indexes, keyed by their whole subject.
CREATE TABLE "${schema}"."${prefix}index_entries" (
  subject TEXT NOT NULL,
  id TEXT NOT NULL,
  score BIGINT NOT NULL,
  metadata JSONB NOT NULL DEFAULT '{}'::jsonb,
  version INTEGER NOT NULL DEFAULT 0,
  updated_at TIMESTAMP WITH TIME ZONE DEFAULT NOW(),
  PRIMARY KEY (subject, id)
);

CREATE INDEX "idx_${prefix}index_entries_score"
  ON "${schema}"."${prefix}index_entries" (subject, score DESC, id);

CREATE INDEX "idx_${prefix}index_entries_metadata"
  ON "${schema}"."${prefix}index_entries" USING gin (metadata jsonb_path_ops);
