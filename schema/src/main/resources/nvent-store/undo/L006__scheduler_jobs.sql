SELECT '${prefix}scheduler_jobs', count(*) FROM "${schema}"."${prefix}scheduler_jobs"
