package dev.nvent.store.maven;

import static org.jooq.impl.DSL.select;
import static org.jooq.meta.postgres.pg_catalog.Tables.PG_ATTRIBUTE;
import static org.jooq.meta.postgres.pg_catalog.Tables.PG_CLASS;
import static org.jooq.meta.postgres.pg_catalog.Tables.PG_DEPEND;
import static org.jooq.meta.postgres.pg_catalog.Tables.PG_NAMESPACE;
import static org.jooq.meta.postgres.pg_catalog.Tables.PG_PROC;
import static org.jooq.meta.postgres.pg_catalog.Tables.PG_TYPE;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;

/**
 * The objects that the user's migrations created in a database, and those that are not theirs: the store's own
 * objects and the members of extensions.
 *
 * @param schemas the schemas with objects of the user, the store's first
 * @param others the qualified names of all other objects in these schemas
 * @param extendedTables the store's tables to which columns were added
 */
record OwnObjects(List<String> schemas, Set<String> others, Set<String> extendedTables) {

    private static final String SCHEMA = StoreObjects.NAMESPACE.schema();

    static OwnObjects in(DSLContext dsl) throws IOException {
        Set<String> extended = extendedTables(dsl);
        var others = new TreeSet<String>();
        StoreObjects.tables().keySet().stream()
                .filter(table -> !extended.contains(table))
                .forEach(table -> others.add(qualified(SCHEMA, table)));
        StoreObjects.sequences().forEach(sequence -> others.add(qualified(SCHEMA, sequence)));
        for (String function : StoreObjects.functions()) {
            others.add(qualified(SCHEMA, function));
            // Where the Node adapter has its own function.
            others.add(qualified("public", function));
        }
        others.add(qualified(SCHEMA, StoreObjects.PREFIX + "flyway_history"));
        others.addAll(ofExtensions(dsl));

        var schemas = new TreeSet<String>();
        for (String object : allOutside(dsl)) {
            if (!others.contains(object)) {
                schemas.add(object.substring(0, object.indexOf('.')));
            }
        }
        var ordered = new ArrayList<String>(List.of(SCHEMA));
        ordered.addAll(schemas);
        return new OwnObjects(List.copyOf(ordered), Set.copyOf(others), Set.copyOf(extended));
    }

    /** A regular expression, as jOOQ's generator takes it, of the names of what is not the user's. */
    String excludes() {
        return others.stream().sorted().map(OwnObjects::quoted).collect(Collectors.joining("|"));
    }

    private static Set<String> extendedTables(DSLContext dsl) {
        Map<String, Set<String>> known = StoreObjects.tables();
        var extended = new HashSet<String>();
        dsl.select(PG_CLASS.RELNAME, PG_ATTRIBUTE.ATTNAME)
                .from(PG_CLASS)
                .join(PG_NAMESPACE)
                .on(PG_NAMESPACE.OID.eq(PG_CLASS.RELNAMESPACE))
                .join(PG_ATTRIBUTE)
                .on(PG_ATTRIBUTE.ATTRELID.eq(PG_CLASS.OID))
                .where(PG_NAMESPACE.NSPNAME.eq(SCHEMA))
                .and(PG_CLASS.RELNAME.in(known.keySet()))
                .and(PG_ATTRIBUTE.ATTNUM.gt((short) 0))
                .and(PG_ATTRIBUTE.ATTISDROPPED.isFalse())
                .forEach(row -> {
                    if (!known.get(row.value1()).contains(row.value2())) {
                        extended.add(row.value1());
                    }
                });
        return extended;
    }

    /**
     * Qualified names of the relations, functions and types outside of the store's schema and of PostgreSQL's own schemas.
     */
    private static List<String> allOutside(DSLContext dsl) {
        Condition outside =
                PG_NAMESPACE.NSPNAME.notIn(SCHEMA, "information_schema").and(PG_NAMESPACE.NSPNAME.notLike("pg\\_%"));
        return dsl.select(PG_NAMESPACE.NSPNAME, PG_CLASS.RELNAME)
                .from(PG_CLASS)
                .join(PG_NAMESPACE)
                .on(PG_NAMESPACE.OID.eq(PG_CLASS.RELNAMESPACE))
                .where(outside)
                .union(select(PG_NAMESPACE.NSPNAME, PG_PROC.PRONAME)
                        .from(PG_PROC)
                        .join(PG_NAMESPACE)
                        .on(PG_NAMESPACE.OID.eq(PG_PROC.PRONAMESPACE))
                        .where(outside))
                .union(select(PG_NAMESPACE.NSPNAME, PG_TYPE.TYPNAME)
                        .from(PG_TYPE)
                        .join(PG_NAMESPACE)
                        .on(PG_NAMESPACE.OID.eq(PG_TYPE.TYPNAMESPACE))
                        .where(outside)
                        // Not the types that PostgreSQL creates for arrays and rows.
                        .and(PG_TYPE.TYPTYPE.in("e", "d")))
                .fetch(row -> qualified(row.value1(), row.value2()));
    }

    private static List<String> ofExtensions(DSLContext dsl) {
        return dsl.select(PG_NAMESPACE.NSPNAME, PG_PROC.PRONAME)
                .from(PG_PROC)
                .join(PG_NAMESPACE)
                .on(PG_NAMESPACE.OID.eq(PG_PROC.PRONAMESPACE))
                .where(isMember(PG_PROC.OID))
                .union(select(PG_NAMESPACE.NSPNAME, PG_CLASS.RELNAME)
                        .from(PG_CLASS)
                        .join(PG_NAMESPACE)
                        .on(PG_NAMESPACE.OID.eq(PG_CLASS.RELNAMESPACE))
                        .where(isMember(PG_CLASS.OID)))
                .union(select(PG_NAMESPACE.NSPNAME, PG_TYPE.TYPNAME)
                        .from(PG_TYPE)
                        .join(PG_NAMESPACE)
                        .on(PG_NAMESPACE.OID.eq(PG_TYPE.TYPNAMESPACE))
                        .where(isMember(PG_TYPE.OID)))
                .fetch(row -> qualified(row.value1(), row.value2()));
    }

    private static Condition isMember(Field<Long> oid) {
        return oid.in(select(PG_DEPEND.OBJID).from(PG_DEPEND).where(PG_DEPEND.DEPTYPE.eq("e")));
    }

    private static String qualified(String schema, String name) {
        return schema + "." + name;
    }

    /** jOOQ's expressions ignore white space and treat # as the begin of a comment, unless escaped. */
    private static String quoted(String name) {
        return Pattern.compile("[^a-zA-Z0-9_]")
                .matcher(name)
                .replaceAll(match -> "\\\\" + (match.group().equals("\\") ? "\\\\" : match.group()));
    }
}
