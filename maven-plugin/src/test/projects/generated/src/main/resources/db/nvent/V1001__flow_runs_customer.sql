ALTER TABLE "${schema}"."${prefix}flow_runs" ADD COLUMN customer_id text;
