DROP FUNCTION IF EXISTS "${schema}"."nvent_replication_lag"();
