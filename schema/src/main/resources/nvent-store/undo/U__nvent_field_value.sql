DROP FUNCTION IF EXISTS "${schema}"."nvent_field_value"(jsonb, text);
