CREATE TABLE "${schema}"."${prefix}customers" (
    id         text PRIMARY KEY,
    name       text NOT NULL,
    country    text NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now()
);
COMMENT ON TABLE "${schema}"."${prefix}customers" IS 'Customers of the shop.';
