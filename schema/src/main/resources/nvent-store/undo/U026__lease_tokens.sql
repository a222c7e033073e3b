DROP SEQUENCE "${schema}"."${prefix}lease_tokens";
