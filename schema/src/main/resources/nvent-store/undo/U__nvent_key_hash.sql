DROP FUNCTION IF EXISTS "${schema}"."nvent_key_hash"(text);
