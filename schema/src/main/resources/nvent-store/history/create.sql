-- The history table, in Flyway's format, so that Flyway can run a user's migrations.
CREATE TABLE "${schema}"."${prefix}flyway_history" (
  "installed_rank" INT NOT NULL,
  "version" VARCHAR(50),
  "description" VARCHAR(200) NOT NULL,
  "type" VARCHAR(20) NOT NULL,
  "script" VARCHAR(1000) NOT NULL,
  "checksum" INTEGER,
  "installed_by" VARCHAR(100) NOT NULL,
  "installed_on" TIMESTAMP NOT NULL DEFAULT now(),
  "execution_time" INTEGER NOT NULL,
  "success" BOOLEAN NOT NULL,
  CONSTRAINT "${prefix}flyway_history_pk" PRIMARY KEY ("installed_rank")
);
CREATE INDEX "${prefix}flyway_history_s_idx" ON "${schema}"."${prefix}flyway_history" ("success")
