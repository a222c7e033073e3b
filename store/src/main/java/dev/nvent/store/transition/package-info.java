/** What a workflow does at one step, as one statement. */
package dev.nvent.store.transition;
