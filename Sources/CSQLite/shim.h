#ifndef NEBEUS_CSQLITE_H
#define NEBEUS_CSQLITE_H

// Declares the hook that is called before a row changes: Debian's library has it.
// https://www.sqlite.org/c3ref/preupdate_blobwrite.html
#define SQLITE_ENABLE_PREUPDATE_HOOK

#include <malloc.h>
#include <sqlite3.h>

// SQLITE_TRANSIENT is a cast that Swift can't import: SQLite copies what is bound.
// https://www.sqlite.org/c3ref/c_static.html
static inline int csqlite_bind_text(sqlite3_stmt *statement, int index, const char *text, sqlite3_uint64 bytes) {
  return sqlite3_bind_text64(statement, index, text, bytes, SQLITE_TRANSIENT, SQLITE_UTF8);
}

static inline int csqlite_bind_blob(sqlite3_stmt *statement, int index, const void *blob, sqlite3_uint64 bytes) {
  return sqlite3_bind_blob64(statement, index, blob, bytes, SQLITE_TRANSIENT);
}

// Swift can't call a function with a variable number of arguments: this one sets a switch of the connection.
// https://www.sqlite.org/c3ref/db_config.html
static inline int csqlite_switch(sqlite3 *connection, int option, int on) {
  return sqlite3_db_config(connection, option, on, (int *)0);
}

// Has an effect only before the first connection opens. https://www.sqlite.org/c3ref/config.html
static inline int csqlite_stop_memory_statistics(void) {
  return sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
}

// Gives the system what was freed and is not in use, which Glibc's module has no name for. See malloc_trim(3).
static inline int csqlite_return_memory(void) { return malloc_trim(0); }

#endif
