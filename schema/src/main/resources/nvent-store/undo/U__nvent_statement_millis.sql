DROP FUNCTION IF EXISTS "${schema}"."nvent_statement_millis"();
