DROP FUNCTION IF EXISTS "${schema}"."nvent_server_instance"();
