// What Swift can't reach: prctl is variadic, environ a variable that could change under it, SIG_IGN a cast.
#ifndef NEBEUS_CPROCESS_H
#define NEBEUS_CPROCESS_H

#include <fcntl.h>
#include <signal.h>
#include <sys/prctl.h>

// A descriptor that can't be read or written; glibc names it for GNU sources alone. Source: open(2).
#ifndef O_PATH
#define O_PATH 010000000
#endif
static const int cp_path_only = O_PATH;

extern char **environ;

// The calling process gets the signal when the thread that started it ends; execve keeps that.
// Source: https://man7.org/linux/man-pages/man2/PR_SET_PDEATHSIG.2const.html
static inline int cp_end_with_parent(int signal) { return prctl(PR_SET_PDEATHSIG, signal); }

static inline char *const *cp_environment(void) { return environ; }

// Writing to a pipe without a reader fails with EPIPE from now on. Returns whether it did so before.
static inline int cp_ignore_broken_pipes(void) { return signal(SIGPIPE, SIG_IGN) == SIG_IGN; }

static inline void cp_restore_default_for_broken_pipes(void) { signal(SIGPIPE, SIG_DFL); }

#endif
