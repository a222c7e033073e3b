DROP FUNCTION IF EXISTS "${schema}"."nvent_index_stream_part"(regclass);
