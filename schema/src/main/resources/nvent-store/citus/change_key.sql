ALTER TABLE "${schema}"."${table}"
  DROP CONSTRAINT "${key}",
  ADD CONSTRAINT "${key}" PRIMARY KEY (${columns});
