ALTER TABLE "${schema}"."${prefix}${table}" ADD COLUMN "${name}" ${definition}
