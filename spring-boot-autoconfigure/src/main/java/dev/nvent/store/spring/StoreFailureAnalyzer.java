package dev.nvent.store.spring;

import dev.nvent.store.NventStore;
import dev.nvent.store.error.StoreException;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.BeanInstantiationException;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Reports a store that could not be opened in a sentence instead of a stack trace. Boot logs the trace at debug level. */
final class StoreFailureAnalyzer extends AbstractFailureAnalyzer<BeanInstantiationException> {

    @Override
    protected @Nullable FailureAnalysis analyze(Throwable rootFailure, BeanInstantiationException failure) {
        if (failure.getBeanClass() != NventStore.class || !(failure.getCause() instanceof StoreException cause)) {
            return null;
        }
        return new FailureAnalysis(
                "The store could not be opened: " + cause.getMessage(),
                "Correct what the description names. The page on troubleshooting lists messages of the store with their causes.",
                cause);
    }
}
