-- The table of db-scheduler, as its documentation has it.
CREATE TABLE "${schema}".scheduled_tasks (
  task_name text NOT NULL,
  task_instance text NOT NULL,
  task_data bytea,
  execution_time timestamp with time zone NOT NULL,
  picked boolean NOT NULL,
  picked_by text,
  last_success timestamp with time zone,
  last_failure timestamp with time zone,
  consecutive_failures integer,
  last_heartbeat timestamp with time zone,
  version bigint NOT NULL,
  priority smallint,
  PRIMARY KEY (task_name, task_instance)
);

CREATE INDEX ON "${schema}".scheduled_tasks (execution_time);

CREATE INDEX ON "${schema}".scheduled_tasks (last_heartbeat);
