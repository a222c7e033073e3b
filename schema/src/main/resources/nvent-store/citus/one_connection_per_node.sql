-- Citus otherwise refuses to change a table after it has used several connections to a node in the same transaction.
SET LOCAL citus.multi_shard_modify_mode = 'sequential'
