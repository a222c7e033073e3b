DROP FUNCTION IF EXISTS "${schema}_${prefix}node_adapter".now();
DROP SCHEMA IF EXISTS "${schema}_${prefix}node_adapter";
