DROP FUNCTION IF EXISTS "${schema}"."transition_expect"(boolean, boolean);
