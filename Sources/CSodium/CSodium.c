#include "CSodium.h"

#include <dlfcn.h>
#include <stdio.h>

typedef unsigned long long length;

static struct {
    int (*init)(void);
    const char *(*version_string)(void);
    void (*random_bytes)(void *, size_t);
    int (*seed_keypair)(unsigned char *, unsigned char *, const unsigned char *);
    int (*sign)(unsigned char *, length *, const unsigned char *, length, const unsigned char *);
    int (*verify)(const unsigned char *, const unsigned char *, length, const unsigned char *);
} sodium;
static int loaded;

static void *open_library(void) {
    // Debian 12 and 13, then Debian and Fedora of the next generation, then whatever the linker finds.
    static const char *const names[] = {"libsodium.so.23", "libsodium.so.26", "libsodium.so"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        void *library = dlopen(names[i], RTLD_NOW | RTLD_LOCAL);
        if (library != NULL) return library;
    }
    return NULL;
}

int obl_sodium_load(char *err, size_t n) {
    if (loaded) return 0;
    void *library = open_library();
    if (library == NULL) {
        snprintf(err, n, "%s", dlerror());
        return -1;
    }
#define RESOLVE(member, name)                                                                      \
    sodium.member = (__typeof__(sodium.member))dlsym(library, name);                               \
    if (sodium.member == NULL) {                                                                   \
        snprintf(err, n, "this libsodium has no " name);                                           \
        dlclose(library);                                                                          \
        return -1;                                                                                 \
    }
    RESOLVE(init, "sodium_init")
    RESOLVE(version_string, "sodium_version_string")
    RESOLVE(random_bytes, "randombytes_buf")
    RESOLVE(seed_keypair, "crypto_sign_ed25519_seed_keypair")
    RESOLVE(sign, "crypto_sign_ed25519_detached")
    RESOLVE(verify, "crypto_sign_ed25519_verify_detached")
    if (sodium.init() < 0) {
        snprintf(err, n, "libsodium does not start");
        dlclose(library);
        return -1;
    }
    loaded = 1;
    return 0;
}

const char *obl_sodium_version(void) { return loaded ? sodium.version_string() : NULL; }

int obl_sodium_random_seed(uint8_t seed[32]) {
    if (!loaded) return -1;
    sodium.random_bytes(seed, 32);
    return 0;
}

int obl_sodium_key_pair(const uint8_t seed[32], uint8_t public_key[32], uint8_t secret_key[64]) {
    return loaded ? sodium.seed_keypair(public_key, secret_key, seed) : -1;
}

int obl_sodium_sign(
    const uint8_t *message, size_t n, const uint8_t secret_key[64], uint8_t signature[64]) {
    return loaded ? sodium.sign(signature, NULL, message, n, secret_key) : -1;
}

int obl_sodium_verify(
    const uint8_t *message, size_t n, const uint8_t public_key[32], const uint8_t signature[64]) {
    return loaded ? sodium.verify(signature, message, n, public_key) : -1;
}
