ALTER TABLE "${schema}"."${prefix}flows"
  DROP COLUMN extra;
