-- A failed non-transactional migration leaves such a row. All migrations of the store can be repeated.
DELETE FROM "${schema}"."${prefix}flyway_history" WHERE NOT success
