/**
 * The contract as tests. {@link dev.nvent.store.it.conformance.StoreContract} is written against
 * {@link dev.nvent.store.it.conformance.ContractStore}, a store in strings and maps: whoever implements that for another
 * store can run it through the same suite.
 */
package dev.nvent.store.it.conformance;
