ALTER TABLE "${schema}"."${prefix}flow_runs" DROP COLUMN customer_id;
