/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * HallCsv:
 *
 * Reads records of RFC 4180 from a text in memory: fields in quotes may hold commas, quotes and line breaks;
 * lines end in LF or CRLF; a byte order mark in front is passed over. On the stack; clear with
 * hall_csv_clear().
 */
typedef struct {
  const char *text; /* (not owned) */
  const char *end;
  gint64 line;       /* the line at which the next record begins, from 1 */
  gint64 record;     /* the line at which the last record began */
  GPtrArray *fields; /* of char * */
} HallCsv;

gboolean hall_csv_init (HallCsv *self, GBytes *bytes, GError **error);
void hall_csv_clear (HallCsv *self);
gboolean hall_csv_next (HallCsv *self, GError **error);
const char *hall_csv_field (HallCsv *self, guint column);

void hall_csv_append (GString *out, const char *field);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (HallCsv, hall_csv_clear)

G_END_DECLS
