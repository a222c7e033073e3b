DROP FUNCTION IF EXISTS "${schema}"."nvent_begin_stream_part"(text, text);
