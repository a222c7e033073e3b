package dev.nvent.store.internal.stream;

import dev.nvent.store.internal.sql.Pipeline;
import dev.nvent.store.internal.sql.Pipeline.Answers;
import dev.nvent.store.internal.sql.Pipeline.Slot;
import dev.nvent.store.stream.Event;
import dev.nvent.store.stream.NewEvent;
import dev.nvent.store.subject.StreamSubject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
        Map<Integer, Slot<Event>> single = new LinkedHashMap<>();
        Map<List<Integer>, Slot<List<Event>>> batches = new LinkedHashMap<>();
        byStream.forEach((stream, places) -> {
            EventStatements<?> statements = streams.statements(stream);
            if (places.size() <= MAX_SINGLE) {
                places.forEach(place -> single.put(place, pipeline.add(statements.append(events.get(place)))));
            } else {
                batches.put(
                        places,
                        pipeline.add(statements.appendAll(
                                places.stream().map(events::get).toList())));
            }
        });
        int size = events.size();
        return answers -> {
            var appended = new Event[size];
            single.forEach((place, slot) -> appended[place] = answers.get(slot));
            batches.forEach((places, slot) -> {
                List<Event> batch = answers.get(slot);
                for (int i = 0; i < batch.size(); i++) {
                    appended[places.get(i)] = batch.get(i);
                }
            });
            return List.of(appended);
        };
    }
}
