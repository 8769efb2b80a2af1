/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "hall-kiosk-reasons.h"

#include <glib/gi18n.h>

/* The closed list of who goes first (S004 5.3). The code goes into the command and nowhere else. */
static const struct {
  const char *code;
  const char *name;
  const char *proof;
} reasons[HALL_KIOSK_N_REASONS] = {
  { "elder", N_ ("Elderly"), N_ ("Please have your ID card ready") },
  { "disabled", N_ ("Disabled"), N_ ("Please have your certificate ready") },
  { "veteran", N_ ("Military, veterans and their families"), N_ ("Please have your certificate ready") },
  { "pregnant", N_ ("Pregnant or with a baby"), N_ ("No certificate needed") },
  { "illness", N_ ("Seriously ill"), N_ ("Tell us if you need help") },
  { "return", N_ ("Back with missing papers"), N_ ("Please have your one-time notice ready") },
};

static gssize
find (const char *code)
{
  for (gsize i = 0; code != NULL && i < G_N_ELEMENTS (reasons); i++)
    if (g_str_equal (reasons[i].code, code))
      return (gssize)i;
  return -1;
}

/**
 * hall_kiosk_reason_code:
 * @index: 0 to HALL_KIOSK_N_REASONS - 1
 *
 * The reasons for priority, in the order in which they are offered.
 *
 * Returns: what the command take-ticket calls the reason
 */
const char *
hall_kiosk_reason_code (guint index)
{
  g_return_val_if_fail (index < HALL_KIOSK_N_REASONS, NULL);

  return reasons[index].code;
}

/**
 * hall_kiosk_reason_name:
 * @words: the language
 * @code: a reason's code
 *
 * What a reason is called.
 *
 * Returns: (nullable): the name, %NULL when there is no such reason
 */
const char *
hall_kiosk_reason_name (HallWords *words, const char *code)
{
  gssize at = find (code);

  return at >= 0 ? hall_words_get (words, reasons[at].name) : NULL;
}

/**
 * hall_kiosk_reason_proof:
 * @words: the language
 * @code: a reason's code
 *
 * What to show at the counter for it.
 *
 * Returns: (nullable): a sentence, %NULL when there is no such reason
 */
const char *
hall_kiosk_reason_proof (HallWords *words, const char *code)
{
  gssize at = find (code);

  return at >= 0 ? hall_words_get (words, reasons[at].proof) : NULL;
}
