-- No row is lost: the user's migrations are undone before, and record their objects when they run again.
SELECT '${prefix}user_objects', 0::bigint
