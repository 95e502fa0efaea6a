#pragma once

#include <stddef.h>
#include <stdint.h>

/// One message to the bare ladders; order numbers are dense, prices within obl_ladder_low and obl_ladder_high.
struct obl_ladder_message {
    uint32_t order;
    int32_t price;
    uint32_t quantity;
    uint16_t contract;
    /// 0 new, 1 immediate, 2 cancel, 3 modify
    uint8_t kind;
    uint8_t is_sell;
};

enum { obl_ladder_low = 744, obl_ladder_high = 1255 };

/// What a run adds up to; the fingerprint is over its trades in their order.
struct obl_ladder_totals {
    uint64_t acks, rejects, trades, quantity, notional, resting, fingerprint;
};

struct obl_ladders;

/// Empty books, or null without memory.
struct obl_ladders *obl_ladders_new(size_t contracts, size_t orders);
void obl_ladders_clear(struct obl_ladders *ladders);
void obl_ladders_free(struct obl_ladders *ladders);

/// Takes all messages; the totals are of this call, resting of what it leaves.
struct obl_ladder_totals obl_ladders_run(
    struct obl_ladders *ladders, const struct obl_ladder_message *messages, size_t count);
