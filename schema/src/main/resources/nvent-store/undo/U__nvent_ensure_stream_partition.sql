DROP FUNCTION IF EXISTS "${schema}"."nvent_ensure_stream_partition"(text, text);
