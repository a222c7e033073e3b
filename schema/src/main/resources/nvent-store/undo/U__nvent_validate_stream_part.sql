DROP FUNCTION IF EXISTS "${schema}"."nvent_validate_stream_part"(text);
