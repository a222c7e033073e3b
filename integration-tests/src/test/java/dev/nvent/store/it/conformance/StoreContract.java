package dev.nvent.store.it.conformance;

import org.junit.jupiter.api.Nested;

/** The conformance suite, one nested class per operation. Extend this class to run it on an implementation. */
abstract class StoreContract {

    /** The store under test, with the prefix {@code nvent}. It may contain data of other tests. */
    abstract ContractStore implementation();

    @Nested
    class Subject extends SubjectContract {
        Subject() {
            super(implementation());
        }
    }

    @Nested
    class StreamTypes extends StreamTypesContract {
        StreamTypes() {
            super(implementation());
        }
    }

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
    class ReadEvents extends ReadEventsContract {
        ReadEvents() {
            super(implementation());
        }
    }

    @Nested
    class StreamEvents extends StreamEventsContract {
        StreamEvents() {
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
    class Get extends GetContract {
        Get() {
            super(implementation());
        }
    }

    @Nested
    class List extends ListContract {
        List() {
            super(implementation());
        }
    }

    @Nested
    class Filter extends FilterContract {
        Filter() {
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
    class KeyPattern extends KeyPatternContract {
        KeyPattern() {
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
