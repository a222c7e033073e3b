DROP FUNCTION IF EXISTS "${schema}"."nvent_unnest_events"(text[], text[], text[], text[], text[], text[], integer[], text[]);
