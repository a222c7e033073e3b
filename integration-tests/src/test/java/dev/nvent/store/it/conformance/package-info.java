/**
 * The documented semantics of the store as tests. {@link dev.nvent.store.it.conformance.StoreContract} runs on any
 * {@link dev.nvent.store.it.conformance.ContractStore}, an interface in strings and maps. The suite runs through the dynamic
 * API and through the typed API; its {@linkplain dev.nvent.store.it.conformance.WriteContract tests of writes} also run with
 * group commit.
 */
package dev.nvent.store.it.conformance;
