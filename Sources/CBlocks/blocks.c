// Debian builds SQLite without its own lists of small blocks (SQLITE_OMIT_LOOKASIDE), so that it calls malloc and free
// 37 times for the five statements of a post.
#include "CBlocks.h"

#include <pthread.h>
#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>

// Kept blocks have one of these sizes: 32, 64, … to a page of a database in memory with its head.
enum { STEP = 32, CLASSES = 33, LARGEST_KEPT = STEP * CLASSES, MOST_KEPT = 8 };

typedef struct block {
  // The number of bytes after the head. A kept block has the next one there.
  size_t size;
} block;

typedef struct {
  block *first;
  int count;
} list;

static _Thread_local list lists[CLASSES];

// What a thread keeps, it frees when it ends: `none` before it has kept anything, `ended` while it ends.
static _Thread_local enum { none, keeps, ended } state;
static pthread_key_t key;
static pthread_once_t once = PTHREAD_ONCE_INIT;
static int has_key;

static block **next_of(block *kept) { return (block **)(kept + 1); }

static void end_thread(void *unused) {
  state = ended;
  for (int i = 0; i < CLASSES; i++)
    while (lists[i].first) {
      block *kept = lists[i].first;
      lists[i].first = *next_of(kept);
      free(kept);
    }
}

static void make_key(void) { has_key = pthread_key_create(&key, end_thread) == 0; }

static int keeps_blocks(void) {
  if (state == none) {
    pthread_once(&once, make_key);
    // Any value but NULL has the function called at the thread's end.
    state = has_key && pthread_setspecific(key, &key) == 0 ? keeps : ended;
  }
  return state == keeps;
}

// The sizes above the kept ones are multiples of 8.
static int round_up(int size) {
  return size <= LARGEST_KEPT ? (size + STEP - 1) & ~(STEP - 1) : (size + 7) & ~7;
}

// The list for blocks of a size that `round_up` gives; NULL for those that are not kept.
static list *list_of(size_t bytes) { return bytes <= LARGEST_KEPT ? &lists[bytes / STEP - 1] : NULL; }

void *cblocks_allocate(int size) {
  if (size <= 0) return NULL;
  size_t bytes = (size_t)round_up(size);
  list *kept = list_of(bytes);
  block *made;
  if (kept && kept->first) {
    made = kept->first;
    kept->first = *next_of(made);
    kept->count--;
  } else {
    made = malloc(sizeof(block) + bytes);
    if (!made) return NULL;
    made->size = bytes;
  }
  return made + 1;
}

void cblocks_free(void *freed) {
  if (!freed) return;
  block *old = (block *)freed - 1;
  list *kept = list_of(old->size);
  if (!kept || kept->count >= MOST_KEPT || !keeps_blocks()) {
    free(old);
    return;
  }
  *next_of(old) = kept->first;
  kept->first = old;
  kept->count++;
}

int cblocks_size(void *of) { return of ? (int)((block *)of - 1)->size : 0; }

void *cblocks_resize(void *old, int size) {
  if (!old) return cblocks_allocate(size);
  size_t had = (size_t)cblocks_size(old);
  if (had > LARGEST_KEPT && size > LARGEST_KEPT) {
    // Large ones are moved by the system, which may not have to copy them.
    size_t bytes = (size_t)round_up(size);
    block *moved = realloc((block *)old - 1, sizeof(block) + bytes);
    if (!moved) return NULL;
    moved->size = bytes;
    return moved + 1;
  }
  void *made = cblocks_allocate(size);
  if (!made) return NULL;
  memcpy(made, old, had < (size_t)size ? had : (size_t)size);
  cblocks_free(old);
  return made;
}

static int start(void *unused) { return SQLITE_OK; }
static void stop(void *unused) {}

int cblocks_use(void) {
  static sqlite3_mem_methods methods = {
      cblocks_allocate, cblocks_free, cblocks_resize, cblocks_size, round_up, start, stop, NULL,
  };
  return sqlite3_config(SQLITE_CONFIG_MALLOC, &methods);
}
