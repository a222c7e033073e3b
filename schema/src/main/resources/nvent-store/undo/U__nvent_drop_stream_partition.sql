DROP FUNCTION IF EXISTS "${schema}"."nvent_drop_stream_partition"(text, text);
