SELECT '${prefix}scheduler_jobs.claimed_for', count(*) FROM "${schema}"."${prefix}scheduler_jobs" WHERE claimed_until = next_run_at
