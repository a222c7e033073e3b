package quickstart;

import dev.nvent.store.NventStore;
import dev.nvent.store.stream.NewEvent;
import java.util.Map;

/** Appends two events, reads them, and counts them under a key. */
public final class Main {

    public static void main(String[] arguments) {
        try (NventStore store = NventStore.open(System.getenv("NVENT_DATABASE_URL"))) {
            var order = store.stream("shop:order:17");
            order.append(NewEvent.of("placed").withData(Map.of("items", 3)));
            order.append(NewEvent.of("shipped"));
            order.read().events().forEach(event -> System.out.println(event.type() + " " + event.json()));
            System.out.println("orders: " + store.kv().increment("orders", 1));
        }
    }
}
