SELECT pg_catalog.current_setting('lock_timeout'), pg_catalog.current_setting('statement_timeout')
