DROP FUNCTION IF EXISTS "${schema}"."transition_ready"();
