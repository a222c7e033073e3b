-- The statements of the migrations of the Node adapter, version 0.5.15, captured from its connection.

-- Migration 1: optimized_flat_schema
BEGIN;
CREATE SCHEMA IF NOT EXISTS ${schema};
CREATE TABLE IF NOT EXISTS ${schema}.${prefix}_schema_version (
  version INTEGER PRIMARY KEY,
  applied_at TIMESTAMP WITH TIME ZONE DEFAULT NOW(),
  description TEXT
);
CREATE OR REPLACE FUNCTION jsonb_deep_merge(target jsonb, source jsonb)
RETURNS jsonb AS $$
DECLARE
  key text;
  value jsonb;
BEGIN
  IF jsonb_typeof(source) != 'object' OR jsonb_typeof(target) != 'object' THEN
    RETURN source;
  END IF;

  FOR key, value IN SELECT * FROM jsonb_each(source) LOOP
    IF value = 'null'::jsonb THEN
      -- NULL value means DELETE the key
      target := target - key;
    ELSIF target ? key AND jsonb_typeof(target->key) = 'object' AND jsonb_typeof(value) = 'object' THEN
      target := jsonb_set(target, ARRAY[key], jsonb_deep_merge(target->key, value));
    ELSE
      target := jsonb_set(target, ARRAY[key], value);
    END IF;
  END LOOP;

  RETURN target;
END;
$$ LANGUAGE plpgsql IMMUTABLE;
CREATE TABLE IF NOT EXISTS ${schema}.${prefix}_flow_events (
  id BIGSERIAL PRIMARY KEY,
  run_id TEXT NOT NULL,
  flow_name TEXT NOT NULL,
  ts BIGINT NOT NULL,
  type TEXT NOT NULL,
  step_name TEXT,
  step_id TEXT,
  attempt INTEGER,
  data JSONB,
  created_at TIMESTAMP WITH TIME ZONE DEFAULT NOW()
);
CREATE INDEX IF NOT EXISTS idx_${prefix}_flow_events_run
ON ${schema}.${prefix}_flow_events(run_id, ts DESC);
CREATE INDEX IF NOT EXISTS idx_${prefix}_flow_events_flow_type
ON ${schema}.${prefix}_flow_events(flow_name, type, ts DESC);
CREATE TABLE IF NOT EXISTS ${schema}.${prefix}_flow_runs (
  flow_name TEXT NOT NULL,
  run_id TEXT NOT NULL,

  -- Flat columns for hot path (direct column updates, indexable)
  status TEXT NOT NULL DEFAULT 'running',
  started_at BIGINT NOT NULL,
  completed_at BIGINT,
  step_count INTEGER,
  completed_steps INTEGER DEFAULT 0,
  last_activity_at BIGINT,

  -- JSONB only for complex nested data
  emitted_events JSONB DEFAULT '{}'::jsonb,
  awaiting_steps JSONB DEFAULT '{}'::jsonb,

  -- Versioning for optimistic locking
  version INTEGER DEFAULT 0,
  updated_at TIMESTAMP WITH TIME ZONE DEFAULT NOW(),

  PRIMARY KEY (flow_name, run_id)
);
CREATE INDEX IF NOT EXISTS idx_${prefix}_flow_runs_status
ON ${schema}.${prefix}_flow_runs(status)
WHERE status IN ('running', 'awaiting');
CREATE INDEX IF NOT EXISTS idx_${prefix}_flow_runs_active
ON ${schema}.${prefix}_flow_runs(flow_name, started_at DESC)
WHERE status IN ('running', 'awaiting');
CREATE INDEX IF NOT EXISTS idx_${prefix}_flow_runs_completed
ON ${schema}.${prefix}_flow_runs(flow_name, completed_at DESC NULLS LAST)
WHERE completed_at IS NOT NULL;
CREATE INDEX IF NOT EXISTS idx_${prefix}_flow_runs_activity
ON ${schema}.${prefix}_flow_runs(last_activity_at DESC NULLS LAST);
CREATE TABLE IF NOT EXISTS ${schema}.${prefix}_flows (
  flow_name TEXT PRIMARY KEY,

  -- Flat columns
  display_name TEXT,
  flow_version INTEGER DEFAULT 1,
  registered_at BIGINT NOT NULL,
  last_run_at BIGINT,

  -- Stats as flat columns (atomic increments, no deep merge needed)
  stats_total INTEGER DEFAULT 0,
  stats_success INTEGER DEFAULT 0,
  stats_failure INTEGER DEFAULT 0,
  stats_running INTEGER DEFAULT 0,
  stats_awaiting INTEGER DEFAULT 0,
  stats_cancel INTEGER DEFAULT 0,

  -- Versioning
  version INTEGER DEFAULT 0,
  updated_at TIMESTAMP WITH TIME ZONE DEFAULT NOW()
);
CREATE INDEX IF NOT EXISTS idx_${prefix}_flows_last_run
ON ${schema}.${prefix}_flows(last_run_at DESC NULLS LAST);
CREATE INDEX IF NOT EXISTS idx_${prefix}_flows_running
ON ${schema}.${prefix}_flows(stats_running DESC)
WHERE stats_running > 0;
CREATE TABLE IF NOT EXISTS ${schema}.${prefix}_trigger_events (
  id BIGSERIAL PRIMARY KEY,
  trigger_name TEXT NOT NULL,
  ts BIGINT NOT NULL,
  type TEXT NOT NULL,
  data JSONB,
  created_at TIMESTAMP WITH TIME ZONE DEFAULT NOW()
);
CREATE INDEX IF NOT EXISTS idx_${prefix}_trigger_events_trigger
ON ${schema}.${prefix}_trigger_events(trigger_name, ts DESC);
CREATE INDEX IF NOT EXISTS idx_${prefix}_trigger_events_type
ON ${schema}.${prefix}_trigger_events(type, ts DESC);
CREATE TABLE IF NOT EXISTS ${schema}.${prefix}_triggers (
  trigger_name TEXT PRIMARY KEY,

  -- Flat columns
  trigger_type TEXT,
  status TEXT DEFAULT 'active',
  registered_at BIGINT NOT NULL,
  last_activity_at BIGINT,
  display_name TEXT,
  description TEXT,
  scope TEXT,
  source TEXT,

  -- Stats as flat columns
  stats_total_fires INTEGER DEFAULT 0,
  stats_last_fired_at BIGINT,
  stats_total_flows_started INTEGER DEFAULT 0,
  stats_active_subscribers INTEGER DEFAULT 0,

  -- JSONB columns for nested data
  subscriptions JSONB DEFAULT '{}'::jsonb,
  webhook JSONB,
  schedule JSONB,
  config JSONB,

  -- Versioning
  version INTEGER DEFAULT 0,
  updated_at TIMESTAMP WITH TIME ZONE DEFAULT NOW()
);
CREATE INDEX IF NOT EXISTS idx_${prefix}_triggers_status
ON ${schema}.${prefix}_triggers(status)
WHERE status = 'active';
CREATE INDEX IF NOT EXISTS idx_${prefix}_triggers_type
ON ${schema}.${prefix}_triggers(trigger_type, registered_at DESC);
CREATE TABLE IF NOT EXISTS ${schema}.${prefix}_scheduler_jobs (
  job_id TEXT PRIMARY KEY,

  -- Flat columns
  name TEXT,
  job_name TEXT,
  type TEXT,
  cron TEXT,
  interval BIGINT,
  execute_at BIGINT,
  timezone TEXT,
  enabled BOOLEAN DEFAULT true,
  scheduled_at BIGINT NOT NULL,
  last_run_at BIGINT,
  next_run_at BIGINT,
  status TEXT DEFAULT 'pending',

  -- JSONB for nested data
  metadata JSONB,
  config JSONB,

  -- Versioning
  version INTEGER DEFAULT 0,
  updated_at TIMESTAMP WITH TIME ZONE DEFAULT NOW()
);
CREATE INDEX IF NOT EXISTS idx_${prefix}_scheduler_jobs_next_run
ON ${schema}.${prefix}_scheduler_jobs(next_run_at)
WHERE status = 'pending' AND enabled = true;
CREATE INDEX IF NOT EXISTS idx_${prefix}_scheduler_jobs_type
ON ${schema}.${prefix}_scheduler_jobs(type, next_run_at)
WHERE enabled = true;
CREATE TABLE IF NOT EXISTS ${schema}.${prefix}_kv (
  key TEXT PRIMARY KEY,
  value JSONB NOT NULL,
  expires_at TIMESTAMP WITH TIME ZONE,
  updated_at TIMESTAMP WITH TIME ZONE DEFAULT NOW()
);
CREATE INDEX IF NOT EXISTS idx_${prefix}_kv_expires
ON ${schema}.${prefix}_kv(expires_at)
WHERE expires_at IS NOT NULL;
INSERT INTO ${schema}.${prefix}_schema_version (version, description)
VALUES (1, 'Optimized flat schema with minimal JSONB usage')
ON CONFLICT (version) DO NOTHING;
COMMIT;

-- Migration 2: fix_jsonb_deep_merge_null_handling
BEGIN;
CREATE OR REPLACE FUNCTION jsonb_deep_merge(target jsonb, source jsonb)
RETURNS jsonb AS $$
DECLARE
  key text;
  value jsonb;
BEGIN
  IF jsonb_typeof(source) != 'object' OR jsonb_typeof(target) != 'object' THEN
    RETURN source;
  END IF;

  FOR key, value IN SELECT * FROM jsonb_each(source) LOOP
    IF value = 'null'::jsonb THEN
      -- NULL value means DELETE the key
      target := target - key;
    ELSIF target ? key AND jsonb_typeof(target->key) = 'object' AND jsonb_typeof(value) = 'object' THEN
      target := jsonb_set(target, ARRAY[key], jsonb_deep_merge(target->key, value));
    ELSE
      target := jsonb_set(target, ARRAY[key], value);
    END IF;
  END LOOP;

  RETURN target;
END;
$$ LANGUAGE plpgsql IMMUTABLE;
INSERT INTO ${schema}.${prefix}_schema_version (version, description)
VALUES (2, 'Fix jsonb_deep_merge to handle null values as key deletion');
COMMIT;
