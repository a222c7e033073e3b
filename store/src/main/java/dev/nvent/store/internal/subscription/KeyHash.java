package dev.nvent.store.internal.subscription;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** The hash of a stream key that decides its partition; the same as that of the SQL function {@code nvent_key_hash}. */
final class KeyHash {

    private KeyHash() {}

    /** From 0 to 255. */
    static int of(String key) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8))[0] & 0xff;
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
