INSERT INTO "${schema}"."${prefix}user_objects" (object, definition)
SELECT object, definition FROM unnest(?::text[], ?::text[]) AS given (object, definition)
