#include "CCRC32C.h"

#include <string.h>

// The reversed Castagnoli polynomial.
#define POLYNOMIAL 0x82F63B78u

// Slicing-by-8: table[k][b] is the CRC of byte b followed by k zero bytes.
static uint32_t table[8][256];
static int accelerated;

static int processor_has_crc(void);

// Runs before main: afterwards both variables are only read, so any thread may call.
__attribute__((constructor)) static void prepare(void) {
    for (uint32_t byte = 0; byte < 256; byte++) {
        uint32_t crc = byte;
        for (int bit = 0; bit < 8; bit++) crc = (crc >> 1) ^ (POLYNOMIAL & (0u - (crc & 1)));
        table[0][byte] = crc;
    }
    for (int k = 1; k < 8; k++)
        for (int byte = 0; byte < 256; byte++)
            table[k][byte] = (table[k - 1][byte] >> 8) ^ table[0][table[k - 1][byte] & 0xff];
    accelerated = processor_has_crc();
}

uint32_t obl_crc32c_portable(uint32_t crc, const void *data, size_t n) {
    const unsigned char *p = data;
    crc = ~crc;
#if __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
    for (; n >= 8; n -= 8, p += 8) {
        uint32_t low, high;
        memcpy(&low, p, 4);
        memcpy(&high, p + 4, 4);
        low ^= crc;
        crc = table[7][low & 0xff] ^ table[6][(low >> 8) & 0xff] ^ table[5][(low >> 16) & 0xff]
            ^ table[4][low >> 24] ^ table[3][high & 0xff] ^ table[2][(high >> 8) & 0xff]
            ^ table[1][(high >> 16) & 0xff] ^ table[0][high >> 24];
    }
#endif
    for (; n > 0; n--, p++) crc = (crc >> 8) ^ table[0][(crc ^ *p) & 0xff];
    return ~crc;
}

#if defined(__x86_64__)
#include <cpuid.h>
#include <nmmintrin.h>

static int processor_has_crc(void) {
    unsigned a, b, c, d;
    return __get_cpuid(1, &a, &b, &c, &d) && (c & bit_SSE4_2) != 0;
}

__attribute__((target("sse4.2")))
static uint32_t with_instruction(uint32_t crc, const unsigned char *p, size_t n) {
    uint64_t wide = (uint32_t)~crc;
    for (; n >= 8; n -= 8, p += 8) {
        uint64_t word;
        memcpy(&word, p, 8);
        wide = _mm_crc32_u64(wide, word);
    }
    uint32_t narrow = (uint32_t)wide;
    for (; n > 0; n--, p++) narrow = _mm_crc32_u8(narrow, *p);
    return ~narrow;
}

#elif defined(__aarch64__) && defined(__linux__)
#include <sys/auxv.h>

#define HWCAP_BIT_CRC32 (1ul << 7)

static int processor_has_crc(void) { return (getauxval(AT_HWCAP) & HWCAP_BIT_CRC32) != 0; }

__attribute__((target("crc")))
static uint32_t with_instruction(uint32_t crc, const unsigned char *p, size_t n) {
    crc = ~crc;
    for (; n >= 8; n -= 8, p += 8) {
        uint64_t word;
        memcpy(&word, p, 8);
        crc = __builtin_arm_crc32cd(crc, word);
    }
    for (; n > 0; n--, p++) crc = __builtin_arm_crc32cb(crc, *p);
    return ~crc;
}

#else

static int processor_has_crc(void) { return 0; }

static uint32_t with_instruction(uint32_t crc, const unsigned char *p, size_t n) {
    return obl_crc32c_portable(crc, p, n);
}

#endif

int obl_crc32c_is_accelerated(void) { return accelerated; }

uint32_t obl_crc32c(uint32_t crc, const void *data, size_t n) {
    return accelerated ? with_instruction(crc, data, n) : obl_crc32c_portable(crc, data, n);
}
