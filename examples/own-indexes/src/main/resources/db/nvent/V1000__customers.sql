CREATE TABLE "${schema}"."${prefix}customers" (
    region        text NOT NULL,
    id            text NOT NULL,
    registered_at bigint NOT NULL,
    version       integer NOT NULL DEFAULT 0,
    updated_at    timestamptz NOT NULL DEFAULT now(),
    name          text NOT NULL,
    orders        integer NOT NULL DEFAULT 0,
    extra         jsonb NOT NULL DEFAULT '{}',
    PRIMARY KEY (region, id)
);
CREATE INDEX ON "${schema}"."${prefix}customers" (region, registered_at DESC, id);
