package dev.nvent.store.cli;

import dev.nvent.store.schema.Namespace;
import org.jooq.DSLContext;

/**
 * What the doctor looks at.
 *
 * @param connections as many as the application may hold at once, in all of its processes
 * @param isInOrder whether the tables are there
 */
record Patient(DSLContext dsl, Namespace namespace, ServerSettings settings, int connections, boolean isInOrder) {}
