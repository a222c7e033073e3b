-- The values remain in the metadata.
SELECT 'flow_runs.customer_id', 0::bigint;
