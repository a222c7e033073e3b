DROP FUNCTION IF EXISTS "${schema}"."unnest_events"(text[], text[], text[], text[], text[], text[], integer[], text[]);
