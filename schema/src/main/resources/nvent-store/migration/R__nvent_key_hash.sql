-- SHA-256 and not PostgreSQL's own hash functions: it does not depend on the version or the platform of the server.
CREATE OR REPLACE FUNCTION "${schema}"."nvent_key_hash"(key text) RETURNS integer
LANGUAGE sql STABLE PARALLEL SAFE AS $$
  SELECT pg_catalog.get_byte(pg_catalog.sha256(pg_catalog.convert_to(key, 'UTF8')), 0)
$$;

COMMENT ON FUNCTION "${schema}"."nvent_key_hash"(text) IS
  'Hash of a stream key, from 0 to 255: the first byte of the SHA-256 of its UTF-8 form. Modulo the number of partitions '
  'it is the partition of a subscription.';
