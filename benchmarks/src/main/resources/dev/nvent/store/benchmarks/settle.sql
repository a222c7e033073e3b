-- Does the work of autovacuum and the checkpointer in advance, and loads the rows into memory.
VACUUM (ANALYZE);

CHECKPOINT;
