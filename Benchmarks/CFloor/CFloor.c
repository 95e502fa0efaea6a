#include "CFloor.h"

#include <math.h>
#include <string.h>

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

// What QuoteLogPass is measured against: one pass, one record a contract, the rule written out.

static inline int counts(const struct obl_floor_quote *row) {
    const int32_t bid = row->bid, spread = row->ask - bid;
    const int32_t limit =
        bid < 200 ? 20 : bid < 500 ? 40 : bid < 1000 ? 80 : bid < 2000 ? 120 : 200;
    return (bid > 0) & (spread > 0) & (spread <= limit) & (row->bid_quantity >= 10)
        & (row->ask_quantity >= 10);
}

static inline void outage_ended(struct obl_floor_presence *state, int64_t now) {
    const int64_t length = now - state->bad_since;
    if (length > state->longest) state->longest = length;
    if (length > 5000000000) state->outages++;
}

void obl_floor_presence_pass(
    const struct obl_floor_quote *rows, size_t count, struct obl_floor_presence *states,
    size_t contracts, int64_t end) {
    memset(states, 0, contracts * sizeof *states);
    for (size_t i = 0; i < count; i++) {
        const struct obl_floor_quote *row = &rows[i];
        struct obl_floor_presence *state = &states[row->contract];
        const int now_counts = counts(row);
        if (state->counts) state->valid += row->time - state->last;
        if (now_counts != state->counts || state->rows == 0) {
            if (!now_counts) state->bad_since = row->time;
            else if (state->rows > 0) outage_ended(state, row->time);
        }
        state->counts = now_counts;
        state->last = row->time;
        state->rows++;
    }
    for (size_t i = 0; i < contracts; i++) {
        if (states[i].rows == 0) continue;
        if (states[i].counts) states[i].valid += end - states[i].last;
        else outage_ended(&states[i], end);
    }
}

// What Black76 and ImpliedVolatility are measured against: the formula, and Newton from the inflection point.

static inline double black(double forward, double strike, double deviation, double sign) {
    const double root_two = 0.70710678118654752440;
    const double d1 = log(forward / strike) / deviation + 0.5 * deviation, d2 = d1 - deviation;
    return sign * (forward * 0.5 * erfc(-sign * d1 * root_two)
        - strike * 0.5 * erfc(-sign * d2 * root_two));
}

void obl_floor_black(const struct obl_floor_option *options, size_t count, double *values) {
    for (size_t i = 0; i < count; i++) {
        const struct obl_floor_option *o = &options[i];
        values[i] = black(o->forward, o->strike, o->volatility * sqrt(o->years), o->sign);
    }
}

void obl_floor_implied(const struct obl_floor_option *options, size_t count, double *volatilities) {
    const double root_two_pi = 0.39894228040143267793;
    for (size_t i = 0; i < count; i++) {
        const struct obl_floor_option *o = &options[i];
        const double x = log(o->forward / o->strike);
        double s = sqrt(2 * fabs(x)) + (fabs(x) < 5e-5 ? 1e-2 : 0);
        for (int step = 0; step < 12; step++) {
            const double d1 = x / s + 0.5 * s;
            const double error = black(o->forward, o->strike, s, o->sign) - o->price;
            const double next = s - error / (o->forward * exp(-0.5 * d1 * d1) * root_two_pi);
            s = next > 1e-6 ? next : 1e-6;
        }
        volatilities[i] = s / sqrt(o->years);
    }
}
