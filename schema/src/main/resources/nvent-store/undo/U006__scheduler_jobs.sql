DROP TABLE "${schema}"."${prefix}scheduler_jobs";
