-- The order of the indexes is no part of the schema.
SELECT;
