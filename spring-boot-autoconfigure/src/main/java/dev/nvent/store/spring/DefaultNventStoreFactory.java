package dev.nvent.store.spring;

import dev.nvent.store.NventStore;
import dev.nvent.store.StoreOptions;
import java.util.Optional;
import java.util.function.UnaryOperator;
import javax.sql.DataSource;
import org.springframework.beans.factory.ObjectProvider;

/** Opens stores on transaction-aware DataSources. */
final class DefaultNventStoreFactory implements NventStoreFactory {

    private final NventStoreProperties properties;
    private final ObjectProvider<DataSource> qualified;
    private final ObjectProvider<DataSource> primary;

    DefaultNventStoreFactory(
            NventStoreProperties properties, ObjectProvider<DataSource> qualified, ObjectProvider<DataSource> primary) {
        this.properties = properties;
        this.qualified = qualified;
        this.primary = primary;
    }

    @Override
    public NventStore open(UnaryOperator<StoreOptions> changes) {
        StoreOptions options = properties.hasConnection() ? properties.options() : properties.options(dataSource());
        return NventStore.open(changes.apply(options));
    }

    @Override
    public NventStore open(DataSource dataSource, UnaryOperator<StoreOptions> changes) {
        return NventStore.open(changes.apply(StoreOptions.of(NventStoreProperties.joining(dataSource))));
    }

    private DataSource dataSource() {
        return Optional.ofNullable(qualified.getIfAvailable())
                .or(() -> Optional.ofNullable(primary.getIfUnique()))
                .orElseThrow(() -> new IllegalStateException(
                        "There is no single DataSource for the nvent store: define one, mark one with @Primary or"
                                + " @NventStoreDataSource, or set nvent.store.connection.url"));
    }
}
