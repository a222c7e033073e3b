package dev.nvent.store.spring;

import dev.nvent.store.NventStore;
import dev.nvent.store.StoreOptions;
import dev.nvent.store.observation.OperationListener;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;
import javax.sql.DataSource;
import org.springframework.beans.factory.ObjectProvider;

/** Opens stores on transaction-aware DataSources. */
final class DefaultNventStoreFactory implements NventStoreFactory {

    private final NventStoreProperties properties;
    private final ObjectProvider<DataSource> qualified;
    private final ObjectProvider<DataSource> primary;
    private final ObjectProvider<OperationListener> listeners;
    private final List<OpenedStore> opened = new CopyOnWriteArrayList<>();

    DefaultNventStoreFactory(
            NventStoreProperties properties,
            ObjectProvider<DataSource> qualified,
            ObjectProvider<DataSource> primary,
            ObjectProvider<OperationListener> listeners) {
        this.properties = properties;
        this.qualified = qualified;
        this.primary = primary;
        this.listeners = listeners;
    }

    @Override
    public NventStore open(UnaryOperator<StoreOptions> changes) {
        StoreOptions options = properties.hasConnection() ? properties.options() : properties.options(dataSource());
        return openObserved(changes.apply(options));
    }

    @Override
    public NventStore open(DataSource dataSource, UnaryOperator<StoreOptions> changes) {
        return openObserved(changes.apply(StoreOptions.of(NventStoreProperties.joining(dataSource))));
    }

    /** The stores that have been opened, some of which may be closed. */
    List<OpenedStore> opened() {
        return opened;
    }

    private NventStore openObserved(StoreOptions options) {
        StoreOptions observed = options;
        for (OperationListener listener : listeners.orderedStream().toList()) {
            observed = observed.withListener(listener);
        }
        NventStore store = NventStore.open(observed);
        opened.add(new OpenedStore(observed));
        return store;
    }

    private DataSource dataSource() {
        return Optional.ofNullable(qualified.getIfAvailable())
                .or(() -> Optional.ofNullable(primary.getIfUnique()))
                .orElseThrow(() -> new IllegalStateException(
                        "There is no single DataSource for the nvent store: define one, mark one with @Primary or"
                                + " @NventStoreDataSource, or set nvent.store.connection.url"));
    }
}
