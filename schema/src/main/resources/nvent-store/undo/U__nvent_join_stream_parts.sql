DROP FUNCTION IF EXISTS "${schema}"."nvent_join_stream_parts"(text, text);
