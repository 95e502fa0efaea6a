#include "MatchingFloor.h"

#include <stdlib.h>
#include <string.h>

// What the order book is measured against: a fixed ladder a contract and side, an array of orders by number,
// nothing that a price elsewhere, an unknown number or a report would cost.

enum { ticks = obl_ladder_high - obl_ladder_low + 1, words = ticks / 64 };

struct resting {
    uint32_t before, behind, quantity;
    uint16_t tick;
    uint8_t side, rests;
};

struct queue {
    uint32_t first, last;
};

struct book {
    struct queue queues[2][ticks];
    uint64_t occupied[2][words];
};

struct obl_ladders {
    size_t contracts, orders;
    struct book *books;
    struct resting *resting;
};

struct obl_ladders *obl_ladders_new(size_t contracts, size_t orders) {
    struct obl_ladders *made = malloc(sizeof *made);
    if (!made) return NULL;
    *made = (struct obl_ladders){contracts, orders, calloc(contracts, sizeof(struct book)),
                                 calloc(orders, sizeof(struct resting))};
    if (made->books && made->resting) return made;
    obl_ladders_free(made);
    return NULL;
}

void obl_ladders_clear(struct obl_ladders *ladders) {
    memset(ladders->books, 0, ladders->contracts * sizeof(struct book));
    memset(ladders->resting, 0, ladders->orders * sizeof(struct resting));
}

void obl_ladders_free(struct obl_ladders *ladders) {
    if (!ladders) return;
    free(ladders->books);
    free(ladders->resting);
    free(ladders);
}

/// The highest bid's tick, or -1.
static inline int highest(const uint64_t *occupied) {
    for (int word = words - 1; word >= 0; word--)
        if (occupied[word]) return word * 64 + 63 - __builtin_clzll(occupied[word]);
    return -1;
}

/// The lowest ask's tick, or one beyond the ladder.
static inline int lowest(const uint64_t *occupied) {
    for (int word = 0; word < words; word++)
        if (occupied[word]) return word * 64 + __builtin_ctzll(occupied[word]);
    return ticks;
}

static inline void take_out(struct resting *all, struct book *book, uint32_t number) {
    struct resting *order = &all[number];
    struct queue *queue = &book->queues[order->side][order->tick];
    if (order->before) all[order->before].behind = order->behind;
    else queue->first = order->behind;
    if (order->behind) all[order->behind].before = order->before;
    else queue->last = order->before;
    if (!queue->first) book->occupied[order->side][order->tick / 64] &= ~(1ull << order->tick % 64);
    order->rests = 0;
}

static inline void put_in(
    struct resting *all, struct book *book, uint32_t number, int side, int tick, uint32_t quantity) {
    struct queue *queue = &book->queues[side][tick];
    all[number] = (struct resting){queue->last, 0, quantity, (uint16_t)tick, (uint8_t)side, 1};
    if (queue->last) all[queue->last].behind = number;
    else queue->first = number;
    queue->last = number;
    book->occupied[side][tick / 64] |= 1ull << tick % 64;
}

static inline void enter(
    struct resting *all, struct book *book, const struct obl_ladder_message *message,
    struct obl_ladder_totals *totals) {
    const int side = message->is_sell, tick = message->price - obl_ladder_low;
    uint32_t left = message->quantity;
    while (left) {
        const int best = side ? highest(book->occupied[0]) : lowest(book->occupied[1]);
        if (side ? best < tick : best > tick) break;
        const uint32_t maker = book->queues[!side][best].first;
        const uint32_t traded = all[maker].quantity < left ? all[maker].quantity : left;
        totals->trades++;
        totals->quantity += traded;
        totals->notional += (uint64_t)traded * (uint64_t)(best + obl_ladder_low);
        totals->fingerprint = totals->fingerprint * 0x9e3779b97f4a7c15ull + maker * 31ull
            + message->order * 7ull + traded;
        left -= traded;
        all[maker].quantity -= traded;
        if (!all[maker].quantity) take_out(all, book, maker);
    }
    if (left && message->kind != 1) put_in(all, book, message->order, side, tick, left);
}

struct obl_ladder_totals obl_ladders_run(
    struct obl_ladders *ladders, const struct obl_ladder_message *messages, size_t count) {
    struct obl_ladder_totals totals = {0};
    struct resting *all = ladders->resting;
    for (size_t i = 0; i < count; i++) {
        const struct obl_ladder_message *message = &messages[i];
        struct book *book = &ladders->books[message->contract];
        if (message->kind >= 2) {
            if (!all[message->order].rests) {
                totals.rejects++;
                continue;
            }
            take_out(all, book, message->order);
        }
        totals.acks++;
        if (message->kind != 2) enter(all, book, message, &totals);
    }
    for (size_t number = 0; number < ladders->orders; number++) totals.resting += all[number].rests;
    return totals;
}
