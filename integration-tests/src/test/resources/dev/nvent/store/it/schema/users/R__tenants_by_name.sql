CREATE OR REPLACE VIEW "${schema}"."${prefix}tenants_by_name" AS
SELECT tenant FROM "${schema}"."${prefix}tenants" ORDER BY tenant;
