DROP FUNCTION IF EXISTS "${schema}"."nvent_unnest_values"(text[], jsonb[]);
