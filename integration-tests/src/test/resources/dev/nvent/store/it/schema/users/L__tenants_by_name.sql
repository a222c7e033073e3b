SELECT 'tenants_by_name', 0::bigint
