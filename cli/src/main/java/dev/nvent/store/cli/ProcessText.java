package dev.nvent.store.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The text of the process in UTF-8, whatever the locale is. Java decodes arguments and environment variables by the locale;
 * without one, as in cron jobs and containers, each byte of other characters becomes U+FFFD. Linux has the bytes in /proc.
 */
final class ProcessText {

    private static final Path ARGUMENTS = Path.of("/proc/self/cmdline");
    private static final Path ENVIRONMENT = Path.of("/proc/self/environ");
    private static final String REPLACEMENT = "\uFFFD";

    private ProcessText() {}

    /** The arguments of the process. */
    static String[] arguments(String[] decoded) {
        if (Arrays.stream(decoded).allMatch(ProcessText::isAscii)) {
            return decoded;
        }
        if (!isUtf8() && Files.isReadable(ARGUMENTS)) {
            List<String> all = read(ARGUMENTS, "arguments");
            return all.subList(all.size() - decoded.length, all.size()).toArray(String[]::new);
        }
        if (Arrays.stream(decoded).anyMatch(argument -> argument.contains(REPLACEMENT))) {
            throw invalid("arguments");
        }
        return decoded;
    }

    /** The environment of the process. */
    static Map<String, String> environment(Map<String, String> decoded) {
        if (isUtf8()
                || !Files.isReadable(ENVIRONMENT)
                || decoded.values().stream().allMatch(ProcessText::isAscii)) {
            return decoded;
        }
        return read(ENVIRONMENT, "environment variables").stream()
                .filter(variable -> variable.contains("="))
                .map(variable -> variable.split("=", 2))
                .collect(Collectors.toMap(
                        variable -> variable[0], variable -> variable[1], (one, other) -> one, LinkedHashMap::new));
    }

    /** Text that is read from standard input or a file. */
    static String decode(byte[] bytes, String what) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw invalid(what);
        }
    }

    static PrintWriter standardOutput() {
        return writer(FileDescriptor.out);
    }

    static PrintWriter standardError() {
        return writer(FileDescriptor.err);
    }

    private static PrintWriter writer(FileDescriptor descriptor) {
        return new PrintWriter(new FileOutputStream(descriptor), true, StandardCharsets.UTF_8);
    }

    /** The entries of a file of /proc, each of which ends with a zero byte. */
    private static List<String> read(Path file, String what) {
        try {
            String all = decode(Files.readAllBytes(file), what);
            return List.of(all.substring(0, Math.max(0, all.length() - 1)).split("\0", -1));
        } catch (IOException e) {
            throw CliException.failed("cannot read " + file);
        }
    }

    private static boolean isUtf8() {
        String name = System.getProperty("sun.jnu.encoding", "UTF-8");
        return Charset.isSupported(name) && Charset.forName(name).equals(StandardCharsets.UTF_8);
    }

    private static boolean isAscii(String text) {
        return text.chars().allMatch(c -> c < 0x80);
    }

    private static CliException invalid(String what) {
        return CliException.usage(what + " must be valid UTF-8");
    }
}
