-- A migration outside a transaction that failed leaves such a row; each of ours can be run again.
DELETE FROM "${schema}"."${prefix}flyway_history" WHERE NOT success
