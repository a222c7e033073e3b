package dev.nvent.store.internal.schema;

/**
 * A table, column, constraint, index or function, named without prefix and schema.
 *
 * @param kind {@code table}, {@code column}, {@code constraint}, {@code index} or {@code function}
 * @param table empty for a function
 * @param name empty for a table
 * @param definition as PostgreSQL prints it
 */
record SchemaObject(String kind, String table, String name, String definition) {

    private static final String DEFAULT = " DEFAULT ";
    private static final String OWN_SEQUENCE = "nextval(";

    /** Parses the format of {@link #toString}. */
    static SchemaObject parse(String line) {
        String[] parts = line.split(" ", 2);
        String[] named = parts[1].split(": ", 2);
        if (parts[0].equals("function")) {
            return new SchemaObject(parts[0], "", named[0], named[1]);
        }
        String[] path = named[0].split("\\.", 2);
        return new SchemaObject(parts[0], path[0], path.length == 2 ? path[1] : "", named[1]);
    }

    /** Kind and name. */
    String key() {
        return kind + " " + (table.isEmpty() || name.isEmpty() ? table + name : table + "." + name);
    }

    boolean is(String otherKind) {
        return kind.equals(otherKind);
    }

    boolean isPrimaryKey() {
        return is("constraint") && definition.startsWith("PRIMARY KEY ");
    }

    boolean isUniqueIndexOf(String otherTable) {
        return is("index") && table.equals(otherTable) && definition.startsWith("UNIQUE ");
    }

    SchemaObject definedAs(String otherDefinition) {
        return new SchemaObject(kind, table, name, otherDefinition);
    }

    /** Whether existing rows get a value in a new column. */
    boolean hasDefault() {
        return definition.contains(DEFAULT) && !definition.contains(DEFAULT + OWN_SEQUENCE);
    }

    /** Whether rows can be inserted without a value for this column. */
    boolean mayBeLeftOut() {
        return !definition.contains(" NOT NULL") || definition.contains(DEFAULT) || definition.contains(" GENERATED");
    }

    @Override
    public String toString() {
        return key() + ": " + definition;
    }
}
