#pragma once

/// Asks the processor to have the cache line of an address ready; any address will do.
static inline __attribute__((always_inline)) void obl_prefetch(const void *address) {
    __builtin_prefetch(address, 1, 3);
}
