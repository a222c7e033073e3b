package dev.nvent.store.it.node;

import java.util.List;
import java.util.function.Function;

/**
 * An operation that is the same for both implementations, except for the namespace of its subject and the path of a counter.
 *
 * @param name as in {@link Implementation#call}
 * @param arguments the subject without its namespace, or the key, and further arguments
 */
record RandomOperation(String name, Function<Implementation, List<Object>> arguments) {

    /** An operation with equal arguments for both implementations. */
    RandomOperation(String name, List<Object> arguments) {
        this(name, implementation -> arguments);
    }

    /** The result of the operation, {@code "fails"} if it fails. */
    Object runOn(Implementation implementation, String namespace) {
        Object[] given = arguments.apply(implementation).toArray();
        if (!name.startsWith("kv.")) {
            given[0] = namespace + given[0];
        }
        try {
            return implementation.call(name, given);
        } catch (Implementation.OperationFailedException e) {
            return "fails";
        }
    }

    String describe(Implementation implementation) {
        return name + arguments.apply(implementation);
    }
}
