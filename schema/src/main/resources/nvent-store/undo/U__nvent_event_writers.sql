DROP FUNCTION IF EXISTS "${schema}"."nvent_event_writers"(text, text);
