SELECT '${prefix}triggers.extra', count(*) FROM "${schema}"."${prefix}triggers" WHERE extra <> '{}'
