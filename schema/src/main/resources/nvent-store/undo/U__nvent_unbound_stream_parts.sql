DROP FUNCTION IF EXISTS "${schema}"."nvent_unbound_stream_parts"(text);
