// Included once for each width: FOR(name) names the copy, WIDTH says what it may use.

#define INNER static inline __attribute__((always_inline)) WIDTH

// --- Choosing by lane -------------------------------------------------------------------------------------------

INNER vec FOR(all)(double x) { return (vec){x, x, x, x, x, x, x, x}; }

INNER vec FOR(pick)(ivec mask, vec yes, vec no) {
    return (vec)((mask & (ivec)yes) | (~mask & (ivec)no));
}

INNER vec FOR(least)(vec a, vec b) { return FOR(pick)(a < b, a, b); }

INNER vec FOR(most)(vec a, vec b) { return FOR(pick)(a > b, a, b); }

INNER vec FOR(size)(vec a) {
    return (vec)((ivec)a & (ivec){INT64_MAX, INT64_MAX, INT64_MAX, INT64_MAX, INT64_MAX, INT64_MAX,
                                  INT64_MAX, INT64_MAX});
}

INNER vec FOR(root)(vec a) {
    return __builtin_elementwise_sqrt(a);
}

// --- Functions --------------------------------------------------------------------------------------------------

// e^x for x in -708 ... 708: 2^n and a Taylor polynomial of what is left of it.
INNER vec FOR(power)(vec x) {
    x = FOR(most)(FOR(least)(x, FOR(all)(708)), FOR(all)(-708));
    const vec magic = FOR(all)(0x1.8p52);
    const vec shifted = x * 1.44269504088896340736 + magic;
    const vec n = shifted - magic;
    const vec r = (x - n * 6.93147180369123816490e-01) - n * 1.90821492927058770002e-10;
    const vec r2 = r * r, r4 = r2 * r2, r8 = r4 * r4;
    const vec low = (0.5 + r * (1.0 / 6)) + r2 * (1.0 / 24 + r * (1.0 / 120));
    const vec middle = (1.0 / 720 + r * (1.0 / 5040)) + r2 * (1.0 / 40320 + r * (1.0 / 362880));
    const vec high = (1.0 / 3628800 + r * (1.0 / 39916800)) + r2 * (1.0 / 479001600);
    const vec tail = low + r4 * middle + r8 * high;
    const vec mantissa = 1.0 + (r + r2 * tail);
    const ivec exponent = ((ivec)shifted << 52) + ((ivec)FOR(all)(1.0));
    return mantissa * (vec)exponent;
}

// 2 atanh(z) = ln((1 + z)/(1 - z)) for |z| up to 0.1716.
INNER vec FOR(twice_atanh)(vec z) {
    const vec w = z * z, w2 = w * w, w4 = w2 * w2;
    const vec low = (2.0 / 3 + w * (2.0 / 5)) + w2 * (2.0 / 7 + w * (2.0 / 9));
    const vec high = (2.0 / 11 + w * (2.0 / 13)) + w2 * (2.0 / 15 + w * (2.0 / 17));
    const vec rest = low + w4 * (high + w4 * (2.0 / 19 + w * (2.0 / 21)));
    return 2 * z + z * w * rest;
}

// ln(a/b) for positive normal a, b; without the rounding of the quotient where they are near each other.
INNER vec FOR(log_ratio)(vec a, vec b) {
    const vec q = a / b;
    // The exponent with which the mantissa lies within 1/root 2 ... root 2.
    const ivec bits = (ivec)q - (ivec)FOR(all)(0x1.6a09e667f3bcdp-1);
    const ivec e = bits >> 52;
    const vec m = (vec)((ivec)q - (e << 52));
    const ivec near = e == 0;
    const vec z = FOR(pick)(near, a - b, m - 1) / FOR(pick)(near, a + b, m + 1);
    const vec n = (vec)(e + (ivec)FOR(all)(0x1.8p52)) - 0x1.8p52;
    return n * 6.93147180369123816490e-01
        + (n * 1.90821492927058770002e-10 + FOR(twice_atanh)(z));
}

// Phi(-w)/phi(w) for w >= 0: a polynomial in (w - 5)/(w + 5), over 1 + w; Chebyshev's series, cut off below 1e-17.
INNER vec FOR(mills)(vec w) {
    const vec up = w + 5, by = w + 1;
    const vec r = 1 / (up * by);
    const vec t = (w - 5) * by * r;
    const vec t2 = t * t, t4 = t2 * t2, t8 = t4 * t4;
    const vec p0 = (1.156848628291894582 + t * -0.22948753825211315942)
        + t2 * (0.077781598868737687601 + t * 0.025072179301638799991);
    const vec p1 = (-0.066177600779096305617 + t * 0.061505045840186498751)
        + t2 * (-0.038026592185841386387 + t * 0.016348231281029381022);
    const vec p2 = (-0.0042012903291873068302 + t * 1.9530638370790786741e-5)
        + t2 * (4.5704392357953655532e-4 + t * -1.3437427855711350834e-4);
    const vec p3 = (-2.4805838451923189768e-5 + t * 2.2709612709237681783e-5)
        + t2 * (-1.7633239265736746318e-7 + t * -3.2772876332088650998e-6);
    const vec p4 = (3.2054316652589572245e-7 + t * 4.9199623314783404915e-7)
        + t2 * (-6.5889744911089537455e-8 + t * -7.7585202367863426855e-8);
    const vec p5 = (9.092476134019146493e-9 + t * 1.1032071151574336463e-8)
        + t2 * (-7.0738985755615886459e-10 + t * -9.5648329347125511381e-10);
    const vec p = (p0 + t4 * p1) + t8 * ((p2 + t4 * p3) + t8 * (p4 + t4 * p5));
    return p * up * r;
}

// --- A chain ----------------------------------------------------------------------------------------------------

INNER vec FOR(wing)(const struct obl_chain_expiry *e, vec k) {
    const double *p = e->parameters;
    const ivec down = k <= 0;
    const double put_steep = p[1] + 2 * p[2] * p[4], call_steep = p[1] + 2 * p[3] * p[5];
    const vec bend = FOR(pick)(down, FOR(all)(p[2]), FOR(all)(p[3]));
    const vec steep = FOR(pick)(down, FOR(all)(put_steep), FOR(all)(call_steep));
    const vec fade = FOR(pick)(
        down, FOR(all)(-put_steep / (p[4] * p[6])), FOR(all)(-call_steep / (p[5] * p[7])));
    const vec inner = FOR(most)(FOR(least)(k, FOR(all)(p[5])), FOR(all)(p[4]));
    const vec outer =
        FOR(most)(FOR(least)(k, FOR(all)(p[5] * (1 + p[7]))), FOR(all)(p[4] * (1 + p[6])));
    const vec beyond = outer - inner;
    return p[0] + inner * (p[1] + bend * inner) + beyond * (steep + 0.5 * fade * beyond);
}

INNER vec FOR(volatility)(const struct obl_chain_expiry *e, vec log_strike) {
    const double *p = e->parameters;
    vec found;
    if (e->kind == obl_smile_curve) {
        vec x = (log_strike - e->log_forward) / e->root_time;
        x = FOR(most)(FOR(least)(x, FOR(all)(p[4])), FOR(all)(p[3]));
        found = p[0] + x * (p[1] + x * p[2]);
    } else if (e->kind == obl_smile_svi) {
        const vec y = log_strike - (e->log_origin + p[3]);
        const vec w = p[0] + p[1] * (p[2] * y + FOR(root)(y * y + p[4] * p[4]));
        found = FOR(root)(FOR(most)(w, FOR(all)(0)) / e->fit_years) + e->level;
    } else {
        found = FOR(wing)(e, log_strike - e->log_origin) + e->level;
    }
    return FOR(most)(
        FOR(least)(found, FOR(all)(e->volatility_max)), FOR(all)(e->volatility_min));
}

struct FOR(lanes) {
    vec deviation, moneyness, forward, discount, delta_scale, gamma_scale, vega_scale;
};

// Writes the lanes from `from` on with the expiry's numbers.
INNER void FOR(fill)(
    struct FOR(lanes) *lanes, const struct obl_chain_expiry *e, vec log_strike, int64_t from) {
    const ivec index = {0, 1, 2, 3, 4, 5, 6, 7};
    const ivec mine = index >= from;
#define PUT(field, what) lanes->field = FOR(pick)(mine, what, lanes->field)
    PUT(deviation, FOR(volatility)(e, log_strike) * e->root_time);
    PUT(moneyness, e->log_forward - log_strike);
    PUT(forward, FOR(all)(e->forward));
    PUT(discount, FOR(all)(e->discount));
    PUT(delta_scale, FOR(all)(e->delta_scale));
    PUT(gamma_scale, FOR(all)(e->gamma_scale));
    PUT(vega_scale, FOR(all)(e->vega_scale));
#undef PUT
}

INNER vec FOR(cumulative)(vec d, vec density) {
    const vec tail = density * FOR(mills)(FOR(least)(FOR(size)(d), FOR(all)(40)));
    return FOR(pick)(d < 0, tail, 1 - tail);
}

INNER void FOR(scatter)(
    double *column, const struct obl_chain *chain, size_t pair, size_t count, vec call, vec put) {
    if (!chain->calls && count == LANES) {
        double *to = column + 2 * pair;
        *(loose *)to = __builtin_shufflevector(call, put, 0, 8, 1, 9, 2, 10, 3, 11);
        *(loose *)(to + LANES) = __builtin_shufflevector(call, put, 4, 12, 5, 13, 6, 14, 7, 15);
        return;
    }
    for (size_t lane = 0; lane < count; lane++) {
        const size_t i = pair + lane;
        column[chain->calls ? (size_t)chain->calls[i] : 2 * i] = call[lane];
        column[chain->puts ? (size_t)chain->puts[i] : 2 * i + 1] = put[lane];
    }
}

INNER void FOR(price)(
    const struct obl_chain *chain, const struct FOR(lanes) *lanes, vec strike, size_t pair,
    size_t count) {
    const vec inverse = 1 / lanes->deviation;
    const vec d1 = lanes->moneyness * inverse + 0.5 * lanes->deviation;
    const vec d2 = d1 - lanes->deviation;
    const vec capped = FOR(least)(FOR(size)(d1), FOR(all)(1e3));
    const vec density1 = 0.39894228040143267794 * FOR(power)(-0.5 * (capped * capped));
    // F phi(d1) = K phi(d2).
    const vec density2 = density1 * lanes->forward / strike;
    const vec n1 = FOR(cumulative)(d1, density1), n2 = FOR(cumulative)(d2, density2);
    const vec zero = FOR(all)(0);
    const vec call = FOR(most)(lanes->forward * n1 - strike * n2, zero);
    const vec put = FOR(most)(call - lanes->forward + strike, zero);
    const vec gamma = lanes->gamma_scale * density1 * inverse;
    const vec vega = lanes->vega_scale * density1;
    FOR(scatter)(chain->value, chain, pair, count, lanes->discount * call, lanes->discount * put);
    FOR(scatter)(
        chain->delta, chain, pair, count, lanes->delta_scale * n1, lanes->delta_scale * (n1 - 1));
    FOR(scatter)(chain->gamma, chain, pair, count, gamma, gamma);
    FOR(scatter)(chain->vega, chain, pair, count, vega, vega);
}

WIDTH static void FOR(reprice)(
    const struct obl_chain *chain, const struct obl_chain_expiry *expiries, size_t count) {
    if (count == 0) return;
    const size_t pairs = expiries[count - 1].first + expiries[count - 1].count;
    size_t expiry = 0;
    for (size_t pair = 0; pair < pairs; pair += LANES) {
        const size_t here = pairs - pair < LANES ? pairs - pair : LANES;
        vec strike, log_strike;
        if (here == LANES) {
            strike = *(const loose *)(chain->strikes + pair);
            log_strike = *(const loose *)(chain->log_strikes + pair);
        } else {
            for (size_t lane = 0; lane < LANES; lane++) {
                const size_t i = pair + (lane < here ? lane : 0);
                strike[lane] = chain->strikes[i];
                log_strike[lane] = chain->log_strikes[i];
            }
        }
        while (expiries[expiry].first + expiries[expiry].count <= pair) expiry++;
        struct FOR(lanes) lanes = {0};
        FOR(fill)(&lanes, &expiries[expiry], log_strike, 0);
        for (size_t e = expiry + 1; e < count && expiries[e].first < pair + here; e++)
            FOR(fill)(&lanes, &expiries[e], log_strike, (int64_t)(expiries[e].first - pair));
        FOR(price)(chain, &lanes, strike, pair, here);
    }
}

// --- Implied volatility -----------------------------------------------------------------------------------------

enum { FOR(chunk) = 256 };

// One chunk: what the first pass leaves for the second. Of each option: -|ln F/K|, price over root FK, guess.
struct FOR(work) {
    double x[FOR(chunk)], b[FOR(chunk)], s[FOR(chunk)], inverse_root_time[FOR(chunk)];
    int64_t kind[FOR(chunk)];
    int32_t narrow[FOR(chunk) + LANES], wide[FOR(chunk) + LANES];
    size_t narrows, wides;
};

// sigma root T as if x and it were small: exact to 2e-5 in that limit. q = root ln(1 + |x|/b).
INNER vec FOR(bachelier)(vec x, vec b, vec *q) {
    const vec width = FOR(size)(x);
    const vec l = FOR(root)(FOR(log_ratio)(b + width, b));
    const vec above = 0.9999807758998963
        + l * (-0.5260243790865076 + l * (0.17721067134999116
        + l * (0.0301087008944325 + l * (-0.019248401652987763 + l * 0.009083932432034486))));
    const vec below = 1.0
        + l * (-0.5268463375761481 + l * (0.18324072444262735 + l * (0.01369285793252803
        + l * (0.08029988891547066 + l * (-0.043311593918788235 + l * 0.016360706924551202)))));
    *q = l;
    return (b + 0.5 * width) * 2.50662827463100050242 * (above / below);
}

// What the limit leaves out, as a factor: relative error 4e-5 up to 0.7, 3e-4 up to 2.5.
INNER vec FOR(bent)(vec s, vec q) {
    const vec u = 1 / (1 + 0.2 * q * q), v = s * s * u;
    const vec first = 0.019318332051655875
        + u * (-0.029967751378617374 + u * (0.1780691308691789 + u * -0.1260674504179728));
    const vec second = -0.013780101433149637
        + u * (0.08884269950447132 + u * (-0.13129031493011872 + u * 0.059566871782113034));
    return s * FOR(power)(v * (first + v * second));
}

INNER vec FOR(bent_wide)(vec s, vec q) {
    const vec u = 1 / (1 + 0.3 * q * q), v = s * s * u;
    const vec first = 0.010012732620882892
        + u * (0.11707618177997782 + u * (-0.08583021010271157 + u * 0.0013094202781586649));
    const vec second = -0.013742503697969944
        + u * (0.07686091565191015 + u * (-0.11164892625610735 + u * 0.04987969361948624));
    const vec third = -0.0020315872063220524
        + u * (0.012877282761189957 + u * (-0.013998619923759417 + u * 0.0039477279326447755));
    return s * FOR(power)(v * (first + v * (second + v * third)));
}

// Householder's third-order step on ln b, given b, and b over its derivative.
INNER vec FOR(step)(vec s, vec h, vec inverse, vec b, vec over_slope, vec target) {
    const vec z = (target - b) / (target + b);
    const vec newton = FOR(twice_atanh)(z) * over_slope;
    const vec g = 1 / over_slope;
    const vec hs = h * inverse;
    const vec bend = h * hs - 0.25 * s;
    const vec third = bend * bend - 3 * hs * hs - 0.25;
    const vec second = bend - g;
    const vec last = third - 3 * g * bend + 2 * g * g;
    return newton * (1 + 0.5 * second * newton) / (1 + newton * (second + last * newton / 6));
}

// Up to a deviation of 0.7: b = phi(h) e^(-t t/2) 2t (J1 + J3 tt + ...), nothing cancels however small t is.
INNER vec FOR(narrow_step)(vec x, vec s, vec target) {
    const vec inverse = 1 / s;
    const vec h = x * inverse, t = 0.5 * s, tt = t * t;
    const vec j0 = FOR(mills)(-h);
    const vec j1 = 1 + h * j0, j2 = (h * j1 + j0) * 0.5, j3 = (h * j2 + j1) * (1.0 / 3);
    const vec j4 = (h * j3 + j2) * 0.25, j5 = (h * j4 + j3) * 0.2;
    const vec j6 = (h * j5 + j4) * (1.0 / 6), j7 = (h * j6 + j5) * (1.0 / 7);
    const vec j8 = (h * j7 + j6) * 0.125, j9 = (h * j8 + j7) * (1.0 / 9);
    const vec j10 = (h * j9 + j8) * 0.1, j11 = (h * j10 + j9) * (1.0 / 11);
    const vec j12 = (h * j11 + j10) * (1.0 / 12), j13 = (h * j12 + j11) * (1.0 / 13);
    const vec j14 = (h * j13 + j12) * (1.0 / 14), j15 = (h * j14 + j13) * (1.0 / 15);
    const vec sum = j1
        + tt * (j3 + tt * (j5 + tt * (j7 + tt * (j9 + tt * (j11 + tt * (j13 + tt * j15))))));
    const vec over_slope = s * sum;
    const vec envelope = 0.39894228040143267794 * FOR(power)(-0.5 * (h * h + tt));
    return FOR(step)(s, h, inverse, envelope * over_slope, over_slope, target);
}

// Beyond: both tails by themselves; where h + t is above zero, from the maximum e^(x/2) downwards.
INNER vec FOR(wide_step)(vec x, vec s, vec target) {
    const vec inverse = 1 / s;
    const vec h = x * inverse, t = 0.5 * s;
    const vec envelope = 0.39894228040143267794 * FOR(power)(-0.5 * (h * h + t * t));
    const vec upper = h + t;
    const vec near = FOR(mills)(FOR(size)(upper)), far = FOR(mills)(t - h);
    const vec b = FOR(pick)(
        upper > 0, FOR(power)(0.5 * x) - envelope * (near + far), envelope * (near - far));
    return FOR(step)(s, h, inverse, b, b / envelope, target);
}

// The first pass over eight: normalised, guessed, sorted into narrow, wide and neither.
INNER void FOR(prepare)(
    const struct obl_implied_columns *c, size_t i, struct FOR(work) *work, size_t at) {
    const vec price = *(const loose *)(c->price + i), forward = *(const loose *)(c->forward + i);
    const vec strike = *(const loose *)(c->strike + i), years = *(const loose *)(c->years + i);
    const vec discount = *(const loose *)(c->discount + i), sign = *(const loose *)(c->sign + i);
    const vec zero = FOR(all)(0);
    const vec undiscounted = price / discount;
    const vec intrinsic = FOR(most)(sign * (forward - strike), zero);
    const vec x = -FOR(size)(FOR(log_ratio)(forward, strike));
    const vec b = (undiscounted - intrinsic) / (FOR(root)(forward) * FOR(root)(strike));
    vec q;
    const vec limit = FOR(bachelier)(x, b, &q);
    const vec narrow = FOR(bent)(limit, q), wide = FOR(bent_wide)(limit, q);
    const ivec ordinary = (forward > 1e-100) & (forward < 1e100) & (strike > 1e-100)
        & (strike < 1e100) & (discount > 1e-100) & (discount < 1e100) & (years > 1e-12)
        & (years < 1e6) & (x > -3) & (b > 1e-30)
        & (undiscounted < FOR(pick)(sign > 0, forward, strike)) & ((sign == 1) | (sign == -1));
    const ivec is_narrow = ordinary & (narrow < 0.68) & (narrow > 1e-6) & (x > -8 * narrow);
    const ivec is_wide = ordinary & (narrow >= 0.68) & (wide < 2.4) & (x > -8 * wide);
    *(loose *)(work->x + at) = x;
    *(loose *)(work->b + at) = b;
    *(loose *)(work->s + at) = FOR(pick)(is_wide, wide, narrow);
    *(loose *)(work->inverse_root_time + at) = 1 / FOR(root)(years);
    const ivec kind = (is_narrow & 1) | (is_wide & 2);
    for (int lane = 0; lane < LANES; lane++) work->kind[at + lane] = kind[lane];
}

// The second pass over eight of one kind: steps until the last was so short that the next is below rounding.
INNER void FOR(solve)(
    const struct FOR(work) *work, const int32_t *chosen, size_t count, int is_wide, double *found) {
    vec x, b, s, scale;
    for (size_t lane = 0; lane < LANES; lane++) {
        const int32_t i = chosen[lane < count ? lane : 0];
        x[lane] = work->x[i];
        b[lane] = work->b[i];
        s[lane] = work->s[i];
        scale[lane] = work->inverse_root_time[i];
    }
    vec moved;
    for (int round = 0; round < 3; round++) {
        moved = is_wide ? FOR(wide_step)(x, s, b) : FOR(narrow_step)(x, s, b);
        const vec next = s + moved;
        // A lane that is done stays, whatever its neighbours still need.
        s = next;
        const ivec open = ~(FOR(size)(moved) <= 1e-4 * s);
        int64_t any = 0;
        for (int lane = 0; lane < LANES; lane++) any |= open[lane];
        if (!any) break;
    }
    const ivec done = FOR(size)(moved) <= 1e-4 * s;
    const vec answer = FOR(pick)(done, s * scale, FOR(all)(NAN));
    for (size_t lane = 0; lane < count; lane++) found[chosen[lane]] = answer[lane];
}

WIDTH static void FOR(implied_chunk)(
    const struct obl_implied_columns *c, size_t from, size_t count, struct FOR(work) *work,
    double *found) {
    for (size_t at = 0; at < count; at += LANES) FOR(prepare)(c, from + at, work, at);
    work->narrows = work->wides = 0;
    for (size_t at = 0; at < count; at++) {
        found[at] = NAN;
        work->narrow[work->narrows] = (int32_t)at;
        work->narrows += work->kind[at] == 1;
        work->wide[work->wides] = (int32_t)at;
        work->wides += work->kind[at] == 2;
    }
    for (size_t n = 0; n < work->narrows; n += LANES)
        FOR(solve)(
            work, work->narrow + n, work->narrows - n < LANES ? work->narrows - n : LANES, 0,
            found);
    for (size_t n = 0; n < work->wides; n += LANES)
        FOR(solve)(
            work, work->wide + n, work->wides - n < LANES ? work->wides - n : LANES, 1, found);
}

WIDTH static void FOR(implied)(
    const struct obl_implied_columns *c, size_t count, double *volatilities) {
    struct FOR(work) work;
    size_t at = 0;
    while (count - at >= LANES) {
        const size_t left = (count - at) / LANES * LANES;
        const size_t here = left < FOR(chunk) ? left : FOR(chunk);
        FOR(implied_chunk)(c, at, here, &work, volatilities + at);
        at += here;
    }
    if (at == count) return;
    // The rest, repeated to a full vector.
    double rest[6][LANES], found[LANES];
    for (size_t lane = 0; lane < LANES; lane++) {
        const size_t i = at + (at + lane < count ? lane : 0);
        rest[0][lane] = c->price[i];
        rest[1][lane] = c->forward[i];
        rest[2][lane] = c->strike[i];
        rest[3][lane] = c->years[i];
        rest[4][lane] = c->discount[i];
        rest[5][lane] = c->sign[i];
    }
    const struct obl_implied_columns short_columns = {rest[0], rest[1], rest[2],
                                                      rest[3], rest[4], rest[5]};
    FOR(implied_chunk)(&short_columns, 0, LANES, &work, found);
    for (size_t lane = 0; at + lane < count; lane++) volatilities[at + lane] = found[lane];
}

#undef INNER
