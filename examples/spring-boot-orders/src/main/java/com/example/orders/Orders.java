package com.example.orders;

import dev.nvent.store.NventStore;
import dev.nvent.store.stream.Event;
import dev.nvent.store.stream.NewEvent;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Orders: a row in a table of this application, and what happened to each of them in a stream. */
@Service
public class Orders {

    private final JdbcClient jdbc;
    private final NventStore store;

    Orders(JdbcClient jdbc, NventStore store) {
        this.jdbc = jdbc;
        this.store = store;
    }

    /** The counter, the row, the event and the entry are stored together or not at all. */
    @Transactional
    public long place(String customer, int amount) {
        store.kv().increment("orders:attempted", 1);
        long id = jdbc.sql("SELECT nextval(pg_get_serial_sequence('orders', 'id'))")
                .query(Long.class)
                .single();
        store.stream(stream(id)).append(NewEvent.of("placed").withData(Map.of("customer", customer, "amount", amount)));
        store.index("shop:orders").add(String.valueOf(id), amount, Map.of("customer", customer));
        // The limit is a constraint of this table. If it is exceeded, the event above is rolled back too.
        jdbc.sql("INSERT INTO orders (id, customer, amount) OVERRIDING SYSTEM VALUE VALUES (?, ?, ?)")
                .params(id, customer, amount)
                .update();
        return id;
    }

    /** The events of an order, oldest first. */
    public List<Event> history(long id) {
        return store.stream(stream(id)).read().events();
    }

    private static String stream(long id) {
        return "shop:order:" + id;
    }
}
