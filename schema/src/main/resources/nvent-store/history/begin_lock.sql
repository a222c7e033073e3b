-- A transaction of a higher isolation level would keep its snapshot, for which CREATE INDEX CONCURRENTLY waits.
SET TRANSACTION ISOLATION LEVEL READ COMMITTED
