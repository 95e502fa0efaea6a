#pragma once

#include <stddef.h>

#include "MatchingFloor.h"

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
