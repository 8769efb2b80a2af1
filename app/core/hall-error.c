/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "hall-error.h"

#include "hall-person.h"

/* What a refusal carries beside its message: the rule that said no and the field that would satisfy it. */
typedef struct {
  char *rule;
  char *field;
} HallErrorPrivate;

static void
hall_error_private_init (HallErrorPrivate *priv)
{
}

static void
hall_error_private_copy (const HallErrorPrivate *src, HallErrorPrivate *dest)
{
  dest->rule = g_strdup (src->rule);
  dest->field = g_strdup (src->field);
}

static void
hall_error_private_clear (HallErrorPrivate *priv)
{
  g_free (priv->rule);
  g_free (priv->field);
}

G_DEFINE_EXTENDED_ERROR (HallError, hall_error)

/**
 * hall_error_code_name:
 * @code: a #HallError
 *
 * Returns: (transfer none): the name of the code in answers: REFUSED, INVALID ...
 */
const char *
hall_error_code_name (int code)
{
  static const char *const names[] = { "REFUSED", "INVALID",     "FORBIDDEN", "NOT_FOUND", "CONFLICT",
                                       "BUSY",    "UNAVAILABLE", "TOO_NEW",   "CORRUPT" };

  g_return_val_if_fail (code >= 0 && (gsize)code < G_N_ELEMENTS (names), "CORRUPT");
  return names[code];
}

/**
 * hall_error_get_rule:
 * @error: an error
 *
 * Returns: (transfer none) (nullable): the rule of the hall that refused, such as "S004 4.6"
 */
const char *
hall_error_get_rule (const GError *error)
{
  if (error == NULL || error->domain != HALL_ERROR)
    return NULL;
  return hall_error_get_private (error)->rule;
}

/**
 * hall_error_get_field:
 * @error: an error
 *
 * Returns: (transfer none) (nullable): the argument that was wrong or is missing
 */
const char *
hall_error_get_field (const GError *error)
{
  if (error == NULL || error->domain != HALL_ERROR)
    return NULL;
  return hall_error_get_private (error)->field;
}

/* Whatever somebody typed and is told back: no whole identity number in it (row 000-15). */
static char *
masked (const char *text)
{
  return text != NULL && g_utf8_validate (text, -1, NULL) ? hall_id_mask_in_text (text) : g_strdup (text);
}

/**
 * hall_set_error:
 * @error: (out) (optional): where the error goes
 * @code: what it means to the caller
 * @rule: (nullable): the rule that refused
 * @field: (nullable): the argument it is about
 * @format: a sentence for people, printf style
 * @...: its arguments
 */
void
hall_set_error (GError **error, HallError code, const char *rule, const char *field, const char *format, ...)
{
  g_autofree char *typed = NULL;
  g_autofree char *message = NULL;
  va_list args;

  if (error == NULL)
    return;

  va_start (args, format);
  typed = g_strdup_vprintf (format, args);
  va_end (args);
  message = masked (typed);

  g_return_if_fail (*error == NULL);
  *error = g_error_new_literal (HALL_ERROR, (int)code, message);
  hall_error_get_private (*error)->rule = g_strdup (rule);
  hall_error_get_private (*error)->field = masked (field);
}
