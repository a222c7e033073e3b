package dev.nvent.store.it.original;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nvent.store.schema.Namespace;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Each difference is one: a list of excuses that nobody checks would hide what is wrong in the store. */
class DifferenceTest {

    private static Neighbours database;
    private static Ours ours;
    private static Original original;

    @BeforeAll
    static void start() {
        database = new Neighbours();
        original = database.startOriginal(Namespace.DEFAULT);
        ours = database.startOurs(Namespace.DEFAULT);
    }

    @AfterAll
    static void end() {
        if (database != null) {
            database.close();
        }
    }

    @BeforeEach
    void empty() {
        for (String table : Schema.TABLES) {
            if (!table.equals("schema_version")) {
                database.execute("TRUNCATE public.nvent_" + table);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void the_store_keeps_its_contract(Difference difference) {
        assertThat(difference.on(ours)).as(difference.sentence).isEqualTo(difference.ours);
    }

    @ParameterizedTest
    @EnumSource
    void the_original_does_otherwise(Difference difference) {
        assertThat(difference.on(original))
                .as(difference.sentence)
                .isEqualTo(difference.theirs)
                .isNotEqualTo(difference.ours);
    }
}
