/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "hall-certificate.h"

#include <gio/gio.h>
#include <glib/gi18n-lib.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>

/* What stands in a server's certificate, and where a trusted one is kept so that libpq checks against it. */

G_DEFINE_AUTOPTR_CLEANUP_FUNC (X509, X509_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (BIO, BIO_free)

static char *
take_text (BIO *bio)
{
  char *data = NULL;
  long length = BIO_get_mem_data (bio, &data);

  return g_utf8_make_valid (data, (gssize)length);
}

static char *
name_text (const X509_NAME *name)
{
  g_autoptr (BIO) bio = BIO_new (BIO_s_mem ());

  X509_NAME_print_ex (bio, name, 0, XN_FLAG_ONELINE & ~ASN1_STRFLGS_ESC_MSB);
  return take_text (bio);
}

static gint64
time_us (const ASN1_TIME *time)
{
  struct tm parts = { 0 };

  if (!ASN1_TIME_to_tm (time, &parts))
    return 0;
  return (gint64)timegm (&parts) * G_USEC_PER_SEC;
}

static char *
fingerprint_text (const X509 *certificate)
{
  unsigned char hash[EVP_MAX_MD_SIZE];
  unsigned int length = 0;
  GString *text = g_string_new (NULL);

  X509_digest (certificate, EVP_sha256 (), hash, &length);
  for (unsigned int i = 0; i < length; i++)
    g_string_append_printf (text, "%s%02X", i > 0 ? ":" : "", hash[i]);
  return g_string_free (text, FALSE);
}

static void
add_address (GString *text, const ASN1_OCTET_STRING *ip)
{
  const int length = ASN1_STRING_length (ip);
  g_autoptr (GInetAddress) address = NULL;
  g_autofree char *written = NULL;

  if (length != 4 && length != 16)
    return;
  address = g_inet_address_new_from_bytes (ASN1_STRING_get0_data (ip),
                                           length == 4 ? G_SOCKET_FAMILY_IPV4 : G_SOCKET_FAMILY_IPV6);
  written = g_inet_address_to_string (address);
  g_string_append_printf (text, "%s%s", text->len > 0 ? ", " : "", written);
}

static char *
names_text (X509 *certificate)
{
  GENERAL_NAMES *names = X509_get_ext_d2i (certificate, NID_subject_alt_name, NULL, NULL);
  g_autoptr (GString) text = g_string_new (NULL);

  for (int i = 0; i < sk_GENERAL_NAME_num (names); i++) {
    const GENERAL_NAME *name = sk_GENERAL_NAME_value (names, i);

    if (name->type == GEN_DNS)
      g_string_append_printf (text, "%s%.*s", text->len > 0 ? ", " : "", ASN1_STRING_length (name->d.dNSName),
                              (const char *)ASN1_STRING_get0_data (name->d.dNSName));
    else if (name->type == GEN_IPADD)
      add_address (text, name->d.iPAddress);
  }
  if (names != NULL)
    GENERAL_NAMES_free (names);
  if (text->len == 0) {
    char common[256] = "";

    X509_NAME_get_text_by_NID (X509_get_subject_name (certificate), NID_commonName, common, sizeof common);
    g_string_append (text, common);
  }
  return g_utf8_make_valid (text->str, -1);
}

/* What is signed by itself: the certificate, or an authority among those that the server sent along. */
static char *
anchor_text (SSL *ssl, X509 *certificate, gboolean *own)
{
  STACK_OF (X509) *chain = SSL_get_peer_cert_chain (ssl);
  g_autoptr (BIO) bio = BIO_new (BIO_s_mem ());
  X509 *anchor = X509_self_signed (certificate, 0) == 1 ? certificate : NULL;

  *own = anchor != NULL;
  for (int i = 0; anchor == NULL && i < sk_X509_num (chain); i++)
    if (X509_self_signed (sk_X509_value (chain, i), 0) == 1)
      anchor = sk_X509_value (chain, i);
  if (anchor == NULL || !PEM_write_bio_X509 (bio, anchor))
    return NULL;
  return take_text (bio);
}

/**
 * hall_certificate_new_from_ssl:
 * @ssl: what libpq's PQsslStruct() returned
 *
 * Returns: (transfer full) (nullable): the server's certificate, %NULL when it showed none
 */
HallCertificate *
hall_certificate_new_from_ssl (gpointer ssl)
{
  g_autoptr (X509) certificate = NULL;
  HallCertificate *self;

  g_return_val_if_fail (ssl != NULL, NULL);

  certificate = SSL_get1_peer_certificate (ssl);
  if (certificate == NULL)
    return NULL;
  self = g_new0 (HallCertificate, 1);
  self->subject = name_text (X509_get_subject_name (certificate));
  self->issuer = name_text (X509_get_issuer_name (certificate));
  self->names = names_text (certificate);
  self->valid_from = time_us (X509_get0_notBefore (certificate));
  self->valid_until = time_us (X509_get0_notAfter (certificate));
  self->fingerprint = fingerprint_text (certificate);
  self->anchor = anchor_text (ssl, certificate, &self->anchor_is_own);
  return self;
}

/**
 * hall_certificate_is_for:
 * @ssl: what libpq's PQsslStruct() returned
 * @host: the name or number the server was called by
 *
 * Returns: whether the server's certificate is good for that name
 */
gboolean
hall_certificate_is_for (gpointer ssl, const char *host)
{
  g_autoptr (X509) certificate = NULL;

  g_return_val_if_fail (ssl != NULL && host != NULL, FALSE);

  certificate = SSL_get1_peer_certificate (ssl);
  if (certificate == NULL)
    return FALSE;
  if (g_hostname_is_ip_address (host))
    return X509_check_ip_asc (certificate, host, 0) == 1;
  return X509_check_host (certificate, host, 0, 0, NULL) == 1;
}

void
hall_certificate_free (HallCertificate *self)
{
  g_free (self->subject);
  g_free (self->issuer);
  g_free (self->names);
  g_free (self->fingerprint);
  g_free (self->anchor);
  g_free (self);
}

/**
 * hall_certificate_get_trust_path:
 *
 * Returns: (transfer full): the file of trusted certificates that libpq checks servers against
 */
char *
hall_certificate_get_trust_path (void)
{
  const char *given = g_getenv ("PGSSLROOTCERT");

  if (given != NULL && *given != '\0')
    return g_strdup (given);
  if (g_getenv ("FLATPAK_ID") != NULL)
    return g_build_filename (g_get_user_config_dir (), "halldesk", "root.crt", NULL);
  return g_build_filename (g_get_home_dir (), ".postgresql", "root.crt", NULL);
}

/**
 * hall_certificate_trust:
 * @self: a certificate with an anchor, which a person has compared with what the hall's IT says
 * @error: UNAVAILABLE when the file cannot be written
 *
 * Adds its anchor to the file of trusted certificates. What is trusted there already stays trusted.
 *
 * Returns: whether servers with this certificate are trusted now
 */
gboolean
hall_certificate_trust (const HallCertificate *self, GError **error)
{
  g_autofree char *path = hall_certificate_get_trust_path ();
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *old = NULL;
  g_autofree char *text = NULL;
  g_autoptr (GError) local = NULL;

  g_return_val_if_fail (self != NULL && self->anchor != NULL, FALSE);

  if (!g_file_get_contents (path, &old, NULL, &local)
      && !g_error_matches (local, G_FILE_ERROR, G_FILE_ERROR_NOENT)) {
    hall_set_error (error, HALL_ERROR_UNAVAILABLE, NULL, NULL, "%s", local->message);
    return FALSE;
  }
  g_clear_error (&local);
  if (old != NULL && strstr (old, self->anchor) != NULL)
    return TRUE;
  text = g_strconcat (old != NULL ? old : "", old != NULL && !g_str_has_suffix (old, "\n") ? "\n" : "",
                      self->anchor, NULL);
  g_mkdir_with_parents (folder, 0700);
  if (g_file_set_contents_full (path, text, -1, G_FILE_SET_CONTENTS_CONSISTENT, 0644, &local))
    return TRUE;
  hall_set_error (error, HALL_ERROR_UNAVAILABLE, NULL, NULL, "%s", local->message);
  return FALSE;
}
