#pragma once

#include <stddef.h>
#include <stdint.h>

// libsodium is opened when a signature is first made or checked, never linked: a program without it
// starts, runs its day and seals it unsigned. Its signatures are declared here (they are part of
// libsodium's stable interface), so that building needs no header of it either.

/// Opens libsodium once. 0, or -1 with a sentence in err. Call it before anything below, from one thread.
int obl_sodium_load(char *err, size_t n);

/// libsodium's version, "1.0.18"; NULL before obl_sodium_load.
const char *obl_sodium_version(void);

/// 32 bytes nobody can guess. 0, or -1.
int obl_sodium_random_seed(uint8_t seed[32]);

/// The Ed25519 key pair of a seed. 0, or -1.
int obl_sodium_key_pair(const uint8_t seed[32], uint8_t public_key[32], uint8_t secret_key[64]);

/// The Ed25519 signature of a message. 0, or -1.
int obl_sodium_sign(
    const uint8_t *message, size_t n, const uint8_t secret_key[64], uint8_t signature[64]);

/// 0 if the holder of the public key's secret half signed exactly this message, else -1.
int obl_sodium_verify(
    const uint8_t *message, size_t n, const uint8_t public_key[32], const uint8_t signature[64]);
