-- What transition_expect noted last: whether the statements of a transition are to change anything.
CREATE OR REPLACE FUNCTION "${schema}"."transition_ready"() RETURNS boolean
LANGUAGE sql STABLE PARALLEL SAFE AS $$
  SELECT current_setting('nvent.transition_ready', true) = 'true'
$$;
