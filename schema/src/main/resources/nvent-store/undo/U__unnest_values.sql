DROP FUNCTION IF EXISTS "${schema}"."unnest_values"(text[], jsonb[]);
