DROP FUNCTION IF EXISTS "${schema}"."nvent_jsonb_deep_merge"(jsonb, jsonb);
