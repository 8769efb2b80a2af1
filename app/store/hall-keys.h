/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "hall-error.h"

G_BEGIN_DECLS

#define HALL_KEY_BYTES 32

/**
 * HallWrappedKey:
 * @kdf: Argon2id parameters, "ops,bytes"
 * @salt: of this member of staff
 * @wrapped: nonce and sealed hall key
 *
 * The hall's key as one member of staff can open it. There is no password hash beside it: that it opens is
 * the check.
 */
typedef struct {
  char *kdf;
  GBytes *salt;
  GBytes *wrapped;
} HallWrappedKey;

/* How much work a guess costs: what a hall uses, and the least that this program accepts. */
typedef enum {
  HALL_KDF_HALL,     /* 256 MiB, three passes */
  HALL_KDF_PRACTICE, /* 64 MiB, three passes: the floor */
} HallKdf;

gboolean hall_keys_init (GError **error);
guint8 *hall_key_new (void);
guint8 *hall_key_copy (const guint8 *key);
void hall_key_free (guint8 *key);

gboolean hall_key_wrap (const guint8 *key,
                        const char *password,
                        const char *owner,
                        HallKdf kdf,
                        HallWrappedKey *out,
                        GError **error);
guint8 *
hall_key_unwrap (const HallWrappedKey *wrapped, const char *password, const char *owner, GError **error);
void hall_wrapped_key_clear (HallWrappedKey *self);

GBytes *hall_key_seal (const guint8 *key, const char *text, const char *owner);
char *hall_key_open (const guint8 *key, GBytes *sealed, const char *owner, GError **error);

char *hall_password_new (void);

G_END_DECLS
