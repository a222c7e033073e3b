package dev.nvent.store.internal.stream;

import dev.nvent.store.stream.Event;
import dev.nvent.store.stream.EventPage;
import dev.nvent.store.stream.EventQuery;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.function.BiFunction;

/** Events page by page, each page when its first event is asked for. */
final class EventIterator implements Iterator<Event> {

    private final BiFunction<EventQuery, Integer, EventPage> pages;
    private EventQuery query;
    private long left;
    private Iterator<Event> events = List.<Event>of().iterator();
    private boolean hasMore = true;

    EventIterator(EventQuery query, BiFunction<EventQuery, Integer, EventPage> pages) {
        this.query = query;
        this.left = query.limit().isPresent() ? query.limit().getAsInt() : Long.MAX_VALUE;
        this.pages = pages;
    }

    @Override
    public boolean hasNext() {
        if (!events.hasNext() && hasMore && left > 0) {
            EventPage page = pages.apply(query, (int) Math.min(left, EventQuery.DEFAULT_LIMIT));
            events = page.events().iterator();
            hasMore = page.hasMore();
        }
        return events.hasNext();
    }

    @Override
    public Event next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        Event event = events.next();
        left--;
        query = query.order() == EventQuery.Order.NEWEST_FIRST
                ? query.withBefore(event.id())
                : query.withAfter(event.id());
        return event;
    }
}
