package dev.nvent.store.internal.json;

import java.io.IOException;
import java.io.Writer;

/** Collects text up to a maximum length, and fails beyond it. */
final class BoundedWriter extends Writer {

    private final StringBuilder text = new StringBuilder();
    private final int maxLength;
    private boolean isFull;

    BoundedWriter(int maxLength) {
        this.maxLength = maxLength;
    }

    @Override
    public void write(char[] chars, int offset, int length) throws IOException {
        if (length > maxLength - text.length()) {
            isFull = true;
            throw new IOException("more than " + maxLength + " characters");
        }
        text.append(chars, offset, length);
    }

    /** Whether there was more text than fits. */
    boolean isFull() {
        return isFull;
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}

    @Override
    public String toString() {
        return text.toString();
    }
}
