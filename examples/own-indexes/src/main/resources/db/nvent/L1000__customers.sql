SELECT 'customers', count(*) FROM "${schema}"."${prefix}customers";
