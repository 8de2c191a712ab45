// The floor of a request's storage part: its statements, and the bytes of their rows, without a server.
//
// usage: floor DATABASE < WORKLOADS, lines of a name, a tab, and statements with a tab between them.
// Loads the database into memory, and prints by name the microseconds of CPU of all the statements of a line, as JSON:
// the least of many rounds. Each is prepared once; every column is copied to a buffer, texts with what JSON escapes.
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { ROUNDS = 60, CALLS = 20, MOST = 64 };

static sqlite3 *db;
static char buffer[1 << 20];
static char *end;

static void fail(const char *what) {
  fprintf(stderr, "floor: %s: %s\n", what, db ? sqlite3_errmsg(db) : "");
  exit(1);
}

static void number(sqlite3_int64 value) {
  char digits[24], *digit = digits + sizeof digits;
  unsigned long long rest = value < 0 ? 0ULL - (unsigned long long)value : (unsigned long long)value;
  do *--digit = '0' + rest % 10;
  while (rest /= 10);
  if (value < 0) *--digit = '-';
  memcpy(end, digit, digits + sizeof digits - digit);
  end += digits + sizeof digits - digit;
}

static void text(const char *bytes, int length) {
  *end++ = '"';
  // Most texts need no escape; SQLite ends each with a NUL.
  int plain = (int)strcspn(bytes, "\"\\");
  if (plain > length) plain = length;
  memcpy(end, bytes, plain);
  end += plain;
  for (int i = plain; i < length; i++) {
    if (bytes[i] == '"' || bytes[i] == '\\') *end++ = '\\';
    *end++ = bytes[i];
  }
  *end++ = '"';
}

typedef struct {
  sqlite3_stmt *handle;
  int columns;
  // A key with its quotes, its colon, and the comma before it.
  char keys[16][64];
  int lengths[16];
} statement;

static void prepare(statement *made, const char *sql) {
  if (sqlite3_prepare_v3(db, sql, -1, SQLITE_PREPARE_PERSISTENT, &made->handle, NULL) != SQLITE_OK) fail(sql);
  made->columns = sqlite3_column_count(made->handle);
  if (made->columns > 16) fail(sql);
  for (int i = 0; i < made->columns; i++)
    made->lengths[i] = snprintf(made->keys[i], 60, "%c\"%.50s\":", i ? ',' : '{', sqlite3_column_name(made->handle, i));
}

static void run(statement *run) {
  int code;
  while ((code = sqlite3_step(run->handle)) == SQLITE_ROW) {
    for (int i = 0; i < run->columns; i++) {
      memcpy(end, run->keys[i], 64);
      end += run->lengths[i];
      sqlite3_value *value = sqlite3_column_value(run->handle, i);
      if (sqlite3_value_type(value) == SQLITE_INTEGER) number(sqlite3_value_int64(value));
      else text((const char *)sqlite3_value_text(value), sqlite3_value_bytes(value));
    }
    *end++ = '}';
  }
  if (code != SQLITE_DONE) fail(sqlite3_sql(run->handle));
  sqlite3_reset(run->handle);
}

static double now(void) {
  struct timespec time;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
  return time.tv_sec * 1e6 + time.tv_nsec / 1e3;
}

int main(int count, char **arguments) {
  if (count != 2) return fprintf(stderr, "usage: floor DATABASE < WORKLOADS\n"), 64;
  sqlite3 *file;
  sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
  if (sqlite3_open_v2(arguments[1], &file, SQLITE_OPEN_READWRITE, NULL) != SQLITE_OK) fail(arguments[1]);
  if (sqlite3_open(":memory:", &db) != SQLITE_OK) fail("memory");
  sqlite3_backup *backup = sqlite3_backup_init(db, "main", file, "main");
  if (!backup || sqlite3_backup_step(backup, -1) != SQLITE_DONE) fail("copy");
  sqlite3_backup_finish(backup);
  sqlite3_exec(db, "PRAGMA foreign_keys = ON", NULL, NULL, NULL);

  static char line[1 << 16];
  const char *separator = "{";
  while (fgets(line, sizeof line, stdin)) {
    line[strcspn(line, "\n")] = 0;
    char *name = strtok(line, "\t"), *sql;
    static statement statements[MOST];
    int number_of = 0;
    while ((sql = strtok(NULL, "\t")) && number_of < MOST) prepare(&statements[number_of++], sql);
    double least = 1e18;
    for (int round = 0; round < ROUNDS; round++) {
      double begin = now();
      for (int call = 0; call < CALLS; call++) {
        end = buffer;
        for (int i = 0; i < number_of; i++) run(&statements[i]);
      }
      double spent = (now() - begin) / CALLS;
      if (spent < least) least = spent;
    }
    printf("%s\"%s\":%.2f", separator, name, least);
    separator = ",";
    for (int i = 0; i < number_of; i++) sqlite3_finalize(statements[i].handle);
  }
  puts("}");
  return 0;
}
