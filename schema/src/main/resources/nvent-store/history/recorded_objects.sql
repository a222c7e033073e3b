SELECT object, definition FROM "${schema}"."${prefix}user_objects" ORDER BY object
