#ifndef OBL_RELAY_H
#define OBL_RELAY_H

#include <stddef.h>
#include <stdint.h>

/// Passes `up_bytes` over quoter → risk → exchange and `down_bytes` back over the same sockets, `iterations` times
/// after `warmup` untimed ones, and writes the nanoseconds of each round trip to `samples`.
///
/// Three processes, blocking DEALER/ROUTER sockets on ipc paths in `folder`, nothing done on the way. The two
/// children are ended before it returns. 0, or what failed as a text in `error`.
int obl_relay_run(
    const char *folder, size_t up_bytes, size_t down_bytes, uint64_t warmup, uint64_t iterations,
    int64_t *samples, char *error, size_t error_capacity);

/// Puts this thread, and what it starts from now on, on the highest core it may use: the lowest serves most
/// interrupts. The core's number, or -1.
int obl_pin_to_highest_core(void);

#endif
