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
 * The measurements, saved as JSON so that a run of some workloads keeps the measurements of the others.
 *
 * @param date the date of the latest run
 * @param environment hardware, software versions and server settings
 * @param footprints of the workloads that have them; null in files of earlier versions
 * @param idleRates of the workloads that have them; null in files of earlier versions
 */
record Results(
        String date,
        Map<String, String> environment,
        List<Measurement> measurements,
        List<Footprint> footprints,
        List<StatementRate> idleRates) {

    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    Results {
        footprints = footprints == null ? List.of() : footprints;
        idleRates = idleRates == null ? List.of() : idleRates;
    }

    /** Adds the measurements of other workloads from a file, if it was written in the same environment. */
    Results mergedWith(Path file) {
        if (!Files.exists(file)) {
            return this;
        }
        Results previous = JSON.readValue(file.toFile(), Results.class);
        if (!environment.equals(previous.environment)) {
            return this;
        }
        Set<String> measured = measurements.stream().map(Measurement::workload).collect(Collectors.toSet());
        return new Results(
                date,
                environment,
                Stream.concat(
                                previous.measurements.stream()
                                        .filter(measurement -> !measured.contains(measurement.workload())),
                                measurements.stream())
                        .toList(),
                Stream.concat(
                                previous.footprints.stream()
                                        .filter(footprint -> !measured.contains(footprint.workload())),
                                footprints.stream())
                        .toList(),
                Stream.concat(
                                previous.idleRates.stream().filter(rate -> !measured.contains(rate.workload())),
                                idleRates.stream())
                        .toList());
    }

    void write(Path file) {
        JSON.writeValue(file.toFile(), this);
    }
}
