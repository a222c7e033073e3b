ALTER TABLE "${schema}"."${prefix}triggers"
  DROP COLUMN extra;
