/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "hall-keys.h"

#include <glib/gi18n-lib.h>
#include <sodium.h>

#define MIN_PASSWORD_CHARS 6
#define FLOOR_BYTES (64 * 1024 * 1024)
#define FLOOR_PASSES 3

/**
 * hall_keys_init:
 * @error: UNAVAILABLE
 *
 * Returns: whether there is cryptography to work with
 */
gboolean
hall_keys_init (GError **error)
{
  if (sodium_init () < 0) {
    hall_set_error (error, HALL_ERROR_UNAVAILABLE, NULL, NULL,
                    _ ("cryptography is not available on this machine"));
    return FALSE;
  }
  return TRUE;
}

/**
 * hall_key_new:
 *
 * Returns: (transfer full): a new random key in guarded memory; free with hall_key_free()
 */
guint8 *
hall_key_new (void)
{
  guint8 *key = sodium_malloc (HALL_KEY_BYTES);

  g_assert (key != NULL);
  randombytes_buf (key, HALL_KEY_BYTES);
  return key;
}

guint8 *
hall_key_copy (const guint8 *key)
{
  guint8 *copy = sodium_malloc (HALL_KEY_BYTES);

  g_assert (copy != NULL);
  memcpy (copy, key, HALL_KEY_BYTES);
  return copy;
}

void
hall_key_free (guint8 *key)
{
  if (key != NULL)
    sodium_free (key); /* wipes it first */
}

static gboolean
derive (guint8 *out, const char *password, const guint8 *salt, guint64 passes, gsize bytes, GError **error)
{
  if (crypto_pwhash (out, HALL_KEY_BYTES, password, strlen (password), salt, passes, bytes,
                     crypto_pwhash_ALG_ARGON2ID13)
      != 0) {
    hall_set_error (error, HALL_ERROR_UNAVAILABLE, NULL, NULL,
                    _ ("there is not enough memory to check a password"));
    return FALSE;
  }
  return TRUE;
}

/**
 * hall_key_wrap:
 * @key: the hall's key
 * @password: the password
 * @owner: whose it is; the wrapped key opens for nobody else
 * @kdf: how much work
 * @out: (out): the wrapped key; clear with hall_wrapped_key_clear()
 * @error: INVALID when the password is too short
 *
 * Seals the hall's key (XChaCha20-Poly1305) with a key derived from the password (Argon2id). Takes half a
 * second.
 *
 * Returns: whether it is sealed
 */
gboolean
hall_key_wrap (const guint8 *key,
               const char *password,
               const char *owner,
               HallKdf kdf,
               HallWrappedKey *out,
               GError **error)
{
  gsize bytes = kdf == HALL_KDF_HALL ? crypto_pwhash_MEMLIMIT_MODERATE : FLOOR_BYTES;
  guint8 salt[crypto_pwhash_SALTBYTES];
  guint8 sealed[crypto_aead_xchacha20poly1305_ietf_NPUBBYTES + HALL_KEY_BYTES
                + crypto_aead_xchacha20poly1305_ietf_ABYTES];
  guint8 *kek;

  if (g_utf8_strlen (password, -1) < MIN_PASSWORD_CHARS) {
    hall_set_error (error, HALL_ERROR_INVALID, NULL, "password", _ ("a password has at least %d characters"),
                    MIN_PASSWORD_CHARS);
    return FALSE;
  }

  randombytes_buf (salt, sizeof salt);
  randombytes_buf (sealed, crypto_aead_xchacha20poly1305_ietf_NPUBBYTES);
  kek = sodium_malloc (HALL_KEY_BYTES);
  g_assert (kek != NULL);
  if (!derive (kek, password, salt, FLOOR_PASSES, bytes, error)) {
    sodium_free (kek);
    return FALSE;
  }
  crypto_aead_xchacha20poly1305_ietf_encrypt (sealed + crypto_aead_xchacha20poly1305_ietf_NPUBBYTES, NULL,
                                              key, HALL_KEY_BYTES, (const guint8 *)owner, strlen (owner),
                                              NULL, sealed, kek);
  sodium_free (kek);

  out->kdf = g_strdup_printf ("%d,%" G_GSIZE_FORMAT, FLOOR_PASSES, bytes);
  out->salt = g_bytes_new (salt, sizeof salt);
  out->wrapped = g_bytes_new (sealed, sizeof sealed);
  return TRUE;
}

/**
 * hall_key_unwrap:
 * @wrapped: what is stored for a member of staff
 * @password: the password they typed
 * @owner: their staff number
 * @error: FORBIDDEN when it does not open
 *
 * Returns: (transfer full) (nullable): the hall's key; free with hall_key_free()
 */
guint8 *
hall_key_unwrap (const HallWrappedKey *wrapped, const char *password, const char *owner, GError **error)
{
  const gsize nonce_bytes = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES;
  const guint8 *sealed;
  gsize size;
  guint64 passes = 0;
  guint64 bytes = 0;
  guint8 *kek;
  guint8 *key;
  gboolean opened;

  /* Never below the floor, whatever stands in the file. */
  if (sscanf (wrapped->kdf, "%" G_GINT64_MODIFIER "u,%" G_GINT64_MODIFIER "u", &passes, &bytes) != 2
      || passes < FLOOR_PASSES || bytes < FLOOR_BYTES || bytes > G_GUINT64_CONSTANT (4) * 1024 * 1024 * 1024
      || g_bytes_get_size (wrapped->salt) != crypto_pwhash_SALTBYTES) {
    hall_set_error (error, HALL_ERROR_CORRUPT, NULL, NULL, _ ("the stored password of %s is damaged"), owner);
    return NULL;
  }
  sealed = g_bytes_get_data (wrapped->wrapped, &size);
  if (size != nonce_bytes + HALL_KEY_BYTES + crypto_aead_xchacha20poly1305_ietf_ABYTES) {
    hall_set_error (error, HALL_ERROR_CORRUPT, NULL, NULL, _ ("the stored password of %s is damaged"), owner);
    return NULL;
  }

  kek = sodium_malloc (HALL_KEY_BYTES);
  key = sodium_malloc (HALL_KEY_BYTES);
  g_assert (kek != NULL && key != NULL);
  if (!derive (kek, password, g_bytes_get_data (wrapped->salt, NULL), passes, (gsize)bytes, error)) {
    sodium_free (kek);
    sodium_free (key);
    return NULL;
  }
  opened = crypto_aead_xchacha20poly1305_ietf_decrypt (key, NULL, NULL, sealed + nonce_bytes,
                                                       size - nonce_bytes, (const guint8 *)owner,
                                                       strlen (owner), sealed, kek)
           == 0;
  sodium_free (kek);
  if (!opened) {
    sodium_free (key);
    hall_set_error (error, HALL_ERROR_FORBIDDEN, NULL, "password",
                    _ ("the staff number or the password is wrong"));
    return NULL;
  }
  return key;
}

void
hall_wrapped_key_clear (HallWrappedKey *self)
{
  g_clear_pointer (&self->kdf, g_free);
  g_clear_pointer (&self->salt, g_bytes_unref);
  g_clear_pointer (&self->wrapped, g_bytes_unref);
}

/**
 * hall_key_seal:
 * @key: the hall's key
 * @text: what nobody may read without it
 * @owner: where it stands: "case_file|17|id_sealed"; it opens nowhere else
 *
 * Returns: (transfer full): nonce and sealed text (XChaCha20-Poly1305)
 */
GBytes *
hall_key_seal (const guint8 *key, const char *text, const char *owner)
{
  const gsize nonce_bytes = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES;
  gsize size = strlen (text);
  gsize total = nonce_bytes + size + crypto_aead_xchacha20poly1305_ietf_ABYTES;
  guint8 *sealed = g_malloc (total);

  randombytes_buf (sealed, nonce_bytes);
  crypto_aead_xchacha20poly1305_ietf_encrypt (sealed + nonce_bytes, NULL, (const guint8 *)text, size,
                                              (const guint8 *)owner, strlen (owner), NULL, sealed, key);
  return g_bytes_new_take (sealed, total);
}

/**
 * hall_key_open:
 * @key: the hall's key
 * @sealed: what hall_key_seal() made
 * @owner: where it stands
 * @error: CORRUPT when it does not open
 *
 * Returns: (transfer full): the text
 */
char *
hall_key_open (const guint8 *key, GBytes *sealed, const char *owner, GError **error)
{
  const gsize nonce_bytes = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES;
  const gsize tag_bytes = crypto_aead_xchacha20poly1305_ietf_ABYTES;
  gsize size;
  const guint8 *data = g_bytes_get_data (sealed, &size);
  g_autofree char *text = NULL;

  if (size >= nonce_bytes + tag_bytes) {
    text = g_malloc0 (size - nonce_bytes - tag_bytes + 1);
    if (crypto_aead_xchacha20poly1305_ietf_decrypt ((guint8 *)text, NULL, NULL, data + nonce_bytes,
                                                    size - nonce_bytes, (const guint8 *)owner, strlen (owner),
                                                    data, key)
        == 0)
      return g_steal_pointer (&text);
  }
  hall_set_error (error, HALL_ERROR_CORRUPT, NULL, NULL,
                  _ ("what is sealed does not open with the hall's key"));
  return NULL;
}

/**
 * hall_password_new:
 *
 * Returns: (transfer full): a random first password, without characters that look alike
 */
char *
hall_password_new (void)
{
  static const char letters[] = "abcdefghjkmnpqrstuvwxyz23456789";
  char password[11];

  for (gsize i = 0; i < sizeof password - 1; i++)
    password[i] = letters[randombytes_uniform (sizeof letters - 1)];
  password[sizeof password - 1] = '\0';
  return g_strdup (password);
}
