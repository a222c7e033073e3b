DROP FUNCTION IF EXISTS "${schema}"."nvent_field_sum"(jsonb, numeric, integer);
