package com.example.orders;

import static dev.nvent.store.test.StoreAssertions.assertThat;

import dev.nvent.store.NventStore;
import dev.nvent.store.test.spring.AutoConfigureStoreDatabase;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;

/** The running application, through HTTP. */
@Tag("postgres")
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT, properties = "spring.main.banner-mode=off")
@AutoConfigureStoreDatabase
class OrdersApplicationTest {

    private static HttpClient http;

    @LocalServerPort
    private int port;

    @Autowired
    private NventStore store;

    @BeforeAll
    static void open() {
        http = HttpClient.newHttpClient();
    }

    @AfterAll
    static void close() {
        http.close();
    }

    @Test
    void an_order_is_stored_with_its_event() throws Exception {
        HttpResponse<String> placed = place("Ada", 42);

        assertThat(placed.statusCode()).isEqualTo(201);
        String location = placed.headers().firstValue("Location").orElseThrow();
        assertThat(get(location + "/history"))
                .isEqualTo("[{\"type\":\"placed\",\"data\":{\"amount\":42,\"customer\":\"Ada\"}}]");
        String id = location.substring("/orders/".length());
        assertThat(store.stream("shop:order:" + id))
                .hasTypes("placed")
                .last()
                .hasData(Map.of("customer", "Ada", "amount", 42));
        assertThat(store.index("shop:orders")).entry(id).hasScore(42).hasMetadata("customer", "Ada");
    }

    @Test
    void an_order_that_is_refused_leaves_nothing() throws Exception {
        place("Before", 1);
        Object attempted = store.kv().get("orders:attempted").orElseThrow();

        HttpResponse<String> refused = place("Bob", 1001);

        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(store.kv()).hasValue("orders:attempted", attempted);
        assertThat(get("/report")).doesNotContain("Bob");
    }

    @Test
    void the_report_joins_tables_of_both() throws Exception {
        place("Grace", 100);
        place("Grace", 200);

        assertThat(get("/report").replaceAll("\\s*<[^>]*>\\s*", " ")).containsPattern("Grace +2 +300");
    }

    @Test
    void health_info_and_metrics_show_the_store() throws Exception {
        place("Edsger", 1);

        assertThat(get("/actuator/health"))
                .contains("\"nventStore\":{\"details\":{\"public.nvent\":{\"schema\":\"CURRENT\"");
        assertThat(get("/actuator/info")).contains("\"nventStore\":{\"version\":");
        assertThat(get("/actuator/metrics/nvent.store.operation?tag=operation:stream.append&tag=target:shop:order"))
                .contains("\"statistic\":\"COUNT\"");
    }

    private HttpResponse<String> place(String customer, int amount) throws IOException, InterruptedException {
        return http.send(
                request("/orders")
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(
                                "{\"customer\": \"%s\", \"amount\": %d}".formatted(customer, amount)))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private String get(String path) throws IOException, InterruptedException {
        HttpResponse<String> response = http.send(request(path).build(), HttpResponse.BodyHandlers.ofString());
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return response.body();
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://localhost:" + port + path));
    }
}
