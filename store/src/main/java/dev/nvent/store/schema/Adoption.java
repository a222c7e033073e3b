package dev.nvent.store.schema;

import java.util.List;

/**
 * The adoption of a database of the Node adapter.
 *
 * @param differences all differences from the tables of the Node adapter
 * @param refused the differences that prevent the adoption: the store or the Node adapter would lose data or fail
 * @param completions the SQL that creates missing objects; all other differences remain
 */
public record Adoption(List<Difference> differences, List<Difference> refused, List<PlannedScript> completions) {}
