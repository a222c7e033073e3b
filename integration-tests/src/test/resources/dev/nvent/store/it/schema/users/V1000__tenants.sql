CREATE TABLE "${schema}"."${prefix}tenants" (tenant TEXT PRIMARY KEY);
INSERT INTO "${schema}"."${prefix}tenants" VALUES ('first');
