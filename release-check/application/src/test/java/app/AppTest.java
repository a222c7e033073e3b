package app;

import static dev.nvent.store.test.StoreAssertions.assertThat;
import static dev.nvent.store.test.StoreAssertions.assertThatIllegalStateException;

import dev.nvent.store.NventStore;
import dev.nvent.store.test.spring.AutoConfigureStoreDatabase;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;

@SpringBootTest
@AutoConfigureStoreDatabase
class AppTest {

    @Autowired
    private App.Orders orders;

    @Autowired
    private NventStore store;

    @Test
    void an_order_has_an_event() {
        orders.place(1, false);

        assertThat(store.stream("shop:order:1")).hasTypes("placed");
    }

    @Test
    void an_order_that_fails_leaves_no_event() {
        assertThatIllegalStateException().isThrownBy(() -> orders.place(2, true));

        assertThat(store.stream("shop:order:2")).isEmpty();
    }
}
