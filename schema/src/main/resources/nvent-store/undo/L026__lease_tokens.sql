-- Each token that was given out: the next migration would give it out again.
SELECT '${prefix}lease_tokens', CASE WHEN is_called THEN last_value ELSE 0 END FROM "${schema}"."${prefix}lease_tokens"
