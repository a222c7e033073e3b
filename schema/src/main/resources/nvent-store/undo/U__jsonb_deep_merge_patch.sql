DROP FUNCTION IF EXISTS "${schema}"."jsonb_deep_merge_patch"(jsonb, jsonb);
