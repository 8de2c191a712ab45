// Shows the Thread Sanitizer the locks that Swift's Mutex takes, and hands over, after a wait.
//
// A Mutex that nobody waits for is taken and released by atomic operations in the code that uses it, which the sanitizer
// sees. Waiting, and waking who waits, are functions of Swift's library, which isn't instrumented: without these in front
// of them, whatever a Mutex guards looks like a race as soon as two threads want it at once. Linked into a sanitized build.
#include <dlfcn.h>
#include <stdint.h>
#include <stdlib.h>

// Synchronization._MutexHandle, its methods _lockSlow(UInt32) and _unlockSlow().
#define LOCK "$s15Synchronization12_MutexHandleV9_lockSlowyys6UInt32VF"
#define UNLOCK "$s15Synchronization12_MutexHandleV11_unlockSlowyyF"
#define SWIFT __attribute__((swiftcall))
#define SELF __attribute__((swift_context)) void *handle

// Source: compiler-rt/include/sanitizer/tsan_interface.h
void __tsan_acquire(void *address);
void __tsan_release(void *address);

SWIFT void lock_slow(uint32_t thread, SELF) __asm__(LOCK);
SWIFT void unlock_slow(SELF) __asm__(UNLOCK);

typedef SWIFT void lock_method(uint32_t thread, SELF);
typedef SWIFT void unlock_method(SELF);

static lock_method *real_lock;
static unlock_method *real_unlock;

__attribute__((constructor)) static void find(void) {
  real_lock = (lock_method *)dlsym(RTLD_NEXT, LOCK);
  real_unlock = (unlock_method *)dlsym(RTLD_NEXT, UNLOCK);
  if (!real_lock || !real_unlock) abort();
}

SWIFT void lock_slow(uint32_t thread, SELF) {
  real_lock(thread, handle);
  __tsan_acquire(handle);
}

SWIFT void unlock_slow(SELF) {
  __tsan_release(handle);
  real_unlock(handle);
}
