package dev.nvent.store.internal.schema;

import dev.nvent.store.schema.Namespace;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The SQL files of the schema module, with the placeholders replaced. File names are relative to {@code nvent-store/}. */
record SqlFiles(Map<String, String> placeholders) {

    /** Not the name of a Java package: class loaders find the files of other modules too. */
    private static final String ROOT = "nvent-store/";

    SqlFiles(Namespace namespace) {
        this(Names.placeholders(namespace));
    }

    /** Adds a placeholder. The value is inserted as it is, so it must be valid SQL at that place. */
    SqlFiles with(String placeholder, String value) {
        var more = new HashMap<>(placeholders);
        more.put(placeholder, value);
        return new SqlFiles(Map.copyOf(more));
    }

    String get(String file) {
        return fill(text(file));
    }

    String fill(String text) {
        String filled = text;
        for (var placeholder : placeholders.entrySet()) {
            filled = filled.replace("${" + placeholder.getKey() + "}", placeholder.getValue());
        }
        return filled;
    }

    /** The text of a file, with its placeholders. */
    static String text(String file) {
        return find(file).orElseThrow(() -> new IllegalStateException("missing resource " + ROOT + file));
    }

    static List<String> lines(String file) {
        return text(file).lines().toList();
    }

    static Optional<String> find(String file) {
        try (InputStream stream = SqlFiles.class.getClassLoader().getResourceAsStream(ROOT + file)) {
            return stream == null
                    ? Optional.empty()
                    : Optional.of(new String(stream.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
