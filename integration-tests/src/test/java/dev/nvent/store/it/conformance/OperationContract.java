package dev.nvent.store.it.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** The tests of one operation. */
abstract class OperationContract {

    private static final AtomicInteger NUMBER = new AtomicInteger();

    final ContractStore store;

    OperationContract(ContractStore store) {
        this.store = store;
    }

    /** A name that no other test uses. */
    static String unique() {
        return "n" + NUMBER.incrementAndGet();
    }

    /** A stream without events. */
    static String subject(StreamKind kind) {
        return kind.subject(unique());
    }

    /** An index that may contain entries of other tests. */
    static String subject(IndexKind kind) {
        return kind.subject(unique());
    }

    /** An index without entries. */
    String emptyIndex(IndexKind kind) {
        String subject = subject(kind);
        if (!kind.isKeyed()) {
            List<String> ids;
            while (!(ids = store.list(subject, Map.of()).ids()).isEmpty()) {
                store.deleteMany(subject, ids);
            }
        }
        return subject;
    }

    Map<String, Object> metadata(String subject, String id) {
        return CanonicalJson.map(store.get(subject, id).orElseThrow().metadata());
    }

    /** The value at a path of an entry's metadata. */
    Object at(String subject, String id, String path) {
        return NestedMaps.get(metadata(subject, id), path);
    }

    int version(String subject, String id) {
        return store.get(subject, id).orElseThrow().version();
    }

    static void assertRejected(RejectedException.Reason reason, ThrowingCallable call) {
        assertThatExceptionOfType(RejectedException.class)
                .isThrownBy(call)
                .satisfies(rejected ->
                        assertThat(rejected.reason()).as(rejected.getMessage()).isEqualTo(reason));
    }
}
