package dev.nvent.store.benchmarks;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * What was measured, kept as JSON so that a run of some workloads keeps the figures of the others.
 *
 * @param date when the newest figures were taken
 * @param machine on what, and how it was set
 */
record Results(String date, Map<String, String> machine, List<Figure> figures) {

    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    /** With the figures of another run for what was not measured now, if that was on the same machine. */
    Results over(Path file) {
        if (!Files.exists(file)) {
            return this;
        }
        Results before = JSON.readValue(file.toFile(), Results.class);
        if (!before.machine.equals(machine)) {
            return this;
        }
        Set<String> now = figures.stream().map(Figure::workload).collect(Collectors.toSet());
        return new Results(
                date,
                machine,
                Stream.concat(
                                before.figures.stream().filter(figure -> !now.contains(figure.workload())),
                                figures.stream())
                        .toList());
    }

    void write(Path file) {
        JSON.writeValue(file.toFile(), this);
    }
}
