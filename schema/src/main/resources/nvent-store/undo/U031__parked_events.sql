DROP TABLE "${schema}"."${prefix}parked_events";
