#pragma once

#include <stddef.h>

/// Whether this machine has 512-bit vectors and a system library with erfc, exp and log for them.
int obl_floor_has_vectors(void);

/// After a tick: what is held of each contract, and where its results go. count is a multiple of 8.
struct obl_floor_strip {
    const double *log_strikes, *strikes, *deviations, *inverse_deviations, *root_times, *discounts;
    /// +1 for a call, -1 for a put.
    const double *signs;
    double *value, *delta, *gamma, *vega;
    size_t count;
};

/// Value, delta, gamma and vega of each contract at a new forward; nothing shared, nothing checked.
void obl_floor_vector_tick(const struct obl_floor_strip *strip, double forward);

/// Twelve Newton steps a volatility from columns; count is a multiple of 8.
void obl_floor_vector_implied(
    const double *forward, const double *strike, const double *years, const double *price,
    const double *sign, size_t count, double *volatilities);
