#include "CArguments.h"

#include <stddef.h>

static int count;
static char **arguments;

// Glibc hands main's arguments to the functions that run before it.
__attribute__((constructor)) static void keep(int argc, char **argv) {
  count = argc;
  arguments = argv;
}

int carguments_count(void) { return count; }

const char *carguments_at(int index) { return index >= 0 && index < count ? arguments[index] : NULL; }
