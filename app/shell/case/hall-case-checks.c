/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "hall-case-checks.h"

#include <glib/gi18n-lib.h>

#include "hall-shell.h"

/* What is typed of somebody, judged by the rules of the hall (5.8) while it can still be put right. What it
 * is is said in words that tell nothing of the person: a customer at the next counter may look on. */

/**
 * hall_case_check_name:
 * @text: a name
 * @words: (out): nothing
 * @error: what is wrong
 * @data: unused
 *
 * Returns: whether it can be a name (row 002-25)
 */
gboolean
hall_case_check_name (const char *text, char **words, GError **error, gpointer data)
{
  g_autofree char *name = hall_person_name_parse (text, "name", error);

  return name != NULL;
}

/**
 * hall_case_check_phone:
 * @text: a telephone number
 * @words: (out): what kind it is
 * @error: what is wrong
 * @data: unused
 *
 * Returns: whether it can be one (row 002-26)
 */
gboolean
hall_case_check_phone (const char *text, char **words, GError **error, gpointer data)
{
  HallPhoneKind kind;
  g_autofree char *phone = hall_phone_parse (text, "phone", &kind, error);

  if (phone == NULL)
    return FALSE;
  *words = g_strdup (kind == HALL_PHONE_MOBILE     ? _ ("A mobile number")
                     : kind == HALL_PHONE_LANDLINE ? _ ("A landline number")
                                                   : _ ("A service number: a company’s"));
  return TRUE;
}

/**
 * hall_case_check_number:
 * @text: the number of an identity paper
 * @words: (out): that it fits together
 * @error: what is wrong
 * @data: the paper
 *
 * Returns: whether it can be one; the number itself is nowhere repeated (row 000-15)
 */
gboolean
hall_case_check_number (const char *text, char **words, GError **error, gpointer data)
{
  const HallCasePaper *paper = data;
  HallIdFacts facts = { 0 };
  g_autofree char *today = hall_shell_time (paper->now, "%Y-%m-%d");
  g_autofree char *number = hall_id_parse (paper->type, text, today, "id_number", &facts, error);

  if (number == NULL)
    return FALSE;
  if (paper->type == HALL_ID_NUMBER)
    *words = g_strdup (facts.age_doubtful ? _ ("Check digit and date are right, but look again at the year")
                                          : _ ("Check digit and date are right"));
  return TRUE;
}

/**
 * hall_case_check_tail:
 * @text: the last four characters of a number, or all of it
 * @words: (out): that it fits together
 * @error: what is wrong
 * @data: the paper
 *
 * Returns: whether it can be that
 */
gboolean
hall_case_check_tail (const char *text, char **words, GError **error, gpointer data)
{
  g_autofree char *tail = NULL;

  if (g_utf8_strlen (text, -1) > 4)
    return hall_case_check_number (text, words, error, data);
  tail = hall_id_last_four_parse (text, "id_number", error);
  return tail != NULL;
}
