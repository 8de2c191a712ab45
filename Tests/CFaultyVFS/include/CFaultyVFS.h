#pragma once

/* A layer between SQLite and the system's files that fails the n-th operation, as a full or broken disk would.

   It becomes the default VFS of the process when it is registered. Only files whose path contains the armed text can
   fail, so that tests which run side by side don't meet each other's faults; one text is armed at a time.
   Source: https://www.sqlite.org/vfs.html */

/* Returns an SQLite result code. Calling it again does nothing. */
int faulty_vfs_register(void);

/* Fails, from now on, every operation after the next `after` ones on files whose path contains `part`.
   `code` is what the operation returns: SQLITE_FULL, SQLITE_IOERR, SQLITE_CORRUPT, SQLITE_BUSY. */
void faulty_vfs_arm(const char *part, int after, int code);

/* Fails, from now on, every allocation of SQLite's after the next `after` ones, on threads that have come to a file whose
   path contains `part` since: a call's own thread, from where its transaction begins. */
void faulty_vfs_arm_memory(const char *part, int after);

/* Ends the fault. Returns how many operations or allocations failed. */
int faulty_vfs_disarm(void);

/* Fails, from now on, every allocation of SQLite's, and of the pages of databases in memory, that the calling thread makes
   after its next `after` ones. Threads don't meet each other's faults. */
void faulty_memory_arm(int after);

/* Ends that. Returns how many allocations failed. */
int faulty_memory_disarm(void);
