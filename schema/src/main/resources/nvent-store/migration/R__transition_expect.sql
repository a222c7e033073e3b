-- Notes for the rest of the transaction whether all is as a transition expects: so far, and of one more entry; null is no.
-- transition_ready tells it to the statements that follow, so that they need not wait for an answer in between.
CREATE OR REPLACE FUNCTION "${schema}"."transition_expect"(so_far boolean, as_expected boolean) RETURNS boolean
LANGUAGE sql VOLATILE AS $$
  SELECT set_config('nvent.transition_ready', (so_far AND as_expected IS TRUE)::text, true)::boolean
$$;
