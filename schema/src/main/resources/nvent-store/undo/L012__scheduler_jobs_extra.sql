SELECT '${prefix}scheduler_jobs.extra', count(*) FROM "${schema}"."${prefix}scheduler_jobs" WHERE extra <> '{}'
