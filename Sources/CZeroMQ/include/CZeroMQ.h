#pragma once

#include <stddef.h>
#include <stdint.h>
#include <zmq.h>

struct pollfd;

// libzmq is opened when it is first needed, never linked: a program without it starts, and says so.
// <zmq.h> gives the constants. Calls answer -errno instead of -1, so that nothing between the call
// and its caller can overwrite the reason.

/// Opens libzmq once. 0, or -1 with a sentence in err. Call it before anything below, from one thread.
int obl_zmq_load(char *err, size_t n);

/// libzmq's version as major * 10000 + minor * 100 + patch; 0 before obl_zmq_load.
int obl_zmq_version(void);

/// What a code means, in libzmq's words; plain strerror before obl_zmq_load.
const char *obl_zmq_strerror(int code);

void *obl_zmq_ctx_new(void);
int obl_zmq_ctx_set(void *context, int option, int value);
int obl_zmq_ctx_term(void *context);
void *obl_zmq_socket(void *context, int type, int *code);
int obl_zmq_close(void *socket);
int obl_zmq_set_int(void *socket, int option, int value);
int obl_zmq_set_int64(void *socket, int option, int64_t value);
int obl_zmq_set_bytes(void *socket, int option, const void *bytes, size_t n);
int obl_zmq_get_int(void *socket, int option, int *value);
int obl_zmq_get_text(void *socket, int option, char *text, size_t *n);
int obl_zmq_bind(void *socket, const char *endpoint);
int obl_zmq_connect(void *socket, const char *endpoint);

/// Sends one frame without waiting (flags adds ZMQ_SNDMORE). 0 or -errno; EINTR is retried.
int obl_zmq_send_frame(void *socket, const void *bytes, size_t n, int flags);

/// Takes one frame without waiting and copies at most capacity bytes of it.
/// 0 with the frame's true size and whether more frames follow, or -errno; EINTR is retried.
int obl_zmq_receive_frame(void *socket, void *buffer, size_t capacity, size_t *size, int *more);

/// ppoll(2); timeout in nanoseconds, negative waits for ever. Ready count or -errno, EINTR included.
int obl_poll(struct pollfd *entries, size_t count, int64_t timeout_nanoseconds);

/// 0 if some process listens on this Unix socket path now, else -errno.
int obl_unix_listener_present(const char *path);
