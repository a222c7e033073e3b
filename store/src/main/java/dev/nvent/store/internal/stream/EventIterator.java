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

    /** Most streams are short, and many readers stop early. */
    private static final int FIRST_PAGE = 100;

    private final BiFunction<EventQuery, Integer, EventPage> pages;
    private EventQuery query;
    private long left;
    private int pageSize = FIRST_PAGE;
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
            readPage();
        }
        return events.hasNext();
    }

    @Override
    public Event next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        return events.next();
    }

    private void readPage() {
        EventPage page = pages.apply(query, (int) Math.min(left, pageSize));
        events = page.events().iterator();
        hasMore = page.hasMore();
        left -= page.events().size();
        pageSize = EventQuery.DEFAULT_LIMIT;
        if (hasMore) {
            long last = page.events().getLast().id();
            query = query.order() == EventQuery.Order.NEWEST_FIRST ? query.withBefore(last) : query.withAfter(last);
        }
    }
}
