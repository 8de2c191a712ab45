#include <stddef.h>
#include <stdint.h>

/* libFuzzer's loop: returns when its time or its runs are over. Source: compiler-rt, fuzzer/FuzzerInterface.h. */
int LLVMFuzzerRunDriver(int *argc, char ***argv, int (*callback)(const uint8_t *data, size_t size));
