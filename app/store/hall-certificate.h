/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "hall-error.h"

G_BEGIN_DECLS

/**
 * HallCertificate:
 * @subject: whose it is
 * @issuer: who says so
 * @names: the names it is good for, separated by commas
 * @valid_from: µs since the epoch
 * @valid_until: µs since the epoch
 * @fingerprint: SHA-256, "AB:CD:…"
 * @anchor: (nullable): PEM of what has to be trusted for it to be trusted: itself, or the authority the
 *   server sends along; %NULL where that is not known here
 * @anchor_is_own: whether @anchor is the certificate itself
 *
 * What a server says it is.
 */
typedef struct {
  char *subject;
  char *issuer;
  char *names;
  gint64 valid_from;
  gint64 valid_until;
  char *fingerprint;
  char *anchor;
  gboolean anchor_is_own;
} HallCertificate;

HallCertificate *hall_certificate_new_from_ssl (gpointer ssl);
gboolean hall_certificate_is_for (gpointer ssl, const char *host);
void hall_certificate_free (HallCertificate *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HallCertificate, hall_certificate_free)

char *hall_certificate_get_trust_path (void);
gboolean hall_certificate_trust (const HallCertificate *self, GError **error);

G_END_DECLS
