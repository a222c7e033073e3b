DROP FUNCTION IF EXISTS "${schema}"."drop_stream_partition"(text, text);
