DROP FUNCTION IF EXISTS "${schema}"."ensure_stream_partition"(text, text);
