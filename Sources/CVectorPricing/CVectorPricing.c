#include "CVectorPricing.h"

#include <math.h>

// Multiplications and additions stay apart: then every width gives the same bits, and a record made on one
// machine is verified on another.
#pragma STDC FP_CONTRACT OFF

// Vectors only go between functions that are inlined: there is no calling convention to keep.
#pragma clang diagnostic ignored "-Wpsabi"

#define LANES 8
typedef double vec __attribute__((vector_size(8 * LANES)));
typedef int64_t ivec __attribute__((vector_size(8 * LANES)));
// As a column's elements stand in memory.
typedef double loose __attribute__((vector_size(8 * LANES), aligned(8)));

#define FOR(name) name##_any
#define WIDTH
#include "Kernels.h"
#undef FOR
#undef WIDTH

#if defined(__x86_64__)
#define FOR(name) name##_256
#define WIDTH __attribute__((target("avx2")))
#include "Kernels.h"
#undef FOR
#undef WIDTH

#define FOR(name) name##_512
#define WIDTH __attribute__((target("avx512f,avx512dq,avx512vl,avx512bw")))
#include "Kernels.h"
#undef FOR
#undef WIDTH
#endif

static _Atomic int width = 128;

static int width_of_processor(void) {
#if defined(__x86_64__)
    __builtin_cpu_init();
    if (__builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512dq")
        && __builtin_cpu_supports("avx512vl") && __builtin_cpu_supports("avx512bw"))
        return 512;
    if (__builtin_cpu_supports("avx2")) return 256;
#endif
    return 128;
}

// Runs before main: afterwards the width is only read, so any thread may call.
__attribute__((constructor)) static void prepare(void) { width = width_of_processor(); }

void obl_vector_limit(int bits) {
    const int most = width_of_processor();
    width = bits > 0 && bits < most ? bits : most;
}

void obl_vector_reprice(
    const struct obl_chain *chain, const struct obl_chain_expiry *expiries, size_t count) {
#if defined(__x86_64__)
    if (width >= 512) return reprice_512(chain, expiries, count);
    if (width >= 256) return reprice_256(chain, expiries, count);
#endif
    reprice_any(chain, expiries, count);
}

void obl_vector_implied(
    const struct obl_implied_columns *columns, size_t count, double *volatilities) {
#if defined(__x86_64__)
    if (width >= 512) return implied_512(columns, count, volatilities);
    if (width >= 256) return implied_256(columns, count, volatilities);
#endif
    implied_any(columns, count, volatilities);
}
