CREATE INDEX CONCURRENTLY "${name}" ON "${schema}"."${prefix}${table}" ${definition}
