ALTER TABLE "${schema}"."${prefix}flow_runs" DROP COLUMN shipping;
DROP TYPE "${schema}".shipping;
