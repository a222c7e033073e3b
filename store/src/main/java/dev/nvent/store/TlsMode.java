package dev.nvent.store;

import dev.nvent.store.error.InvalidInputException;
import java.util.Arrays;

/** Whether and how a connection is encrypted, as PostgreSQL's {@code sslmode} has it. */
public enum TlsMode {
    /** No encryption. */
    DISABLE("disable", "false"),
    /** If the server supports it; the driver's default. */
    PREFER("prefer"),
    /** Always, with any certificate. */
    REQUIRE("require"),
    /** Always, with a certificate of a trusted authority. */
    VERIFY_CA("verify-ca"),
    /** Always, with a certificate of a trusted authority for the server's name. */
    VERIFY_FULL("verify-full", "true");

    private final String sslMode;
    private final String flag;

    TlsMode(String sslMode) {
        this(sslMode, "");
    }

    TlsMode(String sslMode, String flag) {
        this.sslMode = sslMode;
        this.flag = flag;
    }

    /** The mode with a name: {@code verify-full} and so on; true for {@code verify-full}, false for {@code disable}. */
    static TlsMode parse(String text) {
        return Arrays.stream(values())
                .filter(mode -> mode.sslMode.equals(text) || mode.flag.equals(text))
                .findFirst()
                .orElseThrow(() -> new InvalidInputException(
                        "ssl", "disable, prefer, require, verify-ca, verify-full, true or false", "other text"));
    }

    String sslMode() {
        return sslMode;
    }
}
