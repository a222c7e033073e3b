DROP FUNCTION IF EXISTS "${schema}"."nvent_reject_unversioned_append"();
