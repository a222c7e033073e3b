package dev.nvent.store.it.conformance;

import org.junit.jupiter.api.Nested;

/** The part of the conformance suite that tests writes, one nested class per operation. */
abstract class WriteContract {

    /** The store under test, with the prefix {@code nvent}. It may contain data of other tests. */
    abstract ContractStore implementation();

    @Nested
    class Append extends AppendContract {
        Append() {
            super(implementation());
        }
    }

    @Nested
    class AppendAll extends AppendAllContract {
        AppendAll() {
            super(implementation());
        }
    }

    @Nested
    class DeleteEvents extends DeleteEventsContract {
        DeleteEvents() {
            super(implementation());
        }
    }

    @Nested
    class Add extends AddContract {
        Add() {
            super(implementation());
        }
    }

    @Nested
    class AddIfAbsent extends AddIfAbsentContract {
        AddIfAbsent() {
            super(implementation());
        }
    }

    @Nested
    class Update extends UpdateContract {
        Update() {
            super(implementation());
        }
    }

    @Nested
    class ConditionalUpdate extends ConditionalUpdateContract {
        ConditionalUpdate() {
            super(implementation());
        }
    }

    @Nested
    class UpdateWithRetry extends UpdateWithRetryContract {
        UpdateWithRetry() {
            super(implementation());
        }
    }

    @Nested
    class Increment extends IncrementContract {
        Increment() {
            super(implementation());
        }
    }

    @Nested
    class Delete extends DeleteContract {
        Delete() {
            super(implementation());
        }
    }

    @Nested
    class KeyValue extends KeyValueContract {
        KeyValue() {
            super(implementation());
        }
    }

    @Nested
    class KeyValueWrites extends KeyValueWritesContract {
        KeyValueWrites() {
            super(implementation());
        }
    }

    @Nested
    class TransitionEntries extends TransitionEntriesContract {
        TransitionEntries() {
            super(implementation());
        }
    }

    @Nested
    class TransitionEvents extends TransitionEventsContract {
        TransitionEvents() {
            super(implementation());
        }
    }

    @Nested
    class TransitionKeys extends TransitionKeysContract {
        TransitionKeys() {
            super(implementation());
        }
    }

    @Nested
    class Import extends ImportContract {
        Import() {
            super(implementation());
        }
    }

    @Nested
    class ConcurrentWrites extends ConcurrentWritesContract {
        ConcurrentWrites() {
            super(implementation());
        }
    }

    @Nested
    class ConcurrentTransitions extends ConcurrentTransitionsContract {
        ConcurrentTransitions() {
            super(implementation());
        }
    }
}
