-- No row is lost: the migration derives them from the partitions.
SELECT '${prefix}stream_types', 0::bigint
