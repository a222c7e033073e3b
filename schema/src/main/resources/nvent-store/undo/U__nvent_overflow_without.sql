DROP FUNCTION IF EXISTS "${schema}"."nvent_overflow_without"(jsonb, text[]);
