CREATE TABLE orders (
    id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    customer TEXT NOT NULL,
    amount INTEGER NOT NULL,
    CONSTRAINT orders_amount_within_limit CHECK (amount BETWEEN 1 AND 1000)
);
