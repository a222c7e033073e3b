package dev.nvent.store.internal.schema;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.nvent.store.error.SchemaException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which jOOQ the store runs on. */
class RequirementsTest {

    @Test
    void the_jooq_that_the_store_is_built_with_is_taken() {
        assertThatCode(Requirements::checkJooq).doesNotThrowAnyException();
        assertThatCode(() -> Requirements.checkJooq("3.21.0")).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {"3.20.8", "3.22.0", "3.2", "3.210.1", "unknown"})
    void another_is_refused_with_a_sentence(String version) {
        assertThatExceptionOfType(SchemaException.class)
                .isThrownBy(() -> Requirements.checkJooq(version))
                .withMessage("jOOQ on the class path: expected version 3.21, found version " + version);
    }
}
