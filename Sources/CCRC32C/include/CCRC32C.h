#pragma once

#include <stddef.h>
#include <stdint.h>

/// CRC-32C (Castagnoli) of n bytes, continued from crc; start with 0.
/// obl_crc32c(obl_crc32c(0, a), b) equals obl_crc32c(0, a followed by b).
uint32_t obl_crc32c(uint32_t crc, const void *data, size_t n);

/// The same value without the processor's CRC instruction: the fallback, and the oracle for tests.
uint32_t obl_crc32c_portable(uint32_t crc, const void *data, size_t n);

/// 1 if obl_crc32c uses the processor's CRC instruction, else 0.
int obl_crc32c_is_accelerated(void);

/// Stores one word after everything written before it: how a record in shared memory is published.
static inline void obl_store_release_u64(void *target, uint64_t value) {
    __atomic_store_n((uint64_t *)target, value, __ATOMIC_RELEASE);
}

/// Loads one word before anything read after it: the reader's half of obl_store_release_u64.
static inline uint64_t obl_load_acquire_u64(const void *source) {
    return __atomic_load_n((const uint64_t *)source, __ATOMIC_ACQUIRE);
}
