ALTER TABLE "${schema}"."${prefix}stream_types" ADD COLUMN split_by TEXT;

COMMENT ON COLUMN "${schema}"."${prefix}stream_types".split_by IS
  'Period after which a new part of a split type begins: day, week, month or year; NULL if the type is not split. The table '
  'of a split type is partitioned by ranges of ids.';
