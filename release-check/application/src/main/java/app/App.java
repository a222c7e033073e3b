package app;

import dev.nvent.store.NventStore;
import dev.nvent.store.stream.NewEvent;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** An application that depends on the deployed modules only. */
@SpringBootApplication
public class App {

    /** An order and its event. */
    @Service
    public static class Orders {

        private final JdbcTemplate jdbc;
        private final NventStore store;

        Orders(JdbcTemplate jdbc, NventStore store) {
            this.jdbc = jdbc;
            this.store = store;
        }

        @Transactional
        public void place(long id, boolean fail) {
            store.stream("shop:order:" + id).append(NewEvent.of("placed"));
            jdbc.update("INSERT INTO orders (id) VALUES (?)", id);
            if (fail) {
                throw new IllegalStateException("rolls back");
            }
        }
    }
}
