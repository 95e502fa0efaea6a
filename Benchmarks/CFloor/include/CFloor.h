#pragma once

#include <stddef.h>
#include <stdint.h>

#include "BacktestFloor.h"
#include "MatchingFloor.h"
#include "VectorFloor.h"

/// One expiry's inputs, and where its strikes and results lie.
struct obl_floor_chain {
    double spot, forward, root_time, discount;
    double base, slope, curvature, wing_low, wing_high;
    const double *strikes, *log_strikes;
    double *call, *put, *call_delta, *put_delta, *gamma, *vega;
    size_t count;
};

/// Values and greeks of count call-put pairs: scalar, the machine's own erfc, exp and log.
void obl_floor_reprice(const struct obl_floor_chain *chain);

/// One row of a quote log, 32 bytes: the layout of QuoteLogRow.
struct obl_floor_quote {
    int64_t time;
    int32_t contract, bid, bid_quantity, ask, ask_quantity, padding;
};

/// One contract's answers, and the pass's own state.
struct obl_floor_presence {
    int64_t valid, rows, outages, longest, last, bad_since;
    int32_t counts;
};

/// Presence and outages over 5 s of rows in order of time, until end: tiers of 20 to 200 ticks by the bid.
void obl_floor_presence_pass(
    const struct obl_floor_quote *rows, size_t count, struct obl_floor_presence *states,
    size_t contracts, int64_t end);

/// One option of the pricing grid; sign is 1 for a call and -1 for a put, price is undiscounted.
struct obl_floor_option {
    double forward, strike, years, volatility, sign, price;
};

/// Undiscounted Black-76 values: scalar, the machine's own erfc and log.
void obl_floor_black(const struct obl_floor_option *options, size_t count, double *values);

/// Volatilities of the prices: a fixed dozen of Newton steps, no checks of anything.
void obl_floor_implied(const struct obl_floor_option *options, size_t count, double *volatilities);
