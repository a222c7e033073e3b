DROP FUNCTION IF EXISTS "${schema}"."nvent_jsonb_increment"(jsonb, text[], numeric);
