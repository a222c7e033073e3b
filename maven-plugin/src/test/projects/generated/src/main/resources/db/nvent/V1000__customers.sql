CREATE TYPE "${schema}".tier AS ENUM ('basic', 'gold');
CREATE TABLE "${schema}"."${prefix}customers" (
    id         text PRIMARY KEY,
    country    text NOT NULL,
    tier       "${schema}".tier NOT NULL DEFAULT 'basic',
    created_at timestamptz NOT NULL DEFAULT now()
);
CREATE TABLE stock (
    item        text PRIMARY KEY,
    customer_id text REFERENCES "${schema}"."${prefix}customers"
);
CREATE TABLE "${schema}".customers_secret (id text PRIMARY KEY);
CREATE SCHEMA warehouse;
CREATE TABLE warehouse.shelves (id int PRIMARY KEY);
CREATE FUNCTION "${schema}".discount(tier "${schema}".tier) RETURNS int LANGUAGE sql RETURN 10;
