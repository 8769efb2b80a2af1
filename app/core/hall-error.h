/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * HallError:
 * @HALL_ERROR_REFUSED: a rule of the hall says no; hall_error_get_rule() names it
 * @HALL_ERROR_INVALID: an argument cannot be right; hall_error_get_field() names it
 * @HALL_ERROR_FORBIDDEN: the role of the one who asks does not allow it
 * @HALL_ERROR_NOT_FOUND: what was named does not exist
 * @HALL_ERROR_CONFLICT: somebody else was faster, or the state has changed meanwhile
 * @HALL_ERROR_BUSY: the store is in use; asking again is right
 * @HALL_ERROR_UNAVAILABLE: the store cannot be reached or written
 * @HALL_ERROR_TOO_NEW: the store was made by a newer version of the program
 * @HALL_ERROR_CORRUPT: what is stored is damaged
 *
 * What an error means to the one who asked. The message is a sentence for people.
 */
typedef enum {
  HALL_ERROR_REFUSED,
  HALL_ERROR_INVALID,
  HALL_ERROR_FORBIDDEN,
  HALL_ERROR_NOT_FOUND,
  HALL_ERROR_CONFLICT,
  HALL_ERROR_BUSY,
  HALL_ERROR_UNAVAILABLE,
  HALL_ERROR_TOO_NEW,
  HALL_ERROR_CORRUPT,
} HallError;

#define HALL_ERROR (hall_error_quark ())
GQuark hall_error_quark (void);

const char *hall_error_code_name (int code);
const char *hall_error_get_rule (const GError *error);
const char *hall_error_get_field (const GError *error);

void
hall_set_error (GError **error, HallError code, const char *rule, const char *field, const char *format, ...)
    G_GNUC_PRINTF (5, 6);

G_END_DECLS
