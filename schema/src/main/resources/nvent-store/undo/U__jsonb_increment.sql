DROP FUNCTION IF EXISTS "${schema}"."jsonb_increment"(jsonb, text[], numeric);
