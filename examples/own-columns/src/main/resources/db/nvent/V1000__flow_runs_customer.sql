-- Computed from the metadata path customer.id, for rows of the Node adapter and existing rows too.
ALTER TABLE "${schema}"."${prefix}flow_runs"
    ADD COLUMN customer_id text GENERATED ALWAYS AS (extra #>> '{customer,id}') STORED;
