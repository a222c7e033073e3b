package dev.nvent.store.schema;

import java.util.List;

/**
 * What adopting a database of the original adapter finds and does.
 *
 * @param differences everything that is not as the original makes it
 * @param refused those of them that forbid it: the store, or the original, would lose data or fail
 * @param completions what brings the database to what the original makes; the other differences are left as they are
 */
public record Adoption(List<Difference> differences, List<Difference> refused, List<PlannedScript> completions) {}
