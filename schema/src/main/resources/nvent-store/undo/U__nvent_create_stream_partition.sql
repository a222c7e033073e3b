DROP FUNCTION IF EXISTS "${schema}"."nvent_create_stream_partition"(text, text);
