/** Which tables there are, which columns are their keys, and which metadata fields have a column. */
package dev.nvent.store.internal.catalog;
