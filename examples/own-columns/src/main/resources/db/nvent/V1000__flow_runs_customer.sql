-- The home of the metadata path customer.id, as Main declares it.
ALTER TABLE "${schema}"."${prefix}flow_runs" ADD COLUMN customer_id text;
