DROP FUNCTION IF EXISTS "${schema}"."nvent_bound_stream_part"(text, text);
