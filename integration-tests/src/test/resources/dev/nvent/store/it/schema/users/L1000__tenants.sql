SELECT 'tenants', count(*) FROM "${schema}"."${prefix}tenants"
