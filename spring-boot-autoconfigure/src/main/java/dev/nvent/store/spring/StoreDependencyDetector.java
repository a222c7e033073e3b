package dev.nvent.store.spring;

import dev.nvent.store.NventStore;
import java.util.Arrays;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.sql.init.dependency.DependsOnDatabaseInitializationDetector;

/** Opens the stores that the application defines itself after the database has been initialized. */
final class StoreDependencyDetector implements DependsOnDatabaseInitializationDetector {

    @Override
    public Set<String> detect(ConfigurableListableBeanFactory beanFactory) {
        Predicate<String> isInitializer = name -> name.equals(NventStoreAutoConfiguration.STORE_BEAN)
                && StoreInitializerDetector.isAutoConfigured(beanFactory);
        return Arrays.stream(beanFactory.getBeanNamesForType(NventStore.class, true, false))
                .filter(isInitializer.negate())
                .collect(Collectors.toSet());
    }
}
