/** What a workflow does at one step, in one round trip. */
package dev.nvent.store.transition;
