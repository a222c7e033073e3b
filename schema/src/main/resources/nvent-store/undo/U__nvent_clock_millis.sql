DROP FUNCTION IF EXISTS "${schema}"."nvent_clock_millis"();
