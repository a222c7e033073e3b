DROP FUNCTION IF EXISTS "${schema}"."nvent_acquire_lease"(text, text, text, bigint);
