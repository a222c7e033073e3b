/** What an operation is about, and how that is spelled. */
package dev.nvent.store.subject;
