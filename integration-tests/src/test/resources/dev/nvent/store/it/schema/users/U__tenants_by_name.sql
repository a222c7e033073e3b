DROP VIEW "${schema}"."${prefix}tenants_by_name";
