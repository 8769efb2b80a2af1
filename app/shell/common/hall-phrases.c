/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "hall-phrases.h"

#include <glib/gi18n.h>

static const HallMoment moments[] = {
  { "greeting", N_ ("Greeting"), "wh" },
  { "materials", N_ ("What to bring"), "cl" },
  { "call", N_ ("Call"), "jh" },
  { "opening", N_ ("Opening"), "kc" },
  { "opening-after-wait", N_ ("Opening after a long wait"), "jdkc" },
  { "soothe-wait", N_ ("Soothing those who wait"), "jdaf" },
  { "apology-wait", N_ ("Apology for the wait"), "dq" },
  { "identity", N_ ("Checking identity"), "sfhd" },
  { "open-question", N_ ("Open question"), "kftw" },
  { "listen", N_ ("Listening"), "qt" },
  { "clarify", N_ ("Asking to explain"), "qsm" },
  { "interrupt", N_ ("Interrupting politely"), "ch" },
  { "restate", N_ ("Restating"), "fs" },
  { "password", N_ ("Typing a password"), "mm" },
  { "one-time-notice", N_ ("Telling everything at once"), "ycgz" },
  { "consult", N_ ("Asking the lead"), "qs" },
  { "refuse", N_ ("Not accepted"), "bysl" },
  { "accepted", N_ ("Accepted"), "sltx" },
  { "cash-sentence", N_ ("Read-back"), "csf" },
  { "cash-exact", N_ ("Read-back without change"), "wzl" },
  { "pause", N_ ("Leaving for a moment"), "zl" },
  { "transfer", N_ ("Passing on to another"), "zb" },
  { "complaint-soothe", N_ ("Soothing a complaint"), "tsaf" },
  { "complaint-acknowledge", N_ ("Acknowledging feelings"), "rkqx" },
  { "leave-contact", N_ ("Asking for contact"), "lxfs" },
  { "cannot-now", N_ ("Not possible now"), "zbn" },
  { "accept-plan", N_ ("Customer agrees"), "jsfa" },
  { "emergency", N_ ("Emergency"), "jj" },
  { "summary", N_ ("Summing up"), "zj" },
  { "closing-question", N_ ("Closing question"), "bwxw" },
  { "anything-else", N_ ("Anything else?"), "hyxy" },
  { "farewell", N_ ("Farewell"), "gb" },
};

/**
 * hall_moments:
 * @n: (out): how many there are
 *
 * Returns: (transfer none) (array length=n): the moments that have phrases at a counter, in the order of a
 * visit
 */
const HallMoment *
hall_moments (gsize *n)
{
  g_return_val_if_fail (n != NULL, NULL);

  *n = G_N_ELEMENTS (moments);
  return moments;
}

/**
 * hall_moment_title:
 * @name: a moment
 *
 * Returns: (transfer none): what it is called on screen; @name itself where the phrase book has one of its
 * own
 */
const char *
hall_moment_title (const char *name)
{
  g_return_val_if_fail (name != NULL, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (moments); i++)
    if (g_str_equal (moments[i].name, name))
      return _ (moments[i].title);
  return name;
}
