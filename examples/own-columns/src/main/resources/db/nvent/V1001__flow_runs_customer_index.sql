DROP INDEX CONCURRENTLY IF EXISTS "${schema}"."idx_${prefix}flow_runs_customer";
CREATE INDEX CONCURRENTLY "idx_${prefix}flow_runs_customer" ON "${schema}"."${prefix}flow_runs" (customer_id);
