DROP TABLE "${schema}"."${prefix}subscriptions";
