SELECT 'flow_runs.shipping', count(shipping) FROM "${schema}"."${prefix}flow_runs";
