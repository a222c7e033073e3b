package dev.nvent.store;

/** Whether and how a connection is encrypted, as PostgreSQL's {@code sslmode} has it. */
public enum TlsMode {
    /** Never. */
    DISABLE("disable"),
    /** If the server can; the driver's default. */
    PREFER("prefer"),
    /** Always, with any certificate. */
    REQUIRE("require"),
    /** Always, with a certificate of a trusted authority. */
    VERIFY_CA("verify-ca"),
    /** Always, with a certificate of a trusted authority for the server's name. */
    VERIFY_FULL("verify-full");

    private final String sslMode;

    TlsMode(String sslMode) {
        this.sslMode = sslMode;
    }

    String sslMode() {
        return sslMode;
    }
}
