#define _GNU_SOURCE
#include "CRelay.h"

#include <dlfcn.h>
#include <errno.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>
#include <zmq.h>

// Loaded at run time like the product's own use of it: nobody links libzmq for a benchmark.
#define FUNCTIONS(each)                                                                            \
    each(ctx_new) each(socket) each(bind) each(connect) each(setsockopt) each(send) each(recv)
#define DECLARE(name) __typeof__(&zmq_##name) name;
static struct { FUNCTIONS(DECLARE) } zmq;

enum { IDENTITY_MAX = 64, FRAME_MAX = 1 << 20 };

struct relay {
    char quotes[108];
    char orders[108];
    size_t up, down;
};

static int load(void) {
    void *library = dlopen("libzmq.so.5", RTLD_NOW | RTLD_LOCAL);
    if (library == NULL) library = dlopen("libzmq.so", RTLD_NOW | RTLD_LOCAL);
    if (library == NULL) return -1;
#define RESOLVE(name)                                                                              \
    zmq.name = (__typeof__(zmq.name))dlsym(library, "zmq_" #name);                                 \
    if (zmq.name == NULL) return -1;
    FUNCTIONS(RESOLVE)
    return 0;
}

static int64_t now(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (int64_t)time.tv_sec * 1000000000 + time.tv_nsec;
}

static int receive(void *socket, void *buffer, size_t capacity) {
    int count;
    do count = zmq.recv(socket, buffer, capacity, 0);
    while (count < 0 && errno == EINTR);
    return count;
}

static void *open_socket(void *context, int type) {
    void *socket = zmq.socket(context, type);
    int zero = 0;
    if (socket != NULL) zmq.setsockopt(socket, ZMQ_LINGER, &zero, sizeof zero);
    return socket;
}

// Answers every frame of `up` bytes with one of `down` bytes.
static void exchange(const struct relay *relay) {
    void *orders = open_socket(zmq.ctx_new(), ZMQ_ROUTER);
    char *frame = calloc(1, FRAME_MAX), identity[IDENTITY_MAX];
    if (frame == NULL || zmq.bind(orders, relay->orders) != 0) _exit(1);
    for (;;) {
        int named = receive(orders, identity, sizeof identity);
        if (named < 0 || receive(orders, frame, FRAME_MAX) != (int)relay->up) _exit(1);
        if (zmq.send(orders, identity, (size_t)named, ZMQ_SNDMORE) < 0) _exit(1);
        if (zmq.send(orders, frame, relay->down, 0) < 0) _exit(1);
    }
}

// Passes a frame up, waits for the answer, passes it down.
static void risk(const struct relay *relay) {
    void *context = zmq.ctx_new();
    void *quotes = open_socket(context, ZMQ_ROUTER);
    void *orders = open_socket(context, ZMQ_DEALER);
    char *frame = calloc(1, FRAME_MAX), identity[IDENTITY_MAX];
    if (frame == NULL || zmq.bind(quotes, relay->quotes) != 0) _exit(1);
    if (zmq.connect(orders, relay->orders) != 0) _exit(1);
    for (;;) {
        int named = receive(quotes, identity, sizeof identity);
        if (named < 0 || receive(quotes, frame, FRAME_MAX) != (int)relay->up) _exit(1);
        if (zmq.send(orders, frame, relay->up, 0) < 0) _exit(1);
        if (receive(orders, frame, FRAME_MAX) != (int)relay->down) _exit(1);
        if (zmq.send(quotes, identity, (size_t)named, ZMQ_SNDMORE) < 0) _exit(1);
        if (zmq.send(quotes, frame, relay->down, 0) < 0) _exit(1);
    }
}

static pid_t start(void (*role)(const struct relay *), const struct relay *relay) {
    pid_t parent = getpid();
    pid_t child = fork();
    if (child != 0) return child;
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (getppid() != parent) _exit(1);
    role(relay);
    _exit(1);
}

static void end(pid_t child) {
    if (child <= 0) return;
    kill(child, SIGKILL);
    waitpid(child, NULL, 0);
}

static const char *quote(
    const struct relay *relay, uint64_t warmup, uint64_t iterations, int64_t *samples) {
    void *quotes = open_socket(zmq.ctx_new(), ZMQ_DEALER);
    int patience = 5000;
    char *frame = calloc(1, FRAME_MAX);
    if (frame == NULL || quotes == NULL) return "no memory";
    zmq.setsockopt(quotes, ZMQ_RCVTIMEO, &patience, sizeof patience);
    if (zmq.connect(quotes, relay->quotes) != 0) return "cannot connect";
    const char *problem = NULL;
    for (uint64_t index = 0; index < warmup + iterations; index++) {
        int64_t sent = now();
        if (zmq.send(quotes, frame, relay->up, 0) < 0) problem = "cannot send";
        else if (receive(quotes, frame, FRAME_MAX) != (int)relay->down) problem = "no answer";
        if (problem != NULL) break;
        if (index >= warmup) samples[index - warmup] = now() - sent;
    }
    free(frame);
    return problem;
}

int obl_relay_run(
    const char *folder, size_t up_bytes, size_t down_bytes, uint64_t warmup, uint64_t iterations,
    int64_t *samples, char *error, size_t error_capacity) {
    struct relay relay = {.up = up_bytes, .down = down_bytes};
    const char *problem = NULL;
    if (up_bytes > FRAME_MAX || down_bytes > FRAME_MAX) problem = "frame too long";
    else if (load() != 0) problem = "libzmq not found";
    int quotes = snprintf(relay.quotes, sizeof relay.quotes, "ipc://%s/relay-quotes", folder);
    int orders = snprintf(relay.orders, sizeof relay.orders, "ipc://%s/relay-orders", folder);
    if (quotes >= (int)sizeof relay.quotes || orders >= (int)sizeof relay.orders)
        problem = "folder path too long";
    if (problem == NULL) {
        pid_t first = start(exchange, &relay);
        pid_t second = start(risk, &relay);
        problem = first > 0 && second > 0 ? quote(&relay, warmup, iterations, samples) : "cannot fork";
        end(second);
        end(first);
    }
    if (problem != NULL) snprintf(error, error_capacity, "%s", problem);
    return problem == NULL ? 0 : -1;
}

int obl_pin_to_highest_core(void) {
    cpu_set_t allowed, wanted;
    if (sched_getaffinity(0, sizeof allowed, &allowed) != 0) return -1;
    int core = CPU_SETSIZE - 1;
    while (core >= 0 && !CPU_ISSET(core, &allowed)) core--;
    if (core < 0) return -1;
    CPU_ZERO(&wanted);
    CPU_SET(core, &wanted);
    return sched_setaffinity(0, sizeof wanted, &wanted) == 0 ? core : -1;
}
