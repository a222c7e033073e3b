package dev.nvent.store.test;

import dev.nvent.store.stream.Event;
import java.util.Map;
import org.assertj.core.api.AbstractAssert;
import org.assertj.core.api.Assertions;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.assertj.core.api.ObjectAssert;
import org.jspecify.annotations.Nullable;

/** Assertions of one event. */
public final class EventAssert extends AbstractAssert<EventAssert, @Nullable Event> {

    EventAssert(@Nullable Event actual) {
        super(actual, EventAssert.class);
    }

    /** It has this type. */
    public EventAssert hasType(String expected) {
        isNotNull();
        Assertions.assertThat(actual.type()).as(part("type")).isEqualTo(expected);
        return this;
    }

    /** Its data equals a value of plain Java: text, numbers, booleans, maps and lists of them, or null. */
    public EventAssert hasData(@Nullable Object expected) {
        isNotNull();
        Assertions.assertThat(actual.data()).as(part("data")).isEqualTo(expected);
        return this;
    }

    /** Its data is an object that contains these entries, and perhaps more. */
    public EventAssert hasDataContaining(Map<String, ?> expected) {
        isNotNull();
        Assertions.assertThat(actual.data())
                .as(part("data"))
                .asInstanceOf(InstanceOfAssertFactories.map(String.class, Object.class))
                .containsAllEntriesOf(expected);
        return this;
    }

    /** Assertions of its data as a type of the caller. */
    public <T> ObjectAssert<T> data(Class<T> type) {
        isNotNull();
        return Assertions.assertThat(actual.data(type)).as(part("data"));
    }

    private String part(String name) {
        String description = info.descriptionText();
        return description.isEmpty() ? name : name + " of " + description;
    }
}
