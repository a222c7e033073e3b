package dev.nvent.store.it.conformance;

import org.junit.jupiter.api.Nested;

/** The whole conformance suite. Extend this class to run it on an implementation of {@link ContractStore}. */
abstract class StoreContract extends WriteContract {

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
    class KeyPattern extends KeyPatternContract {
        KeyPattern() {
            super(implementation());
        }
    }
}
