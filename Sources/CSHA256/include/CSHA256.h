#pragma once

#include <stddef.h>
#include <stdint.h>

/// 1 if this processor has SHA-256 instructions.
int obl_sha256_is_accelerated(void);

/// Takes whole blocks of 64 bytes into a SHA-256 state. Only where obl_sha256_is_accelerated.
void obl_sha256_take(uint32_t state[8], const void *blocks, size_t count);
