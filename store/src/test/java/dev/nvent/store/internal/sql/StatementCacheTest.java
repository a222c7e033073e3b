package dev.nvent.store.internal.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.select;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;
import org.junit.jupiter.api.Test;

class StatementCacheTest {

    private static final Answer<Integer> ANSWER = Answer.row(row -> row.getInt(1));

    private final DSLContext dsl = DSL.using(SQLDialect.POSTGRES);
    private final StatementCache cache = new StatementCache(() -> dsl);

    private record Pair(String first, int second) {}

    @Test
    void values_are_bound_in_the_order_of_the_text_and_not_of_their_declaration() {
        Template<Pair, Integer> template = Template.of(
                bind -> {
                    var second = bind.value(SQLDataType.INTEGER, Pair::second);
                    var first = bind.value(SQLDataType.CLOB, Pair::first);
                    return select(first, second, second);
                },
                ANSWER);

        RenderedText text = cache.of(template.with(new Pair("a", 1)));

        assertThat(text.sql()).doesNotContain(Binder.PARAMETER).containsPattern("\\?.*\\?.*\\?");
        assertThat(text.parameters())
                .extracting(parameter -> (Object) parameter.value().apply(new Pair("a", 1)))
                .containsExactly("a", 1, 1);
    }

    @Test
    void a_text_is_rendered_once() {
        var rendered = new AtomicInteger();
        Template<Integer, Integer> template = Template.of(
                bind -> {
                    rendered.incrementAndGet();
                    return select(bind.value(SQLDataType.INTEGER, value -> value));
                },
                ANSWER);

        RenderedText first = cache.of(template.with(1));

        assertThat(cache.of(template.with(2))).isSameAs(first);
        assertThat(rendered).hasValue(1);
    }

    @Test
    void each_value_of_a_pipeline_comes_from_the_argument_of_its_own_statement() {
        Template<Integer, Integer> template =
                Template.of(bind -> select(bind.value(SQLDataType.INTEGER, value -> value)), ANSWER);
        List<Statement<?, ?>> statements = List.of(template.with(7), template.with(8));

        RenderedText text = cache.of(statements, StatementCache.Frame.TRANSACTION);

        assertThat(text.sql()).startsWith("start transaction").contains("commit");
        assertThat(text.parameters())
                .extracting(RenderedText.Parameter::statement)
                .containsExactly(0, 1);
    }

    @Test
    void many_shapes_of_one_operation_do_not_take_the_place_of_other_statements() {
        var shapes =
                new Templates<Integer, Integer, Integer>(shape -> Template.of(bind -> select(inline(shape)), ANSWER));
        for (int shape = 0; shape < 5_000; shape++) {
            cache.of(shapes.of(shape).with(shape));
        }
        Template<Integer, Integer> other = Template.of(bind -> select(field(name("other"))), ANSWER);

        assertThat(cache.of(other.with(1))).isSameAs(cache.of(other.with(2)));
        assertThat(shapes.of(1)).isSameAs(shapes.of(1));
    }
}
