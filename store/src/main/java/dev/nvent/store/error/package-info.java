/** What the store throws, and what every error says. */
package dev.nvent.store.error;
