package dev.nvent.store.stream;

import dev.nvent.store.sql.Gate;
import dev.nvent.store.sql.SqlStatement;
import dev.nvent.store.subject.StreamSubject;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/** Events that a transition appends to one stream, in their order. Built up by one thread. */
public final class StreamAppend {

    /** Up to so many, a statement for each costs the server less than to unnest arrays. */
    private static final int FEW = 4;

    private final StreamSubject<?> subject;
    private final List<AddressedEvent> events = new ArrayList<>();

    /** No events yet. */
    public StreamAppend(StreamSubject<?> subject) {
        this.subject = subject;
    }

    /**
     * One more event.
     *
     * @param where the argument that it is
     * @throws dev.nvent.store.error.InvalidInputException if it contradicts the subject
     */
    public void add(NewEvent event, String where) {
        events.add(AddressedEvent.checked(subject, event, where));
    }

    /** The statements that append them. */
    public List<SqlStatement<?>> statements(Gate gate) {
        StreamWrites<?> writes = StreamWrites.of(subject);
        return events.size() > FEW
                ? List.of(writes.insertAll(events, gate))
                : events.stream()
                        .<SqlStatement<?>>map(event -> writes.insert(event, gate))
                        .toList();
    }

    /**
     * What was appended.
     *
     * @param answers what the statements answered, and more
     */
    public List<Event> appended(Iterator<?> answers) {
        if (events.size() > FEW) {
            return allOf(answers.next());
        }
        var appended = new ArrayList<Event>(events.size());
        for (int i = 0; i < events.size(); i++) {
            appended.add((Event) answers.next());
        }
        return appended;
    }

    @SuppressWarnings("unchecked") // It is what the statement of all events answered.
    private static List<Event> allOf(Object answer) {
        return (List<Event>) answer;
    }
}
