-- An enum type: the class shop.db.enums.Shipping is generated of it.
CREATE TYPE "${schema}".shipping AS ENUM ('standard', 'next-day');
ALTER TABLE "${schema}"."${prefix}flow_runs" ADD COLUMN shipping "${schema}".shipping;
