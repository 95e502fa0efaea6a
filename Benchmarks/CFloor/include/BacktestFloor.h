#pragma once

#include <stddef.h>
#include <stdint.h>

/// One moment of the top-of-book feed: a book, and whether a trade prints half a millisecond later.
struct obl_feed_moment {
    int32_t bid, ask;
    uint16_t bid_quantity, ask_quantity, trade_quantity;
    uint8_t trades, seller_hits;
};

struct obl_feed_totals {
    int64_t requests, fills, position;
};

/// One touch-joining quoter with a queue position and no latency, no orders: the limit of a back-test.
struct obl_feed_totals obl_feed_run(const struct obl_feed_moment *moments, size_t count);
