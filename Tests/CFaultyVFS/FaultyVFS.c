#include "CFaultyVFS.h"

#include <pthread.h>
#include <sqlite3.h>
#include <string.h>

typedef struct {
  sqlite3_file base;
  const char *path;
  sqlite3_file *real;
} FaultyFile;

static sqlite3_vfs *real_vfs;
static sqlite3_vfs faulty_vfs;

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static char armed_part[256];
static int is_armed, remaining, failed, armed_code;

/* Which arming of memory is in force, 0 for none; and which one this thread has come across, in which dispatch queue. */
static int memory_arming, memory_armings;
static _Thread_local int met_arming;
static _Thread_local const char *met_queue;

/* The label's address, each queue's own, tells queues apart. Without the header, which a C target doesn't find.
   Source: https://developer.apple.com/documentation/dispatch/1452939-dispatch_queue_get_label */
const char *dispatch_queue_get_label(void *queue);
static const char *current_queue(void) { return dispatch_queue_get_label(0); }

/* The code with which an operation on a file fails; SQLITE_OK where it doesn't. */
static int fault(const char *path) {
  int code = SQLITE_OK;
  pthread_mutex_lock(&lock);
  if (is_armed && !memory_arming && path && strstr(path, armed_part)) {
    if (remaining > 0) {
      remaining--;
    } else {
      failed++;
      code = armed_code;
    }
  }
  pthread_mutex_unlock(&lock);
  return code;
}

/* Marks this thread, if the fault is one of memory and the file is one that it concerns: called when the thread has
   locked the file. A thread is shared with other tests, so its allocations fail only until it unlocks the file, and only
   in this dispatch queue: the lock of a file in WAL mode stays, and after a fault nothing else may be unlocked. */
static void meet(const char *path) {
  pthread_mutex_lock(&lock);
  if (is_armed && memory_arming && path && strstr(path, armed_part)) {
    met_arming = memory_arming;
    met_queue = current_queue();
  }
  pthread_mutex_unlock(&lock);
}

/* Whether this thread's own allocations are counted, how many may still succeed, and how many have failed. */
static _Thread_local int thread_is_armed, thread_remaining, thread_failed;

static sqlite3_mem_methods real_memory;

static int allocation_fails(void) {
  if (thread_is_armed) {
    if (thread_remaining-- > 0) return 0;
    thread_remaining = 0;
    thread_failed++;
    return 1;
  }
  if (!met_arming || met_queue != current_queue()) return 0;
  int fails = 0;
  pthread_mutex_lock(&lock);
  if (is_armed && met_arming == memory_arming) {
    if (remaining > 0) {
      remaining--;
    } else {
      failed++;
      fails = 1;
    }
  }
  pthread_mutex_unlock(&lock);
  return fails;
}

static void *allocate(int size) { return allocation_fails() ? 0 : real_memory.xMalloc(size); }
static void *reallocate(void *old, int size) { return allocation_fails() ? 0 : real_memory.xRealloc(old, size); }

/* SQLite takes other allocators only before it is first used, and any test may be the first. */
__attribute__((constructor)) static void install_allocator(void) {
  sqlite3_config(SQLITE_CONFIG_GETMALLOC, &real_memory);
  sqlite3_mem_methods methods = real_memory;
  methods.xMalloc = allocate;
  methods.xRealloc = reallocate;
  sqlite3_config(SQLITE_CONFIG_MALLOC, &methods);
}

#define REAL(file) (((FaultyFile *)(file))->real)
#define FAIL_IF_ARMED(file)                         \
  do {                                              \
    int code = fault(((FaultyFile *)(file))->path); \
    if (code != SQLITE_OK) return code;             \
  } while (0)

static int close_file(sqlite3_file *file) {
  met_arming = 0;
  return REAL(file)->pMethods ? REAL(file)->pMethods->xClose(REAL(file)) : SQLITE_OK;
}
static int read_file(sqlite3_file *file, void *to, int count, sqlite3_int64 offset) {
  return REAL(file)->pMethods->xRead(REAL(file), to, count, offset);
}
static int write_file(sqlite3_file *file, const void *from, int count, sqlite3_int64 offset) {
  FAIL_IF_ARMED(file);
  return REAL(file)->pMethods->xWrite(REAL(file), from, count, offset);
}
static int truncate_file(sqlite3_file *file, sqlite3_int64 size) {
  FAIL_IF_ARMED(file);
  return REAL(file)->pMethods->xTruncate(REAL(file), size);
}
static int sync_file(sqlite3_file *file, int flags) {
  FAIL_IF_ARMED(file);
  return REAL(file)->pMethods->xSync(REAL(file), flags);
}
static int file_size(sqlite3_file *file, sqlite3_int64 *size) { return REAL(file)->pMethods->xFileSize(REAL(file), size); }
static int lock_file(sqlite3_file *file, int level) {
  FAIL_IF_ARMED(file);
  int code = REAL(file)->pMethods->xLock(REAL(file), level);
  if (code == SQLITE_OK) meet(((FaultyFile *)file)->path);
  return code;
}
static int unlock_file(sqlite3_file *file, int level) {
  if (level == SQLITE_LOCK_NONE) met_arming = 0;
  return REAL(file)->pMethods->xUnlock(REAL(file), level);
}
static int check_lock(sqlite3_file *file, int *result) { return REAL(file)->pMethods->xCheckReservedLock(REAL(file), result); }
static int file_control(sqlite3_file *file, int op, void *argument) {
  return REAL(file)->pMethods->xFileControl(REAL(file), op, argument);
}
static int sector_size(sqlite3_file *file) { return REAL(file)->pMethods->xSectorSize(REAL(file)); }
static int characteristics(sqlite3_file *file) { return REAL(file)->pMethods->xDeviceCharacteristics(REAL(file)); }
static int shm_map(sqlite3_file *file, int region, int size, int extend, void volatile **memory) {
  return REAL(file)->pMethods->xShmMap(REAL(file), region, size, extend, memory);
}
static int shm_lock(sqlite3_file *file, int offset, int count, int flags) {
  if (flags & SQLITE_SHM_UNLOCK) met_arming = 0;
  int code = REAL(file)->pMethods->xShmLock(REAL(file), offset, count, flags);
  /* One that failed is followed by no unlocking. */
  if (code == SQLITE_OK && !(flags & SQLITE_SHM_UNLOCK)) meet(((FaultyFile *)file)->path);
  return code;
}
static void shm_barrier(sqlite3_file *file) { REAL(file)->pMethods->xShmBarrier(REAL(file)); }
static int shm_unmap(sqlite3_file *file, int deletes) { return REAL(file)->pMethods->xShmUnmap(REAL(file), deletes); }

/* Version 2: with shared memory for WAL, without memory-mapped reads. */
static const sqlite3_io_methods methods = {
    2,           close_file,   read_file,   write_file, truncate_file, sync_file,   file_size, lock_file,
    unlock_file, check_lock,   file_control, sector_size, characteristics, shm_map, shm_lock,  shm_barrier,
    shm_unmap,
};

static int open_file(sqlite3_vfs *vfs, const char *path, sqlite3_file *file, int flags, int *out_flags) {
  (void)vfs;
  FaultyFile *faulty = (FaultyFile *)file;
  memset(faulty, 0, sizeof *faulty);
  faulty->path = path;
  faulty->real = (sqlite3_file *)(faulty + 1);
  int code = real_vfs->xOpen(real_vfs, path, faulty->real, flags, out_flags);
  if (code == SQLITE_OK) faulty->base.pMethods = &methods;
  return code;
}

static int delete_file(sqlite3_vfs *vfs, const char *path, int syncs) {
  (void)vfs;
  return real_vfs->xDelete(real_vfs, path, syncs);
}

int faulty_vfs_register(void) {
  static int is_registered;
  pthread_mutex_lock(&lock);
  int code = SQLITE_OK;
  if (!is_registered) {
    real_vfs = sqlite3_vfs_find(0);
    if (!real_vfs) {
      code = SQLITE_ERROR;
    } else {
      faulty_vfs = *real_vfs;
      faulty_vfs.pNext = 0;
      faulty_vfs.zName = "faulty";
      faulty_vfs.szOsFile = (int)sizeof(FaultyFile) + real_vfs->szOsFile;
      faulty_vfs.xOpen = open_file;
      faulty_vfs.xDelete = delete_file;
      code = sqlite3_vfs_register(&faulty_vfs, 1);
      is_registered = code == SQLITE_OK;
    }
  }
  pthread_mutex_unlock(&lock);
  return code;
}

void faulty_vfs_arm(const char *part, int after, int code) {
  pthread_mutex_lock(&lock);
  strncpy(armed_part, part, sizeof armed_part - 1);
  armed_part[sizeof armed_part - 1] = 0;
  remaining = after;
  failed = 0;
  armed_code = code;
  memory_arming = 0;
  is_armed = 1;
  pthread_mutex_unlock(&lock);
}

void faulty_vfs_arm_memory(const char *part, int after) {
  faulty_vfs_arm(part, after, SQLITE_NOMEM);
  pthread_mutex_lock(&lock);
  memory_arming = ++memory_armings;
  pthread_mutex_unlock(&lock);
}

int faulty_vfs_disarm(void) {
  pthread_mutex_lock(&lock);
  is_armed = 0;
  memory_arming = 0;
  int count = failed;
  pthread_mutex_unlock(&lock);
  return count;
}

void faulty_memory_arm(int after) {
  thread_remaining = after;
  thread_failed = 0;
  thread_is_armed = 1;
}

int faulty_memory_disarm(void) {
  thread_is_armed = 0;
  return thread_failed;
}
