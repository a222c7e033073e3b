package dev.nvent.store.schema;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The files of the schema module, with names in place of their placeholders. Their names are relative to {@code nvent-store/}. */
record SqlFiles(Map<String, String> placeholders) {

    /** Not the name of a package, so that the files of another module are found too. */
    private static final String ROOT = "nvent-store/";

    SqlFiles(Namespace namespace) {
        this(namespace.placeholders());
    }

    /** The same, with one more placeholder, whose value must be fit to stand where the files have it. */
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

    /** As it is written. */
    static String text(String file) {
        return find(file).orElseThrow(() -> new IllegalStateException("this jar lacks " + file));
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
