DROP TABLE "${schema}"."${prefix}trigger_events";
