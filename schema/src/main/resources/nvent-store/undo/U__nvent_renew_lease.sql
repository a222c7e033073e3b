DROP FUNCTION IF EXISTS "${schema}"."nvent_renew_lease"(text, text, bigint, bigint);
