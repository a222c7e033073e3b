DROP FUNCTION IF EXISTS "${schema}"."nvent_stream_part_name"(regclass);
