-- Measures what each index of flow_events costs and serves: psql -q -f docs/decisions/0017-event-indexes.sql
-- Needs a database with the tables of a store in the schema public. Works on a copy, which it drops at the end.
\pset footer off
SET client_min_messages = warning;
DROP SCHEMA IF EXISTS nvent_event_indexes CASCADE;
CREATE SCHEMA nvent_event_indexes;
SET search_path = nvent_event_indexes, public;
CREATE TABLE measured (step int, dropped text, wal_bytes_per_event numeric, id_page_us numeric, ts_page_us numeric,
  ts_range_us numeric, flow_type_us numeric);

CREATE PROCEDURE measure(step int, dropped text, columns text) LANGUAGE plpgsql AS $$
DECLARE
  before pg_lsn;
  wal numeric;
  times numeric[] := '{}';
  began timestamptz;
  query text;
  index_name text;
BEGIN
  DROP TABLE IF EXISTS events;
  CREATE TABLE events (LIKE nvent_flow_events INCLUDING ALL);
  SELECT indexrelid::regclass::text INTO index_name FROM pg_index
    WHERE indrelid = 'events'::regclass AND pg_get_indexdef(indexrelid) LIKE '%(' || columns || ')%' AND indpred IS NULL;
  IF index_name IS NOT NULL THEN
    EXECUTE 'DROP INDEX ' || index_name;
  END IF;
  -- A run of 10,000 events among 10,000 runs of 59, all in turn.
  INSERT INTO events (run_id, flow_name, ts, type)
    SELECT CASE n % 60 WHEN 0 THEN 'long' ELSE md5((n % 10000)::text) END, 'flow-' || n % 100, n, 'step.' || n % 7
    FROM generate_series(1, 600000) n;
  ANALYZE events;
  COMMIT;
  before := pg_current_wal_insert_lsn();
  FOR n IN 1..24000 LOOP
    INSERT INTO events (run_id, flow_name, ts, type, data)
      VALUES (md5((n % 2000)::text || 'new'), 'flow-' || n % 100, 700000 + n, 'step.' || n % 7, '{"amount": 42}');
  END LOOP;
  wal := (pg_current_wal_insert_lsn() - before) / 24000;
  COMMIT;
  FOREACH query IN ARRAY ARRAY[
    'SELECT count(*) FROM (SELECT * FROM events WHERE run_id = ''long'' AND id > 300000 ORDER BY id LIMIT 50) e',
    'SELECT count(*) FROM (SELECT * FROM events WHERE run_id = ''long'' ORDER BY ts, id LIMIT 50) e',
    'SELECT count(*) FROM (SELECT * FROM events WHERE run_id = ''long'' AND ts >= 590000 AND ts < 593000 ORDER BY id) e',
    'SELECT count(*) FROM (SELECT * FROM events WHERE flow_name = ''flow-1'' AND type = ''step.1'' AND ts > 590000) e'
  ] LOOP
    EXECUTE query;
    began := clock_timestamp();
    FOR n IN 1..200 LOOP
      EXECUTE query;
    END LOOP;
    times := times || (extract(epoch FROM clock_timestamp() - began) * 1000000 / 200)::numeric;
  END LOOP;
  INSERT INTO measured VALUES (step, dropped, round(wal), round(times[1]), round(times[2]), round(times[3]), round(times[4]));
END $$;

CALL measure(1, 'none', 'no index');
CALL measure(2, 'run (run_id, ts)', 'run_id, ts DESC');
CALL measure(3, 'order (run_id, id)', 'run_id, id');
CALL measure(4, 'flow_type (flow_name, type, ts)', 'flow_name, type, ts DESC');

SELECT dropped AS "without index", wal_bytes_per_event AS "WAL, bytes per event", id_page_us AS "page by id, µs",
  ts_page_us AS "page by time, µs", ts_range_us AS "range of time, µs", flow_type_us AS "type of a flow, µs"
FROM measured ORDER BY step;
DROP SCHEMA nvent_event_indexes CASCADE;
