/** Where the tables are and how they come to be: names, migrations. */
package dev.nvent.store.schema;
