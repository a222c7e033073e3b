DROP FUNCTION IF EXISTS "${schema}"."nvent_has_version"(text, text, text, text, bigint, text[]);
