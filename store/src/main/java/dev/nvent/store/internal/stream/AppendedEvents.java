package dev.nvent.store.internal.stream;

import dev.nvent.store.error.DatabaseException;
import dev.nvent.store.error.Operation;
import dev.nvent.store.internal.sql.Pipeline;
import dev.nvent.store.internal.sql.Pipeline.Answers;
import dev.nvent.store.internal.sql.Pipeline.Slot;
import dev.nvent.store.stream.Event;
import dev.nvent.store.stream.NewEvent;
import dev.nvent.store.subject.StreamSubject;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** The events that a transition appends, to any streams. Not thread-safe. */
public final class AppendedEvents {

    /** Up to this number of events for a stream, single statements cost the server less than unnesting arrays. */
    private static final int MAX_SINGLE = 4;

    private final Streams streams;
    private final List<AddressedEvent> events = new ArrayList<>();
    private final Map<StreamSubject<?>, List<Integer>> byStream = new LinkedHashMap<>();

    /** No events yet. */
    public AppendedEvents(Streams streams) {
        this.streams = streams;
    }

    /**
     * Adds an event.
     *
     * @param where the argument that it is
     * @throws dev.nvent.store.error.InvalidInputException if it contradicts the subject
     */
    public void add(StreamSubject<?> subject, NewEvent event, String where) {
        AddressedEvent addressed = AddressedEvent.checked(subject, event, where);
        byStream.computeIfAbsent(subject, same -> new ArrayList<>()).add(events.size());
        events.add(addressed);
    }

    /** The number of events. */
    public int size() {
        return events.size();
    }

    /** The streams, each once. */
    public Set<StreamSubject<?>> streams() {
        return byStream.keySet();
    }

    /**
     * Adds the statements to a pipeline.
     *
     * @return reads the appended events, in the order in which they were added here
     */
    public Function<Answers, List<Event>> addTo(Pipeline pipeline) {
        var parts = new ArrayList<Part>(byStream.size());
        byStream.forEach((stream, places) -> parts.add(new Part(places, addTo(pipeline, stream, places))));
        int size = events.size();
        return answers -> {
            var appended = new Event[size];
            for (Part part : parts) {
                List<Event> ofStream = part.events().apply(answers);
                for (int i = 0; i < ofStream.size(); i++) {
                    appended[part.places().get(i)] = ofStream.get(i);
                }
            }
            return List.of(appended);
        };
    }

    /** The events of one stream, and their places among all. */
    private record Part(List<Integer> places, Function<Answers, List<Event>> events) {}

    private Function<Answers, List<Event>> addTo(Pipeline pipeline, StreamSubject<?> stream, List<Integer> places) {
        EventStatements<?> statements = streams.statements(stream);
        var ofStream = new ArrayList<AddressedEvent>(places.size());
        boolean isKeyed = false;
        for (int place : places) {
            ofStream.add(events.get(place));
            isKeyed |= events.get(place).idempotencyKey() != null;
        }
        if (isKeyed) {
            return keyed(pipeline, stream, statements.keyedAppends(), ofStream);
        }
        if (places.size() <= MAX_SINGLE) {
            return singly(pipeline, statements.appends(), ofStream, streams.isUnversioned(stream));
        }
        Slot<List<Event>> slot = pipeline.add(
                streams.isUnversioned(stream)
                        ? statements.appends().appendAll(ofStream)
                        : statements.appends().appendAllChecked(ofStream));
        return answers -> answers.get(slot);
    }

    /** Remembers, after the commit, that the streams have no versions. */
    public void committed() {
        streams.addUnversioned(streams());
    }

    /** The first event finds out whether the stream is versioned. */
    private static Function<Answers, List<Event>> singly(
            Pipeline pipeline, AppendStatements<?> statements, List<AddressedEvent> events, boolean isUnversioned) {
        var slots = new ArrayList<Slot<Event>>();
        for (AddressedEvent event : events) {
            boolean isChecked = slots.isEmpty() && !isUnversioned;
            slots.add(pipeline.add(isChecked ? statements.appendChecked(event) : statements.append(event)));
        }
        return answers -> {
            var appended = new ArrayList<Event>(slots.size());
            slots.forEach(slot -> appended.add(answers.get(slot)));
            return appended;
        };
    }

    /** The second statement sees the stored events of the keys for which the first one inserted nothing. */
    private static Function<Answers, List<Event>> keyed(
            Pipeline pipeline,
            StreamSubject<?> stream,
            KeyedAppendStatements<?> statements,
            List<AddressedEvent> events) {
        Slot<List<Optional<Event>>> appended = pipeline.add(statements.append(events));
        Slot<List<Event>> stored = pipeline.add(statements.stored(stream, new KeyedAppend(events).openKeys()));
        return answers -> {
            var keyed = new KeyedAppend(events);
            keyed.append(answers.get(appended));
            if (!keyed.find(answers.get(stored))) {
                throw new DatabaseException(
                        Operation.of("transition"),
                        new SQLException("a stored event was deleted while the transition read it", "02000"),
                        false);
            }
            return keyed.events();
        };
    }
}
