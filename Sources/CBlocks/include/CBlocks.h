#ifndef NEBEUS_CBLOCKS_H
#define NEBEUS_CBLOCKS_H

#include <stddef.h>

// Memory for SQLite, https://www.sqlite.org/malloc.html: each thread keeps some freed blocks of up to 1 KiB for its
// next ones. A block may be freed by any thread.

// At least `size` bytes, aligned to 8; NULL without memory.
void *cblocks_allocate(int size);

void cblocks_free(void *block);

// A block with the contents of `block`, as far as they fit; NULL without memory, and then `block` is as it was.
void *cblocks_resize(void *block, int size);

// How many bytes a block has.
int cblocks_size(void *block);

// Has SQLite use it. Must be called before SQLite is first used; returns one of its codes.
int cblocks_use(void);

#endif
