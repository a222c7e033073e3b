DROP FUNCTION IF EXISTS "${schema}"."nvent_require_unversioned"(text, text, text, text[]);
