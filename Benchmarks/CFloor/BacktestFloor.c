#include "BacktestFloor.h"

// What a back-test is measured against: a queue position that shrinks on trades at our price and never exceeds
// what the level shows. No latency, no order objects.

struct own {
    int32_t price, front;
    int live;
};

struct obl_feed_totals obl_feed_run(const struct obl_feed_moment *moments, size_t count) {
    struct own bid = {0}, ask = {0};
    struct obl_feed_totals totals = {0};
    int64_t position = 0;
    for (size_t i = 0; i < count; i++) {
        const struct obl_feed_moment *now = &moments[i];
        if (bid.live) {
            if (now->ask <= bid.price) {
                bid.live = 0;
                totals.fills++;
                position++;
            } else if (now->bid == bid.price && now->bid_quantity < bid.front)
                bid.front = now->bid_quantity;
        }
        if (ask.live) {
            if (now->bid >= ask.price) {
                ask.live = 0;
                totals.fills++;
                position--;
            } else if (now->ask == ask.price && now->ask_quantity < ask.front)
                ask.front = now->ask_quantity;
        }
        if (bid.live && bid.price != now->bid) {
            bid.live = 0;
            totals.requests++;
        }
        if (ask.live && ask.price != now->ask) {
            ask.live = 0;
            totals.requests++;
        }
        if (!bid.live && position < 50) {
            bid = (struct own){now->bid, now->bid_quantity, 1};
            totals.requests++;
        }
        if (!ask.live && position > -50) {
            ask = (struct own){now->ask, now->ask_quantity, 1};
            totals.requests++;
        }
        if (!now->trades) continue;
        if (now->seller_hits) {
            if (bid.live && now->bid <= bid.price) {
                bid.front -= now->trade_quantity;
                if (bid.front < 0) {
                    bid.live = 0;
                    totals.fills++;
                    position++;
                }
            }
        } else if (ask.live && now->ask >= ask.price) {
            ask.front -= now->trade_quantity;
            if (ask.front < 0) {
                ask.live = 0;
                totals.fills++;
                position--;
            }
        }
    }
    totals.position = position;
    return totals;
}
