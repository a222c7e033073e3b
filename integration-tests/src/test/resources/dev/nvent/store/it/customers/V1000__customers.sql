CREATE TYPE "${schema}".mood AS ENUM ('happy', 'so-so', 'It''s bad');
CREATE DOMAIN "${schema}".email AS text CONSTRAINT email_has_an_at CHECK (value LIKE '%@%');
CREATE DOMAIN "${schema}".rate AS numeric(5,2);
CREATE DOMAIN "${schema}".percent AS "${schema}".rate CONSTRAINT percent_in_range CHECK (value BETWEEN 0 AND 100);
CREATE DOMAIN "${schema}".quantity AS integer NOT NULL DEFAULT 0;
CREATE TABLE "${schema}"."${prefix}customers" (
    region        text NOT NULL,
    id            text NOT NULL,
    registered_at bigint NOT NULL,
    version       integer NOT NULL DEFAULT 0,
    updated_at    timestamptz NOT NULL DEFAULT now(),
    status        text NOT NULL DEFAULT 'new',
    last_order_at bigint,
    rank          integer,
    balance       bigint,
    active        boolean DEFAULT true,
    orders        integer NOT NULL DEFAULT 0,
    visits        integer NOT NULL DEFAULT 0,
    address       jsonb,
    tags          jsonb DEFAULT '{}',
    token         uuid,
    born          date,
    credit        numeric(12,2),
    rate          numeric,
    seen_at       timestamptz,
    left_at       timestamptz,
    country       varchar(2),
    mood          "${schema}".mood,
    temper        "${schema}".mood NOT NULL DEFAULT 'happy',
    email         "${schema}".email,
    discount      "${schema}".percent,
    parcels       "${schema}".quantity,
    noted_at      timestamptz(3),
    extra         jsonb NOT NULL DEFAULT '{}',
    PRIMARY KEY (region, id)
);
CREATE INDEX "${prefix}customers_by_registration"
    ON "${schema}"."${prefix}customers" (region, registered_at DESC, id);
