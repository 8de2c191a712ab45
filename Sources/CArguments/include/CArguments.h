// The program's arguments as the system gave them. Swift's own runtime reads them from /proc, which a bare root lacks.
#ifndef NEBEUS_CARGUMENTS_H
#define NEBEUS_CARGUMENTS_H

int carguments_count(void);

// NULL beyond the last one.
const char *carguments_at(int index);

#endif
