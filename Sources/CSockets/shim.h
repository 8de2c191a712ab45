// What Glibc's module does not export: epoll, eventfd, and accept4 (which needs _GNU_SOURCE).
#ifndef NEBEUS_CSOCKETS_H
#define NEBEUS_CSOCKETS_H

#include <stdint.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>

extern int accept4(int, struct sockaddr *, socklen_t *, int);

// The unions and the enumerations of epoll.h are awkward from Swift: these take plain numbers.
static inline int cs_epoll_control(int set, int operation, int descriptor, uint32_t events, uint64_t token) {
  struct epoll_event event = {.events = events, .data = {.u64 = token}};
  return epoll_ctl(set, operation, descriptor, &event);
}

static inline uint64_t cs_epoll_token(const struct epoll_event *event) { return event->data.u64; }

static inline int cs_accept_nonblocking(int listener, struct sockaddr *address, socklen_t *length) {
  return accept4(listener, address, length, SOCK_NONBLOCK | SOCK_CLOEXEC);
}

// Constants and not macros: Swift imports no macro that has a cast or an enumerator in it.
static const uint32_t CS_READABLE = EPOLLIN;
static const uint32_t CS_WRITABLE = EPOLLOUT;
static const uint32_t CS_PEER_CLOSED = EPOLLRDHUP;
static const uint32_t CS_HANG_UP = EPOLLHUP | EPOLLERR;
static const int CS_EVENTFD_FLAGS = EFD_NONBLOCK | EFD_CLOEXEC;
static const int CS_EPOLL_FLAGS = EPOLL_CLOEXEC;

#endif
