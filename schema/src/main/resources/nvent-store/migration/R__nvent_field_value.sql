CREATE OR REPLACE FUNCTION "${schema}"."nvent_field_value"(value jsonb, type text) RETURNS text
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
DECLARE
  plain text := value #>> '{}';
  part text[];
  size text[];
BEGIN
  IF type = 'text' AND jsonb_typeof(value) = 'string' OR type = 'boolean' AND jsonb_typeof(value) = 'boolean' THEN
    RETURN plain;
  END IF;
  IF type IN ('integer', 'bigint', 'time') AND jsonb_typeof(value) = 'number' THEN
    IF plain::numeric = trunc(plain::numeric)
       AND abs(plain::numeric + 0.5) < (2::numeric ^ 63)
       AND (type <> 'integer' OR abs(plain::numeric + 0.5) < 2::numeric ^ 31) THEN
      RETURN trunc(plain::numeric);
    END IF;
    RETURN NULL;
  END IF;
  IF type LIKE 'varchar(%' AND jsonb_typeof(value) = 'string' THEN
    RETURN CASE WHEN length(plain) <= substring(type FROM '\d+')::integer THEN plain END;
  END IF;
  IF type LIKE 'numeric%' AND jsonb_typeof(value) = 'number' THEN
    size := regexp_match(type, '^numeric\((\d+),(-?\d+)\)$');
    IF size IS NULL
       OR plain::numeric = trunc(plain::numeric, size[2]::integer)
          AND abs(plain::numeric) < 10::numeric ^ (size[1]::integer - size[2]::integer) THEN
      RETURN plain;
    END IF;
    RETURN NULL;
  END IF;
  IF type = 'uuid' AND jsonb_typeof(value) = 'string'
     AND plain ~ '^[0-9A-Fa-f]{8}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{12}$' THEN
    RETURN plain;
  END IF;
  IF (type IN ('time', 'date') OR type LIKE 'timestamp%') AND jsonb_typeof(value) = 'string' THEN
    -- No exception handler for impossible dates: it would rule out parallel plans.
    part := regexp_match(
      CASE type WHEN 'date' THEN plain || 'T00:00Z' ELSE plain END,
      '^(\d{4})-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])(T([01]\d|2[0-3]):[0-5]\d(:[0-5]\d)?)'
      '((\.\d{1,6})\d*)?(Z|[+-](0\d|1[0-4])(:[0-5]\d)?)$');
    IF part[1]::integer > 0
       AND part[3]::integer <= extract(day FROM make_date(part[1]::integer, part[2]::integer, 1) + interval '1 month - 1 day')
    THEN
      IF type = 'date' THEN
        RETURN plain;
      END IF;
      size := regexp_match(type, '^timestamp\((\d)\)$');
      IF substring(part[8] FROM 2 + size[1]::integer) ~ '[1-9]' THEN
        RETURN NULL;
      END IF;
      plain := part[1] || '-' || part[2] || '-' || part[3] || part[4] || coalesce(part[8], '') || part[9];
      RETURN CASE type
        WHEN 'time' THEN floor(extract(epoch FROM plain::timestamptz) * 1000)::text
        ELSE plain
      END;
    END IF;
  END IF;
  RETURN NULL;
END;
$$;

COMMENT ON FUNCTION "${schema}"."nvent_field_value"(jsonb, text) IS
  'Value of metadata as text that converts to a column of its type: text, varchar(n), integer, bigint, boolean, numeric, '
  'numeric(p,s), uuid, date, timestamp, timestamp(p), or time, which is milliseconds since 1970. Times are ISO 8601 with an '
  'offset. NULL if the value does not fit the type as it is.';
