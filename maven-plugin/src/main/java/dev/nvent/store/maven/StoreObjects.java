package dev.nvent.store.maven;

import dev.nvent.store.jooq.Nvent;
import dev.nvent.store.schema.Namespace;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jooq.Field;
import org.jooq.Named;
import org.jooq.Table;

/** The objects of the store in the database that classes are generated from. */
final class StoreObjects {

    /** The namespace of that database. The store maps this schema and this prefix to its own at run time. */
    static final Namespace NAMESPACE = new Namespace(Nvent.NVENT.getName(), "nvent");

    static final String PREFIX = NAMESPACE.tablePrefix();

    private StoreObjects() {}

    /** The names of the tables, with their columns. */
    static Map<String, Set<String>> tables() {
        var tables = new HashMap<String, Set<String>>();
        for (Table<?> table : Nvent.NVENT.getTables()) {
            tables.put(
                    NAMESPACE.nameOf(table),
                    Stream.of(table.fields()).map(Field::getName).collect(Collectors.toSet()));
        }
        return tables;
    }

    /** The names of the sequences that belong to no column. */
    static List<String> sequences() {
        return Nvent.NVENT.getSequences().stream()
                .map(Named::getName)
                .map(name -> PREFIX + name)
                .toList();
    }

    /** The names of the functions. Each repeatable migration creates one, which its file is named after. */
    static List<String> functions() throws IOException {
        return migrations()
                .lines()
                .filter(line -> line.startsWith("R__"))
                .map(line -> line.substring("R__".length(), line.indexOf(".sql")))
                .toList();
    }

    /** A list of the migrations, with their checksums. */
    static String migrations() throws IOException {
        try (InputStream stream =
                StoreObjects.class.getClassLoader().getResourceAsStream("nvent-store/migrations.txt")) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
