DROP FUNCTION IF EXISTS "${schema}"."clock_millis"();
