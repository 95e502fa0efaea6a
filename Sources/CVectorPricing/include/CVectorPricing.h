#pragma once

#include <stddef.h>
#include <stdint.h>

/// How an expiry's volatilities are given.
enum obl_smile_kind {
    /// base + x(slope + curvature x), x = ln(K/F)/root_time held between low and high: five parameters.
    obl_smile_curve = 0,
    /// Raw SVI in k = ln K - log_origin: a, b, rho, m, sigma; years of the fit.
    obl_smile_svi = 1,
    /// The wing form in k: vc, sc, pc, cc, dc, uc, dsm, usm.
    obl_smile_wing = 2,
};

struct obl_chain_expiry {
    size_t first, count;
    double forward, log_forward, root_time, discount, delta_scale, gamma_scale, vega_scale;
    enum obl_smile_kind kind;
    /// `level` is added to the volatility of SVI and wing.
    double log_origin, fit_years, level, volatility_min, volatility_max;
    double parameters[8];
};

struct obl_chain {
    const double *strikes, *log_strikes;
    /// Positions of each pair's call and put in the columns; NULL when they are 2i and 2i + 1.
    const int64_t *calls, *puts;
    double *value, *delta, *gamma, *vega;
};

/// Prices every pair of the expiries, which follow each other without a hole from pair 0.
void obl_vector_reprice(
    const struct obl_chain *chain, const struct obl_chain_expiry *expiries, size_t count);

struct obl_implied_columns {
    /// Present value, forward, strike, years, discount; +1 for a call, -1 for a put.
    const double *price, *forward, *strike, *years, *discount, *sign;
};

/// Volatilities within 1e-12; NaN where an option is not an ordinary one and has to be solved by itself.
void obl_vector_implied(
    const struct obl_implied_columns *columns, size_t count, double *volatilities);

/// For tests: the widest vectors to use, in bits (128, 256, 512); 0 for what the processor has.
void obl_vector_limit(int bits);
