CREATE SEQUENCE "${schema}"."${prefix}lease_tokens" AS BIGINT;

COMMENT ON SEQUENCE "${schema}"."${prefix}lease_tokens" IS
  'Fencing tokens of leases. Never reset: a token that is used twice lets an expired holder write.';
