INSERT INTO "${schema}".nvent_index_entries (subject, id, score)
SELECT 'bench:tasks:' || kind, 'id-' || n, n
FROM (VALUES ('one', 200000), ('jdbc', 200000), ('ten', 600000)) AS kinds (kind, size), generate_series(1, size) AS n;
