#include "CCRC32C.h"

#include <string.h>

// The reversed Castagnoli polynomial.
#define POLYNOMIAL 0x82F63B78u

// Slicing-by-8: table[k][b] is the CRC of byte b followed by k zero bytes.
static uint32_t table[8][256];
static int accelerated;

// The instruction takes three cycles and a new one can start at each: long inputs are read in three lanes at once.
enum { LONG_LANE = 512, SHORT_LANE = 64 };
// after_long[k][b]: the register that has b in its byte k, LONG_LANE zero bytes later.
static uint32_t after_long[4][256];
static uint32_t after_short[4][256];

static int processor_has_crc(void);

static void prepare_lane(uint32_t after[4][256], int length) {
    for (int bit = 0; bit < 32; bit++) {
        uint32_t crc = (uint32_t)1 << bit;
        for (int i = 0; i < length; i++) crc = (crc >> 8) ^ table[0][crc & 0xff];
        // What a register of several bits becomes is the sum of what its bits become.
        for (int byte = 0; byte < 256; byte++)
            if (byte >> (bit & 7) & 1) after[bit >> 3][byte] ^= crc;
    }
}

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
    if (!accelerated) return;
    prepare_lane(after_long, LONG_LANE);
    prepare_lane(after_short, SHORT_LANE);
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

#define WITH_INSTRUCTION __attribute__((target("sse4.2")))

WITH_INSTRUCTION static inline uint32_t take8(uint32_t crc, const unsigned char *p) {
    uint64_t word;
    memcpy(&word, p, 8);
    return (uint32_t)_mm_crc32_u64(crc, word);
}

WITH_INSTRUCTION static inline uint32_t take1(uint32_t crc, unsigned char byte) {
    return _mm_crc32_u8(crc, byte);
}

#elif defined(__aarch64__) && defined(__linux__)
#include <sys/auxv.h>

#define HWCAP_BIT_CRC32 (1ul << 7)

static int processor_has_crc(void) { return (getauxval(AT_HWCAP) & HWCAP_BIT_CRC32) != 0; }

#define WITH_INSTRUCTION __attribute__((target("crc")))

WITH_INSTRUCTION static inline uint32_t take8(uint32_t crc, const unsigned char *p) {
    uint64_t word;
    memcpy(&word, p, 8);
    return __builtin_arm_crc32cd(crc, word);
}

WITH_INSTRUCTION static inline uint32_t take1(uint32_t crc, unsigned char byte) {
    return __builtin_arm_crc32cb(crc, byte);
}

#else

static int processor_has_crc(void) { return 0; }

static uint32_t with_instruction(uint32_t crc, const unsigned char *p, size_t n) {
    return obl_crc32c_portable(crc, p, n);
}

#endif

#ifdef WITH_INSTRUCTION

static inline uint32_t later(const uint32_t after[4][256], uint32_t crc) {
    return after[0][crc & 0xff] ^ after[1][(crc >> 8) & 0xff] ^ after[2][(crc >> 16) & 0xff]
        ^ after[3][crc >> 24];
}

// Three neighbouring lanes; the first one carries on, the others start from nothing and are added behind it.
WITH_INSTRUCTION
static inline uint32_t take_lanes(
    uint32_t crc, const unsigned char *p, size_t length, const uint32_t after[4][256]) {
    uint32_t second = 0, third = 0;
    for (size_t i = 0; i < length; i += 8) {
        crc = take8(crc, p + i);
        second = take8(second, p + length + i);
        third = take8(third, p + 2 * length + i);
    }
    return later(after, later(after, crc) ^ second) ^ third;
}

WITH_INSTRUCTION
static uint32_t with_instruction(uint32_t crc, const unsigned char *p, size_t n) {
    crc = ~crc;
    for (; n >= 3 * LONG_LANE; n -= 3 * LONG_LANE, p += 3 * LONG_LANE)
        crc = take_lanes(crc, p, LONG_LANE, after_long);
    for (; n >= 3 * SHORT_LANE; n -= 3 * SHORT_LANE, p += 3 * SHORT_LANE)
        crc = take_lanes(crc, p, SHORT_LANE, after_short);
    for (; n >= 8; n -= 8, p += 8) crc = take8(crc, p);
    for (; n > 0; n--, p++) crc = take1(crc, *p);
    return ~crc;
}

#endif

int obl_crc32c_is_accelerated(void) { return accelerated; }

uint32_t obl_crc32c(uint32_t crc, const void *data, size_t n) {
    return accelerated ? with_instruction(crc, data, n) : obl_crc32c_portable(crc, data, n);
}
