ALTER TABLE "${schema}"."${prefix}flow_runs" ADD COLUMN customer_id text;
CREATE DOMAIN "${schema}".email AS text CHECK (value LIKE '%@%');
ALTER TABLE "${schema}"."${prefix}flow_runs" ADD COLUMN tier "${schema}".tier, ADD COLUMN email "${schema}".email;
