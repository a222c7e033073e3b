INSERT INTO "${schema}".nvent_flows (flow_name, registered_at) SELECT 'flow-' || n, n FROM generate_series(0, 99) AS n;
