#ifndef NEBEUS_CPAGES_H
#define NEBEUS_CPAGES_H

#include <stddef.h>

// A database in memory as a table of pages. A copy shares them all: a database that writes to a shared page gets a page
// of its own. Copies may be made and freed by any thread; a table is changed by one thread at a time.
typedef struct cpages_table cpages_table;

// Makes the pages of a database file's bytes. Returns SQLITE_OK, SQLITE_NOTADB for bytes that are none, or
// SQLITE_NOMEM.
int cpages_make(const void *bytes, size_t count, cpages_table **made);

// Another table of the same pages; NULL without memory.
cpages_table *cpages_copy(const cpages_table *table);

void cpages_free(cpages_table *table);

// The size of the file that it stands for.
size_t cpages_size(const cpages_table *table);

// How many bytes of it are in pages that no other table has.
size_t cpages_own(const cpages_table *table);

// Writes all bytes of the file to `bytes`, which has room for `cpages_size`.
void cpages_write(const cpages_table *table, void *bytes);

// Registers the VFS "pages", whose connections have the pages that they are bound to. Called once.
int cpages_register(void);

// Has a connection that was opened with the VFS read and write this table from its next transaction on, or none. What
// the connection has prepared and knows of the schema stays good as long as the tables have the same schema. Returns
// SQLITE_OK, or another code of SQLite's; then it has the table that it had. It is an `sqlite3 *`, without a second
// declaration of SQLite for Swift.
int cpages_bind(void *connection, cpages_table *table);

#endif
