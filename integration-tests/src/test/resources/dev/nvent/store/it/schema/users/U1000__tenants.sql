DROP TABLE "${schema}"."${prefix}tenants";
