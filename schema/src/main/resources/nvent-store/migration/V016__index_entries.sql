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

COMMENT ON TABLE "${schema}"."${prefix}index_entries" IS
  'Entries of all indexes that have no table of their own.';
COMMENT ON COLUMN "${schema}"."${prefix}index_entries".subject IS 'The subject of the index.';
COMMENT ON COLUMN "${schema}"."${prefix}index_entries".id IS 'Id of the entry.';
COMMENT ON COLUMN "${schema}"."${prefix}index_entries".score IS 'Sort key of the index.';
COMMENT ON COLUMN "${schema}"."${prefix}index_entries".metadata IS 'All metadata of the entry.';
COMMENT ON COLUMN "${schema}"."${prefix}index_entries".version IS 'Number of updates since the entry was added.';
COMMENT ON COLUMN "${schema}"."${prefix}index_entries".updated_at IS 'Time of the last write.';
