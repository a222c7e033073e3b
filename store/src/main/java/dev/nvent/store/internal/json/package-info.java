/** JSON in and out, exact and checked before it is sent. */
package dev.nvent.store.internal.json;
