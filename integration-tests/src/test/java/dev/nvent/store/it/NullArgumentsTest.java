package dev.nvent.store.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nvent.store.ConnectionOptions;
import dev.nvent.store.NventStore;
import dev.nvent.store.PoolOptions;
import dev.nvent.store.RetryPolicy;
import dev.nvent.store.StoreOperations;
import dev.nvent.store.StoreOptions;
import dev.nvent.store.error.InvalidInputException;
import dev.nvent.store.field.FlowRunFields;
import dev.nvent.store.field.Patch;
import dev.nvent.store.index.DueTime;
import dev.nvent.store.index.IndexEntry;
import dev.nvent.store.index.IndexQuery;
import dev.nvent.store.index.RunQuery;
import dev.nvent.store.index.Runs;
import dev.nvent.store.index.SortedIndex;
import dev.nvent.store.kv.KeyValueStore;
import dev.nvent.store.kv.Lease;
import dev.nvent.store.report.Reports;
import dev.nvent.store.retention.Retention;
import dev.nvent.store.retention.RetentionRule;
import dev.nvent.store.retention.SweepOptions;
import dev.nvent.store.stream.EventQuery;
import dev.nvent.store.stream.EventStream;
import dev.nvent.store.stream.NewEvent;
import dev.nvent.store.stream.StreamTypes;
import dev.nvent.store.subject.IndexSubject;
import dev.nvent.store.subject.StreamSubject;
import dev.nvent.store.subscription.EventSource;
import dev.nvent.store.subscription.StartPosition;
import dev.nvent.store.subscription.SubscriptionBuilder;
import dev.nvent.store.subscription.Subscriptions;
import dev.nvent.store.transition.Transition;
import dev.nvent.store.work.DueJob;
import dev.nvent.store.work.FailurePolicy;
import dev.nvent.store.work.Job;
import dev.nvent.store.work.Outcome;
import dev.nvent.store.work.Schedule;
import dev.nvent.store.work.Scheduler;
import dev.nvent.store.work.WorkerOptions;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every argument of the API that is not declared {@code @Nullable}, given as null. */
class NullArgumentsTest {

    @RegisterExtension
    static final TestStore STORE = new TestStore();

    private static final String NAME = "nulls";
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Schedule SCHEDULE = Schedule.every(SECOND);
    private static final Patch<?> PATCH = Patch.of(FlowRunFields.STATUS, "running");

    /** A value of each type of parameters that is neither an enum nor a function. */
    private static List<Object> samples;

    /** An argument that is null, of a method of an object or, where that is null, a static one. */
    record NullArgument(Class<?> api, @Nullable Callable<?> receiver, Method method, int position) {

        @Override
        public String toString() {
            return api.getSimpleName() + "." + method.getName() + " "
                    + Arrays.stream(method.getParameterTypes())
                            .map(Class::getSimpleName)
                            .toList()
                    + ", argument " + position;
        }
    }

    static Stream<NullArgument> arguments() {
        Map<Class<?>, Callable<?>> receivers = receivers();
        Stream<Class<?>> factories = Stream.concat(
                receivers.keySet().stream(),
                Stream.of(DueTime.class, FailurePolicy.class, Outcome.class, RetentionRule.class, StartPosition.class));
        return Stream.concat(
                receivers.entrySet().stream()
                        .flatMap(receiver -> arguments(receiver.getKey(), receiver.getValue(), false)),
                factories.flatMap(api -> arguments(api, null, true)));
    }

    private static Stream<NullArgument> arguments(Class<?> api, @Nullable Callable<?> receiver, boolean isStatic) {
        return Arrays.stream(api.getMethods())
                .filter(method -> method.getDeclaringClass().getName().startsWith("dev.nvent"))
                .filter(method -> isStatic == Modifier.isStatic(method.getModifiers()))
                .filter(method -> !method.isSynthetic() && !method.getName().equals("equals"))
                .flatMap(method -> IntStream.range(0, method.getParameterCount())
                        .filter(i -> !method.getParameterTypes()[i].isPrimitive())
                        .filter(i -> !method.getAnnotatedParameterTypes()[i].isAnnotationPresent(Nullable.class))
                        .mapToObj(i -> new NullArgument(api, receiver, method, i)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("arguments")
    void a_null_argument_is_refused_before_any_statement_is_sent(NullArgument argument) {
        List<String> sent = STORE.statementsOf(() -> assertThat(errorOf(argument))
                .isInstanceOfSatisfying(
                        InvalidInputException.class, e -> assertThat(e.actual()).contains("null"))
                .satisfies(e -> assertThat(((InvalidInputException) e).where()).isNotBlank()));

        assertThat(sent).isEmpty();
    }

    private static @Nullable Throwable errorOf(NullArgument argument) {
        Method method = argument.method();
        Object[] values = IntStream.range(0, method.getParameterCount())
                .mapToObj(i -> i == argument.position() ? null : sample(method.getParameterTypes()[i]))
                .toArray();
        try {
            method.invoke(
                    argument.receiver() == null ? null : argument.receiver().call(), values);
            return null;
        } catch (InvocationTargetException e) {
            return e.getCause();
        } catch (Exception e) {
            throw new IllegalStateException(argument.toString(), e);
        }
    }

    private static Map<Class<?>, Callable<?>> receivers() {
        NventStore store = STORE.store();
        SortedIndex<?> runs = store.index(new IndexSubject.FlowRuns("nulls"));
        runs.add(NAME, 1, Map.of());
        IndexEntry<?> entry = runs.get(NAME).orElseThrow();
        var receivers = new LinkedHashMap<Class<?>, Callable<?>>();
        receivers.put(NventStore.class, () -> store);
        receivers.put(StoreOperations.class, () -> store);
        receivers.put(EventStream.class, () -> store.stream(NAME));
        receivers.put(StreamTypes.class, store::streamTypes);
        receivers.put(SortedIndex.class, () -> runs);
        receivers.put(IndexEntry.class, () -> entry);
        receivers.put(Runs.class, store::runs);
        receivers.put(KeyValueStore.class, store::kv);
        receivers.put(Transition.class, store::transition);
        receivers.put(Scheduler.class, store::scheduler);
        receivers.put(Retention.class, store::retention);
        receivers.put(Subscriptions.class, store::subscriptions);
        receivers.put(SubscriptionBuilder.class, () -> store.subscribe(NAME));
        receivers.put(Reports.class, store::reports);
        receivers.put(EventQuery.class, EventQuery::all);
        receivers.put(IndexQuery.class, IndexQuery::all);
        receivers.put(RunQuery.class, RunQuery::all);
        receivers.put(NewEvent.class, () -> NewEvent.of("t"));
        receivers.put(EventSource.class, EventSource::runs);
        receivers.put(SweepOptions.class, () -> SweepOptions.DEFAULT);
        receivers.put(RetentionRule.Runs.class, () -> RetentionRule.runs(SECOND));
        receivers.put(WorkerOptions.class, () -> WorkerOptions.DEFAULT);
        receivers.put(Job.class, () -> Job.of(SCHEDULE));
        receivers.put(Schedule.class, () -> SCHEDULE);
        receivers.put(Patch.class, () -> PATCH);
        receivers.put(StoreOptions.class, STORE::options);
        receivers.put(PoolOptions.class, () -> PoolOptions.DEFAULT);
        receivers.put(ConnectionOptions.class, () -> ConnectionOptions.of("h", 1, "db"));
        return receivers;
    }

    @BeforeAll
    static void makeSamples() {
        samples = List.of(
                true,
                1,
                1L,
                BigDecimal.ONE,
                NAME,
                SECOND,
                Instant.EPOCH,
                ZoneOffset.UTC,
                List.of(),
                Set.of(),
                Map.of(),
                String.class,
                new String[] {NAME},
                Optional.empty(),
                OptionalInt.empty(),
                FlowRunFields.STATUS,
                FlowRunFields.COMPLETED_STEPS,
                FlowRunFields.EMITTED_EVENTS,
                FlowRunFields.EXTRA,
                PATCH,
                IndexQuery.all(),
                EventQuery.all(),
                NewEvent.of("t").withFlowName("f"),
                new StreamSubject.GenericStream(NAME),
                new IndexSubject.FlowRuns(NAME),
                DueTime.now(),
                new Lease(NAME, 1, SECOND),
                SCHEDULE,
                Job.of(SCHEDULE),
                dueJob(),
                WorkerOptions.DEFAULT,
                WorkerOptions.DEFAULT.failures(),
                SweepOptions.DEFAULT,
                RetryPolicy.NONE,
                EventSource.runs(),
                StartPosition.beginning());
    }

    /** A valid value of a type of parameters. */
    private static Object sample(Class<?> type) {
        if (type.isEnum()) {
            return type.getEnumConstants()[0];
        }
        return samples.stream()
                .filter(value -> isOf(type, value))
                .findFirst()
                .orElseGet(() -> Proxy.newProxyInstance(
                        NullArgumentsTest.class.getClassLoader(), new Class<?>[] {type}, (proxy, method, values) -> {
                            throw new AssertionError(method + " was called");
                        }));
    }

    private static DueJob dueJob() {
        Scheduler scheduler = STORE.store().scheduler();
        scheduler.schedule(NAME, Job.of(Schedule.once(Instant.EPOCH)));
        return scheduler.claim(1, Duration.ofMillis(1)).getFirst();
    }

    private static boolean isOf(Class<?> type, Object value) {
        return type.isPrimitive()
                ? value.getClass()
                        .getSimpleName()
                        .toLowerCase(java.util.Locale.ROOT)
                        .startsWith(type.getName())
                : type.isInstance(value);
    }
}
