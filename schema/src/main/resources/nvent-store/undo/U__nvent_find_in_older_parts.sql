DROP FUNCTION IF EXISTS "${schema}"."nvent_find_in_older_parts"();
