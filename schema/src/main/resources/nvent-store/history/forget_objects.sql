DELETE FROM "${schema}"."${prefix}user_objects"
