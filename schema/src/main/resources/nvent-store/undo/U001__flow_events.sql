DROP TABLE "${schema}"."${prefix}flow_events";
