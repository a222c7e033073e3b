INSERT INTO "${schema}".fewtasks_index_entries (subject, id, score)
SELECT 'bench:tasks', 'id-' || n, CASE WHEN n <= 100 THEN n ELSE 4000000000000 + n END FROM generate_series(1, 1000) AS n;
