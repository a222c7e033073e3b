SELECT 'flow_runs.customer_id', count(customer_id) FROM "${schema}"."${prefix}flow_runs";
