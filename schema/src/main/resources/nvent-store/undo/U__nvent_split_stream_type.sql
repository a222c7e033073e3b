DROP FUNCTION IF EXISTS "${schema}"."nvent_split_stream_type"(text, text, text);
