DROP FUNCTION IF EXISTS "${schema}"."nvent_transition_check"(boolean, integer, integer);
