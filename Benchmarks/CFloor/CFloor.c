#include "CFloor.h"

#include <math.h>

// What ChainPricer is measured against: the same formulas with nothing around them.

static inline double bounded(double low, double high, double x) {
    return x < low ? low : x > high ? high : x;
}

void obl_floor_reprice(const struct obl_floor_chain *chain) {
    const struct obl_floor_chain c = *chain;
    const double root_two = 0.70710678118654752440, root_two_pi = 0.39894228040143267793;
    const double log_forward = log(c.forward), inverse_root_time = 1 / c.root_time;
    const double ratio = c.forward / c.spot, delta_scale = c.discount * ratio;
    const double gamma_scale = delta_scale * ratio / c.forward;
    const double vega_scale = c.discount * c.forward * c.root_time;
    for (size_t i = 0; i < c.count; i++) {
        const double strike = c.strikes[i];
        const double moneyness = log_forward - c.log_strikes[i];
        const double x = bounded(c.wing_low, c.wing_high, -moneyness * inverse_root_time);
        const double volatility = bounded(0.01, 5.0, c.base + x * (c.slope + x * c.curvature));
        const double deviation = volatility * c.root_time, inverse = 1 / deviation;
        const double d1 = moneyness * inverse + 0.5 * deviation, d2 = d1 - deviation;
        const double n1 = 0.5 * erfc(-d1 * root_two), n2 = 0.5 * erfc(-d2 * root_two);
        const double density = root_two_pi * exp(-0.5 * d1 * d1);
        const double call = fmax(0, c.forward * n1 - strike * n2);
        c.call[i] = c.discount * call;
        c.put[i] = c.discount * fmax(0, call - c.forward + strike);
        c.call_delta[i] = delta_scale * n1;
        c.put_delta[i] = delta_scale * (n1 - 1);
        c.gamma[i] = gamma_scale * density * inverse;
        c.vega[i] = vega_scale * density;
    }
}
