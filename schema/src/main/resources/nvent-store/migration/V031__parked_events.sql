CREATE TABLE "${schema}"."${prefix}parked_events" (
  subscription TEXT NOT NULL,
  event_id BIGINT NOT NULL,
  partition INTEGER NOT NULL,
  attempts INTEGER NOT NULL,
  error TEXT NOT NULL,
  retry_requested BOOLEAN NOT NULL DEFAULT FALSE,
  parked_at TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT NOW(),
  PRIMARY KEY (subscription, event_id)
);

COMMENT ON TABLE "${schema}"."${prefix}parked_events" IS
  'Events whose handler failed so often that the subscription continued without them.';
COMMENT ON COLUMN "${schema}"."${prefix}parked_events".subscription IS 'Name of the subscription.';
COMMENT ON COLUMN "${schema}"."${prefix}parked_events".event_id IS 'Id of the event in the table of the subscription.';
COMMENT ON COLUMN "${schema}"."${prefix}parked_events".partition IS 'Partition of the event.';
COMMENT ON COLUMN "${schema}"."${prefix}parked_events".attempts IS 'Number of failed attempts.';
COMMENT ON COLUMN "${schema}"."${prefix}parked_events".error IS 'Class and message of the last failure.';
COMMENT ON COLUMN "${schema}"."${prefix}parked_events".retry_requested IS
  'Whether the owner of the partition is to handle the event again.';
COMMENT ON COLUMN "${schema}"."${prefix}parked_events".parked_at IS 'Time of the last failure.';
