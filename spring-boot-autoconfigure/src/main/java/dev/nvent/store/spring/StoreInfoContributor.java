package dev.nvent.store.spring;

import dev.nvent.store.NventStore;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import org.springframework.boot.actuate.info.Info;
import org.springframework.boot.actuate.info.InfoContributor;

/** The version of the library, and the version of the schema of each store. */
final class StoreInfoContributor implements InfoContributor {

    private final Supplier<List<OpenedStore>> stores;

    StoreInfoContributor(Supplier<List<OpenedStore>> stores) {
        this.stores = stores;
    }

    @Override
    public void contribute(Info.Builder builder) {
        var schemas = new LinkedHashMap<String, String>();
        stores.get().forEach(store -> schemas.put(store.name(), store.schema().version()));
        String version = NventStore.class.getPackage().getImplementationVersion();
        var details = new LinkedHashMap<String, Object>();
        details.put("version", Objects.requireNonNullElse(version, "unknown"));
        details.put("schemas", schemas);
        builder.withDetail("nventStore", details);
    }
}
