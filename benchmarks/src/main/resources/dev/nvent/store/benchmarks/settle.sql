-- Everything that background work would do later, and the rows in memory.
VACUUM (ANALYZE);

CHECKPOINT;
