import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.CRC32;

/**
 * Writes the names and checksums of the migrations, one per line. The store reads this list on each start, because a directory in
 * a jar cannot be listed portably, and because it is faster than Flyway.
 */
final class ListMigrations {

    private ListMigrations() {}

    /** Arguments: the directory of the migrations, the file to write. */
    public static void main(String[] arguments) throws IOException {
        StringBuilder list = new StringBuilder();
        for (Path migration : files(Path.of(arguments[0]))) {
            list.append(migration.getFileName() + " " + checksum(migration) + "\n");
        }
        Path output = Path.of(arguments[1]);
        Files.createDirectories(output.getParent());
        Files.writeString(output, list);
    }

    private static List<Path> files(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.sorted().toList();
        }
    }

    /** The same checksum as Flyway's: the lines without their terminators. */
    private static int checksum(Path migration) throws IOException {
        CRC32 checksum = new CRC32();
        Files.readAllLines(migration).forEach(line -> checksum.update(line.getBytes(UTF_8)));
        return (int) checksum.getValue();
    }
}
