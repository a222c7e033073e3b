package dev.nvent.store.spring;

import dev.nvent.store.schema.SchemaState;
import dev.nvent.store.schema.SchemaStatus;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;

/**
 * Up if each store can be reached and its schema is current or newer. It is newer while instances of the next version are
 * being deployed. Any other state is out of service.
 */
final class StoreHealthIndicator extends AbstractHealthIndicator {

    private final Supplier<List<OpenedStore>> stores;

    StoreHealthIndicator(Supplier<List<OpenedStore>> stores) {
        super("The nvent store cannot be reached");
        this.stores = stores;
    }

    @Override
    protected void doHealthCheck(Health.Builder builder) {
        builder.up();
        for (OpenedStore store : stores.get()) {
            SchemaStatus schema = store.schema();
            if (schema.state() != SchemaState.CURRENT && schema.state() != SchemaState.NEWER) {
                builder.outOfService();
            }
            builder.withDetail(store.name(), details(schema));
        }
    }

    private static Map<String, Object> details(SchemaStatus schema) {
        var details = new LinkedHashMap<String, Object>();
        details.put("schema", schema.state().name());
        details.put("version", schema.version());
        details.put("latest", schema.latest());
        return details;
    }
}
