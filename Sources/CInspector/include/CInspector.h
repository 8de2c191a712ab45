// The files of Sources/Inspector/Page, as they are, in the program's read-only data.
#ifndef NEBEUS_CINSPECTOR_H
#define NEBEUS_CINSPECTOR_H

#include <stddef.h>

struct cinspector_file {
  const char *name;
  const unsigned char *bytes;
  size_t count;
};

extern const struct cinspector_file *const cinspector_files;
extern const size_t cinspector_file_count;

#endif
