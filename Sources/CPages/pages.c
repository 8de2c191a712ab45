// A VFS of SQLite whose files are tables of shared pages. https://www.sqlite.org/vfs.html
// Memory is of SQLite's allocator, so that what makes that fail makes this fail.
#include "CPages.h"

#include <sqlite3.h>
#include <stdatomic.h>
#include <string.h>

typedef struct {
  // How many tables have it.
  atomic_int users;
  unsigned char bytes[];
} page;

struct cpages_table {
  size_t page_size;
  size_t count;
  size_t room;
  page **pages;
};

// Of the file's header, https://www.sqlite.org/fileformat2.html#the_database_header
enum { HEADER = 100, PAGE_SIZE = 16, WRITE_VERSION = 18, COUNTER = 24, COUNTER_LENGTH = 16, VALID_FOR = 92 };

static void leave(page *left) {
  if (left && atomic_fetch_sub_explicit(&left->users, 1, memory_order_acq_rel) == 1) sqlite3_free(left);
}

static page *make_page(size_t size) {
  page *made = sqlite3_malloc64(sizeof(page) + size);
  if (made) atomic_init(&made->users, 1);
  return made;
}

static int make_room(cpages_table *table, size_t count) {
  if (count <= table->room) return 1;
  size_t room = count + count / 2 + 16;
  page **pages = sqlite3_realloc64(table->pages, room * sizeof(page *));
  if (!pages) return 0;
  table->pages = pages;
  table->room = room;
  return 1;
}

static cpages_table *make_table(size_t page_size, size_t count) {
  cpages_table *table = sqlite3_malloc64(sizeof *table);
  if (!table) return NULL;
  *table = (cpages_table){.page_size = page_size, .count = 0, .room = count, .pages = sqlite3_malloc64(count * sizeof(page *))};
  if (table->pages) return table;
  sqlite3_free(table);
  return NULL;
}

int cpages_make(const void *bytes, size_t count, cpages_table **made_table) {
  const unsigned char *source = bytes;
  *made_table = NULL;
  if (count < HEADER) return SQLITE_NOTADB;
  size_t size = (size_t)source[PAGE_SIZE] << 8 | source[PAGE_SIZE + 1];
  if (size == 1) size = 65536;
  if (size < 512 || (size & (size - 1)) || count % size) return SQLITE_NOTADB;
  cpages_table *table = make_table(size, count / size);
  if (!table) return SQLITE_NOMEM;
  for (size_t offset = 0; offset < count; offset += size) {
    page *made = make_page(size);
    if (!made) {
      cpages_free(table);
      return SQLITE_NOMEM;
    }
    memcpy(made->bytes, source + offset, size);
    table->pages[table->count++] = made;
  }
  // A file in WAL mode says so in these two bytes; here there is no WAL.
  memset(table->pages[0]->bytes + WRITE_VERSION, 1, 2);
  *made_table = table;
  return SQLITE_OK;
}

cpages_table *cpages_copy(const cpages_table *table) {
  cpages_table *copy = make_table(table->page_size, table->count);
  if (!copy) return NULL;
  copy->count = table->count;
  memcpy(copy->pages, table->pages, table->count * sizeof(page *));
  for (size_t i = 0; i < copy->count; i++)
    atomic_fetch_add_explicit(&copy->pages[i]->users, 1, memory_order_relaxed);
  return copy;
}

void cpages_free(cpages_table *table) {
  if (!table) return;
  for (size_t i = 0; i < table->count; i++) leave(table->pages[i]);
  sqlite3_free(table->pages);
  sqlite3_free(table);
}

size_t cpages_size(const cpages_table *table) { return table->page_size * table->count; }

size_t cpages_own(const cpages_table *table) {
  size_t own = 0;
  for (size_t i = 0; i < table->count; i++)
    if (atomic_load_explicit(&table->pages[i]->users, memory_order_relaxed) == 1) own += table->page_size;
  return own;
}

void cpages_write(const cpages_table *table, void *bytes) {
  for (size_t i = 0; i < table->count; i++)
    memcpy((unsigned char *)bytes + i * table->page_size, table->pages[i]->bytes, table->page_size);
}

static int is_own(page *asked) { return atomic_load_explicit(&asked->users, memory_order_acquire) == 1; }

// The bytes of a page to write to; NULL without memory.
static unsigned char *own_page(cpages_table *table, size_t index) {
  page *old = table->pages[index];
  if (is_own(old)) return old->bytes;
  page *own = make_page(table->page_size);
  if (!own) return NULL;
  memcpy(own->bytes, old->bytes, table->page_size);
  leave(old);
  table->pages[index] = own;
  return own->bytes;
}

static int grow(cpages_table *table, size_t count) {
  if (!make_room(table, count)) return 0;
  while (table->count < count) {
    page *made = make_page(table->page_size);
    if (!made) return 0;
    memset(made->bytes, 0, table->page_size);
    table->pages[table->count++] = made;
  }
  return 1;
}

typedef struct {
  sqlite3_file base;
  cpages_table *table;
  // What the connection takes for the state of its cache: it reads or writes these bytes of the header, and when it
  // finds others there later, it forgets its cache.
  unsigned char seen[COUNTER_LENGTH];
} file;

static void note_counter(file *f, const unsigned char *bytes, size_t offset, size_t count) {
  if (offset <= COUNTER && offset + count >= COUNTER + COUNTER_LENGTH)
    memcpy(f->seen, bytes + (COUNTER - offset), COUNTER_LENGTH);
}

static int x_close(sqlite3_file *base) {
  ((file *)base)->table = NULL;
  return SQLITE_OK;
}

static int x_read(sqlite3_file *base, void *buffer, int amount, sqlite3_int64 position) {
  file *f = (file *)base;
  cpages_table *table = f->table;
  unsigned char *to = buffer;
  // Without pages it is an empty file, as SQLite finds when it opens the connection.
  size_t offset = (size_t)position, left = (size_t)amount, size = table ? cpages_size(table) : 0;
  while (left && offset < size) {
    size_t within = offset % table->page_size, part = table->page_size - within;
    if (part > left) part = left;
    memcpy(to, table->pages[offset / table->page_size]->bytes + within, part);
    to += part, offset += part, left -= part;
  }
  if (left) {
    memset(to, 0, left);
    return SQLITE_IOERR_SHORT_READ;
  }
  note_counter(f, buffer, (size_t)position, (size_t)amount);
  return SQLITE_OK;
}

static int x_write(sqlite3_file *base, const void *buffer, int amount, sqlite3_int64 position) {
  file *f = (file *)base;
  cpages_table *table = f->table;
  if (!table) return SQLITE_IOERR_WRITE;
  const unsigned char *from = buffer;
  size_t offset = (size_t)position, left = (size_t)amount;
  if (!grow(table, (offset + left + table->page_size - 1) / table->page_size)) return SQLITE_IOERR_NOMEM;
  while (left) {
    size_t within = offset % table->page_size, part = table->page_size - within;
    if (part > left) part = left;
    // A rollback writes back what a commit came to write and what it didn't: the latter is there still, and shared. It
    // must need no memory, since that may be what the commit has failed for.
    page *written = table->pages[offset / table->page_size];
    if (is_own(written)) {
      memcpy(written->bytes + within, from, part);
    } else if (memcmp(written->bytes + within, from, part) != 0) {
      unsigned char *to = own_page(table, offset / table->page_size);
      if (!to) return SQLITE_IOERR_NOMEM;
      memcpy(to + within, from, part);
    }
    from += part, offset += part, left -= part;
  }
  note_counter(f, buffer, (size_t)position, (size_t)amount);
  return SQLITE_OK;
}

static int x_truncate(sqlite3_file *base, sqlite3_int64 size) {
  cpages_table *table = ((file *)base)->table;
  if (!table) return SQLITE_IOERR_TRUNCATE;
  size_t count = ((size_t)size + table->page_size - 1) / table->page_size;
  while (table->count > count) leave(table->pages[--table->count]);
  return SQLITE_OK;
}

static int x_file_size(sqlite3_file *base, sqlite3_int64 *size) {
  cpages_table *table = ((file *)base)->table;
  *size = table ? (sqlite3_int64)cpages_size(table) : 0;
  return SQLITE_OK;
}

// One connection has the table, and nothing of it outlives the process.
static int x_sync(sqlite3_file *base, int flags) { return SQLITE_OK; }
static int x_lock(sqlite3_file *base, int level) { return SQLITE_OK; }
static int x_check_reserved_lock(sqlite3_file *base, int *is_reserved) {
  *is_reserved = 0;
  return SQLITE_OK;
}
static int x_file_control(sqlite3_file *base, int operation, void *argument) { return SQLITE_NOTFOUND; }
static int x_sector_size(sqlite3_file *base) { return 512; }
static int x_device_characteristics(sqlite3_file *base) {
  return SQLITE_IOCAP_ATOMIC | SQLITE_IOCAP_POWERSAFE_OVERWRITE | SQLITE_IOCAP_SAFE_APPEND | SQLITE_IOCAP_SEQUENTIAL;
}

static const sqlite3_io_methods methods = {
    1,      x_close, x_read, x_write, x_truncate, x_sync, x_file_size, x_lock, x_lock, x_check_reserved_lock,
    x_file_control, x_sector_size, x_device_characteristics,
};

static int x_open(sqlite3_vfs *vfs, sqlite3_filename name, sqlite3_file *base, int flags, int *out) {
  base->pMethods = NULL;
  // Journals and sorters are in memory: nothing else is opened.
  if (!(flags & SQLITE_OPEN_MAIN_DB)) return SQLITE_CANTOPEN;
  memset(base, 0, sizeof(file));
  base->pMethods = &methods;
  if (out) *out = flags;
  return SQLITE_OK;
}

static int x_delete(sqlite3_vfs *vfs, const char *name, int synchronizes) { return SQLITE_OK; }

static int x_access(sqlite3_vfs *vfs, const char *name, int flags, int *result) {
  *result = 0;
  return SQLITE_OK;
}

static int x_full_pathname(sqlite3_vfs *vfs, const char *name, int room, char *full) {
  if ((size_t)room <= strlen(name)) return SQLITE_CANTOPEN;
  strcpy(full, name);
  return SQLITE_OK;
}

int cpages_register(void) {
  // Time and randomness are the system's.
  static sqlite3_vfs vfs;
  sqlite3_vfs *system = sqlite3_vfs_find(NULL);
  if (!system) return SQLITE_ERROR;
  vfs = *system;
  vfs.zName = "pages";
  vfs.pNext = NULL;
  vfs.szOsFile = sizeof(file);
  vfs.xOpen = x_open;
  vfs.xDelete = x_delete;
  vfs.xAccess = x_access;
  vfs.xFullPathname = x_full_pathname;
  return sqlite3_vfs_register(&vfs, 0);
}

int cpages_bind(void *connection, cpages_table *table) {
  file *f = NULL;
  int code = sqlite3_file_control(connection, "main", SQLITE_FCNTL_FILE_POINTER, &f);
  if (code != SQLITE_OK) return code;
  if (!f || f->base.pMethods != &methods) return SQLITE_MISUSE;
  if (table && memcmp(table->pages[0]->bytes + COUNTER, f->seen, COUNTER_LENGTH) == 0) {
    // Another table with the same counter: the cache would be taken for its pages.
    unsigned char *header = own_page(table, 0);
    if (!header) return SQLITE_NOMEM;
    for (int i = COUNTER + 3; i >= COUNTER && ++header[i] == 0; i--) {}
    memcpy(header + VALID_FOR, header + COUNTER, 4);
  }
  f->table = table;
  return SQLITE_OK;
}
