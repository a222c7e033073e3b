DROP FUNCTION IF EXISTS "${schema}"."nvent_drop_stream_part"(text, text, text);
