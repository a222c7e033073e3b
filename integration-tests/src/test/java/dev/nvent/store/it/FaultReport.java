package dev.nvent.store.it;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The page docs/faults.md. Each fault suite writes a section of it. */
final class FaultReport {

    private static final Path PAGE = Path.of("..", "docs", "faults.md");

    private FaultReport() {}

    /** Prints a section, and replaces the former one of the page. */
    static void write(String heading, String text) throws IOException {
        String section = "## " + heading + "\n\n" + text.strip() + "\n";
        System.out.println(section);
        String page = Files.readString(PAGE);
        Matcher former = Pattern.compile(
                        "^## " + Pattern.quote(heading) + "\n.*?(?=^## |\\z)", Pattern.DOTALL | Pattern.MULTILINE)
                .matcher(page);
        Files.writeString(
                PAGE,
                former.find()
                        ? page.substring(0, former.start())
                                + section
                                + (former.end() < page.length() ? "\n" : "")
                                + page.substring(former.end())
                        : page.stripTrailing() + "\n\n" + section);
    }

    /** A time for a cell. */
    static String seconds(long nanos) {
        return "%.1f s".formatted(TimeUnit.NANOSECONDS.toMillis(nanos) / 1_000.0);
    }
}
