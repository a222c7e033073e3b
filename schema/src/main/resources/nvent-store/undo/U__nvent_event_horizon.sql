DROP FUNCTION IF EXISTS "${schema}"."nvent_event_horizon"(text, text[], bigint[]);
