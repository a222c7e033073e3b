-- Subject types that are split by time.
SELECT subject_type FROM "${schema}"."${prefix}stream_types" WHERE split_by IS NOT NULL ORDER BY 1
