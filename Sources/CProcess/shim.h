// What Swift can't reach: prctl is variadic, and environ a variable that could change under it.
#ifndef NEBEUS_CPROCESS_H
#define NEBEUS_CPROCESS_H

#include <sys/prctl.h>

extern char **environ;

// The calling process gets the signal when the thread that started it ends; execve keeps that.
// Source: https://man7.org/linux/man-pages/man2/PR_SET_PDEATHSIG.2const.html
static inline int cp_end_with_parent(int signal) { return prctl(PR_SET_PDEATHSIG, signal); }

static inline char *const *cp_environment(void) { return environ; }

#endif
