DROP FUNCTION IF EXISTS "${schema}"."nvent_stream_parts"(text, text);
