#include "VectorFloor.h"

#include <dlfcn.h>
#include <math.h>

// What the vectorised kernels are measured against: the bare formulas on the system's vector erfc, exp and log
// (glibc's libmvec, 512 bits), which is what a compiler makes of a plain loop with -ffast-math.

#if defined(__x86_64__)
#pragma clang diagnostic ignored "-Wpsabi"

typedef double vec __attribute__((vector_size(64)));
typedef double loose __attribute__((vector_size(64), aligned(8)));
typedef vec (*function)(vec);
#define WIDTH __attribute__((target("avx512f,avx512dq,avx512vl,fma")))

static function vector_erfc, vector_exp, vector_log;

int obl_floor_has_vectors(void) {
    __builtin_cpu_init();
    if (!__builtin_cpu_supports("avx512f") || !__builtin_cpu_supports("avx512dq")
        || !__builtin_cpu_supports("avx512vl"))
        return 0;
    void *library = dlopen("libmvec.so.1", RTLD_NOW);
    if (!library) return 0;
    vector_erfc = (function)dlsym(library, "_ZGVeN8v_erfc");
    vector_exp = (function)dlsym(library, "_ZGVeN8v_exp");
    vector_log = (function)dlsym(library, "_ZGVeN8v_log");
    return vector_erfc && vector_exp && vector_log;
}

WIDTH void obl_floor_vector_tick(const struct obl_floor_strip *c, double forward) {
#pragma STDC FP_CONTRACT ON
    const double log_forward = log(forward), inverse_forward = 1 / forward;
    for (size_t i = 0; i < c->count; i += 8) {
        const vec s = *(const loose *)(c->deviations + i);
        const vec inverse = *(const loose *)(c->inverse_deviations + i);
        const vec strike = *(const loose *)(c->strikes + i);
        const vec discount = *(const loose *)(c->discounts + i);
        const vec sign = *(const loose *)(c->signs + i);
        const vec d1 = (log_forward - *(const loose *)(c->log_strikes + i)) * inverse + 0.5 * s;
        const vec d2 = d1 - s;
        const vec n1 = 0.5 * vector_erfc(-sign * d1 * 0.70710678118654752440);
        const vec n2 = 0.5 * vector_erfc(-sign * d2 * 0.70710678118654752440);
        const vec density = vector_exp(-0.5 * d1 * d1) * 0.39894228040143267794;
        *(loose *)(c->value + i) = discount * sign * (forward * n1 - strike * n2);
        *(loose *)(c->delta + i) = discount * sign * n1;
        *(loose *)(c->gamma + i) = discount * density * inverse * inverse_forward;
        *(loose *)(c->vega + i) =
            discount * forward * density * *(const loose *)(c->root_times + i);
    }
}

WIDTH void obl_floor_vector_implied(
    const double *forward, const double *strike, const double *years, const double *price,
    const double *sign, size_t count, double *volatilities) {
#pragma STDC FP_CONTRACT ON
    for (size_t i = 0; i < count; i += 8) {
        const vec f = *(const loose *)(forward + i), k = *(const loose *)(strike + i);
        const vec target = *(const loose *)(price + i), c = *(const loose *)(sign + i);
        const vec x = vector_log(f / k);
        // At the money the inflection point is zero: not below a hundredth.
        vec s = __builtin_elementwise_max(
            __builtin_elementwise_sqrt(2 * __builtin_elementwise_abs(x)), (vec){} + 1e-2);
        for (int step = 0; step < 12; step++) {
            const vec d1 = x / s + 0.5 * s, d2 = d1 - s;
            const vec value = c
                * (f * 0.5 * vector_erfc(-c * d1 * 0.70710678118654752440)
                   - k * 0.5 * vector_erfc(-c * d2 * 0.70710678118654752440));
            const vec next = s
                - (value - target) / (f * vector_exp(-0.5 * d1 * d1) * 0.39894228040143267794);
            s = __builtin_elementwise_max(next, (vec){} + 1e-6);
        }
        *(loose *)(volatilities + i) = s / __builtin_elementwise_sqrt(*(const loose *)(years + i));
    }
}

#else

int obl_floor_has_vectors(void) { return 0; }
void obl_floor_vector_tick(const struct obl_floor_strip *strip, double forward) {
    (void)strip;
    (void)forward;
}
void obl_floor_vector_implied(
    const double *forward, const double *strike, const double *years, const double *price,
    const double *sign, size_t count, double *volatilities) {
    (void)forward, (void)strike, (void)years, (void)price, (void)sign, (void)count;
    (void)volatilities;
}

#endif
