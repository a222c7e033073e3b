-- Replaces the driver's unnamed portal, whose snapshot would make CREATE INDEX CONCURRENTLY wait.
SET LOCAL statement_timeout = 0
