CREATE TABLE "${schema}"."${prefix}subscriptions" (
  name TEXT NOT NULL,
  partition INTEGER NOT NULL,
  partitions INTEGER NOT NULL,
  stream TEXT NOT NULL,
  source JSONB NOT NULL,
  position BIGINT NOT NULL,
  fence BIGINT NOT NULL,
  owner TEXT,
  lease_until BIGINT,
  wanted_by TEXT,
  wanted_until BIGINT,
  failed_event BIGINT,
  attempts INTEGER NOT NULL DEFAULT 0,
  last_error TEXT,
  failed_at TIMESTAMP WITH TIME ZONE,
  created_at TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT NOW(),
  updated_at TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT NOW(),
  PRIMARY KEY (name, partition)
) WITH (fillfactor = 30, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 1000);

COMMENT ON TABLE "${schema}"."${prefix}subscriptions" IS
  'Subscriptions to events: one row per partition, with its position, its owner and its last failure.';
COMMENT ON COLUMN "${schema}"."${prefix}subscriptions".name IS 'Name of the subscription.';
COMMENT ON COLUMN "${schema}"."${prefix}subscriptions".partition IS
  'Number of the partition, from 0: the hash of the stream key (nvent_key_hash) modulo the number of partitions.';
COMMENT ON COLUMN "${schema}"."${prefix}subscriptions".partitions IS 'Number of partitions of the subscription.';
COMMENT ON COLUMN "${schema}"."${prefix}subscriptions".stream IS
  'Table of the events, without its prefix: flow_events, trigger_events or stream.';
COMMENT ON COLUMN "${schema}"."${prefix}subscriptions".source IS 'Which events of the table are followed.';
COMMENT ON COLUMN "${schema}"."${prefix}subscriptions".position IS
  'All events of the partition up to this id are handled or parked.';
COMMENT ON COLUMN "${schema}"."${prefix}subscriptions".fence IS
  'Fencing token: increases with each change of the owner and with each reset. A position is saved only with the current one.';
COMMENT ON COLUMN "${schema}"."${prefix}subscriptions".owner IS 'Process that handles the partition, if any.';
COMMENT ON COLUMN "${schema}"."${prefix}subscriptions".lease_until IS
  'Until when the partition belongs to its owner, unless the owner renews it, in milliseconds of the database clock.';
COMMENT ON COLUMN "${schema}"."${prefix}subscriptions".wanted_by IS
  'Process that has fewer partitions and asks the owner to hand this one over, if any.';
COMMENT ON COLUMN "${schema}"."${prefix}subscriptions".wanted_until IS 
  'Until when the request of wanted_by is valid, in milliseconds of the database clock.';
COMMENT ON COLUMN "${schema}"."${prefix}subscriptions".failed_event IS 'Id of the event whose handler fails, if any.';
COMMENT ON COLUMN "${schema}"."${prefix}subscriptions".attempts IS 'Number of failed attempts on failed_event.';
COMMENT ON COLUMN "${schema}"."${prefix}subscriptions".last_error IS
  'Class and message of the last failure; kept until an event is handled.';
COMMENT ON COLUMN "${schema}"."${prefix}subscriptions".failed_at IS 'Time of the last failure.';
COMMENT ON COLUMN "${schema}"."${prefix}subscriptions".created_at IS 'Time at which the subscription was created.';
COMMENT ON COLUMN "${schema}"."${prefix}subscriptions".updated_at IS 'Time of the last change.';
