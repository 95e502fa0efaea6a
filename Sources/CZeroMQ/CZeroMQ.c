#define _GNU_SOURCE
#include "CZeroMQ.h"

#include <dlfcn.h>
#include <errno.h>
#include <poll.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <time.h>
#include <unistd.h>

// One pointer for each libzmq function we use; its type is taken from <zmq.h>.
#define FUNCTIONS(each)                                                                            \
    each(version) each(strerror) each(ctx_new) each(ctx_set) each(ctx_term)            \
    each(socket) each(close) each(setsockopt) each(getsockopt) each(bind) each(connect)            \
    each(send) each(msg_init) each(msg_recv) each(msg_data) each(msg_size) each(msg_more)          \
    each(msg_close)

#define DECLARE(name) __typeof__(&zmq_##name) name;
static struct { FUNCTIONS(DECLARE) } zmq;
static int loaded;

int obl_zmq_load(char *err, size_t n) {
    if (loaded) return 0;
    void *library = dlopen("libzmq.so.5", RTLD_NOW | RTLD_LOCAL);
    if (library == NULL) library = dlopen("libzmq.so", RTLD_NOW | RTLD_LOCAL);
    if (library == NULL) {
        snprintf(err, n, "%s", dlerror());
        return -1;
    }
#define RESOLVE(name)                                                                              \
    zmq.name = (__typeof__(zmq.name))dlsym(library, "zmq_" #name);                                 \
    if (zmq.name == NULL) {                                                                        \
        snprintf(err, n, "this libzmq has no zmq_" #name);                                         \
        dlclose(library);                                                                          \
        return -1;                                                                                 \
    }
    FUNCTIONS(RESOLVE)
    int major, minor, patch;
    zmq.version(&major, &minor, &patch);
    if (major != 4) {
        snprintf(err, n, "libzmq %d.%d.%d found, version 4 needed", major, minor, patch);
        dlclose(library);
        return -1;
    }
    loaded = 1;
    return 0;
}

int obl_zmq_version(void) {
    if (!loaded) return 0;
    int major, minor, patch;
    zmq.version(&major, &minor, &patch);
    return major * 10000 + minor * 100 + patch;
}

const char *obl_zmq_strerror(int code) { return loaded ? zmq.strerror(code) : strerror(code); }

static int answer(int result) { return result == -1 ? -errno : result; }

void *obl_zmq_ctx_new(void) { return loaded ? zmq.ctx_new() : NULL; }

int obl_zmq_ctx_set(void *context, int option, int value) {
    return answer(zmq.ctx_set(context, option, value));
}

int obl_zmq_ctx_term(void *context) {
    int result;
    do result = answer(zmq.ctx_term(context));
    while (result == -EINTR);
    return result;
}

void *obl_zmq_socket(void *context, int type, int *code) {
    void *socket = zmq.socket(context, type);
    *code = socket == NULL ? errno : 0;
    return socket;
}

int obl_zmq_close(void *socket) { return answer(zmq.close(socket)); }

int obl_zmq_set_int(void *socket, int option, int value) {
    return answer(zmq.setsockopt(socket, option, &value, sizeof value));
}

int obl_zmq_set_int64(void *socket, int option, int64_t value) {
    return answer(zmq.setsockopt(socket, option, &value, sizeof value));
}

int obl_zmq_set_bytes(void *socket, int option, const void *bytes, size_t n) {
    return answer(zmq.setsockopt(socket, option, bytes, n));
}

int obl_zmq_get_int(void *socket, int option, int *value) {
    size_t size = sizeof *value;
    return answer(zmq.getsockopt(socket, option, value, &size));
}

int obl_zmq_get_text(void *socket, int option, char *text, size_t *n) {
    return answer(zmq.getsockopt(socket, option, text, n));
}

int obl_zmq_bind(void *socket, const char *endpoint) { return answer(zmq.bind(socket, endpoint)); }

int obl_zmq_connect(void *socket, const char *endpoint) {
    return answer(zmq.connect(socket, endpoint));
}

int obl_zmq_send_frame(void *socket, const void *bytes, size_t n, int flags) {
    int result;
    do result = answer(zmq.send(socket, bytes, n, flags | ZMQ_DONTWAIT));
    while (result == -EINTR);
    return result < 0 ? result : 0;
}

int obl_zmq_receive_frame(void *socket, void *buffer, size_t capacity, size_t *size, int *more) {
    zmq_msg_t message;
    zmq.msg_init(&message);
    int result;
    do result = answer(zmq.msg_recv(&message, socket, ZMQ_DONTWAIT));
    while (result == -EINTR);
    if (result >= 0) {
        *size = zmq.msg_size(&message);
        *more = zmq.msg_more(&message);
        size_t copied = *size < capacity ? *size : capacity;
        if (copied > 0) memcpy(buffer, zmq.msg_data(&message), copied);
        result = 0;
    }
    zmq.msg_close(&message);
    return result;
}

int obl_poll(struct pollfd *entries, size_t count, int64_t timeout_nanoseconds) {
    struct timespec timeout = {
        .tv_sec = timeout_nanoseconds / 1000000000, .tv_nsec = timeout_nanoseconds % 1000000000};
    int ready = ppoll(entries, count, timeout_nanoseconds < 0 ? NULL : &timeout, NULL);
    return ready < 0 ? -errno : ready;
}

int obl_unix_listener_present(const char *path) {
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    if (strlen(path) >= sizeof address.sun_path) return -ENAMETOOLONG;
    strcpy(address.sun_path, path);
    int descriptor = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    if (descriptor < 0) return -errno;
    int result = connect(descriptor, (struct sockaddr *)&address, sizeof address) == 0 ? 0 : -errno;
    close(descriptor);
    // A listener whose queue is full still listens.
    return result == -EAGAIN ? 0 : result;
}
