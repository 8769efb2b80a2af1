/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "hall-mess.h"

#include <string.h>

/* What breaks programs: signs of the formats, edges of numbers, rare characters, half of one. */
static const char *const morsels[] = {
  "\"",
  "'",
  "\\",
  "{",
  "}",
  "[",
  "]",
  ",",
  ":",
  ";",
  "\n",
  "\r\n",
  "\t",
  "\x01",
  "\x7f",
  " ",
  ".",
  "-",
  "+",
  "0",
  "1e9",
  "1E400",
  "-0",
  "9223372036854775807",
  "9223372036854775808",
  "-9223372036854775808",
  "0.005",
  "NaN",
  "\\u0000",
  "\\ud800",
  "\xc3",
  "\xed\xa0\x80",
  "\xf4\x90\x80\x80",
  "\xf0\xa0\xae\xb7",
  "䶮",
  "㛃",
  "元",
  "％",
  "\xe2\x80\xae",
  "\xef\xbb\xbf",
  "%s%n",
  "null",
  "true",
  "A001",
  "2026-02-30",
  "T24:00:00",
  "+99:99",
  "Z",
};

GRand *
hall_mess_new (guint32 seed)
{
  const char *given = g_getenv ("HALL_FUZZ_SEED");

  if (given != NULL)
    seed = (guint32)g_ascii_strtoull (given, NULL, 10);
  g_test_message ("HALL_FUZZ_SEED=%u", seed);
  return g_rand_new_with_seed (seed);
}

/* Tries everything in a quick run, and for as long as one likes with HALL_FUZZ_TIMES. */
guint
hall_mess_rounds (guint rounds)
{
  const char *times = g_getenv ("HALL_FUZZ_TIMES");

  return times != NULL ? rounds * (guint)g_ascii_strtoull (times, NULL, 10) : rounds;
}

char *
hall_mess_bytes (GRand *chance, gsize most, gsize *length)
{
  char *bytes;

  *length = (gsize)g_rand_int_range (chance, 0, (gint32)most + 1);
  bytes = g_malloc (*length + 1);
  for (gsize i = 0; i < *length; i++)
    bytes[i] = (char)g_rand_int_range (chance, 1, 256);
  bytes[*length] = '\0';
  return bytes;
}

/* Morsels in a row: often valid UTF-8, seldom sense. */
char *
hall_mess_text (GRand *chance, gsize most)
{
  GString *text = g_string_new (NULL);
  gsize n = (gsize)g_rand_int_range (chance, 0, (gint32)most + 1);

  for (gsize i = 0; i < n; i++)
    g_string_append (text, morsels[g_rand_int_range (chance, 0, G_N_ELEMENTS (morsels))]);
  return g_string_free (text, FALSE);
}

static void
change_once (GRand *chance, GString *text)
{
  gsize at = (gsize)g_rand_int_range (chance, 0, (gint32)text->len + 1);
  gsize wanted = (gsize)g_rand_int_range (chance, 1, 9);
  gsize length = MIN (text->len - at, wanted);

  switch (g_rand_int_range (chance, 0, 5)) {
  case 0:
    g_string_erase (text, (gssize)at, (gssize)length);
    break;
  case 1:
    g_string_insert (text, (gssize)at, morsels[g_rand_int_range (chance, 0, G_N_ELEMENTS (morsels))]);
    break;
  case 2:
    if (at < text->len)
      text->str[at] ^= (char)(1 << g_rand_int_range (chance, 0, 8));
    break;
  case 3: {
    g_autofree char *again = g_strndup (text->str + at, length);

    g_string_insert (text, (gssize)at, again);
    break;
  }
  default:
    g_string_truncate (text, at);
  }
}

/* Good input with one to four things done to it; never a NUL inside unless a flipped bit made one. */
char *
hall_mess_change (GRand *chance, const char *good, gsize *length)
{
  GString *text = g_string_new (good);
  int n = g_rand_int_range (chance, 1, 5);

  for (int i = 0; i < n; i++)
    change_once (chance, text);
  if (length != NULL)
    *length = text->len;
  return g_string_free (text, FALSE);
}

gint64
hall_mess_number (GRand *chance)
{
  static const gint64 edges[] = { 0,          1,          -1,         2,          99,         100,
                                  G_MAXINT32, G_MININT32, G_MAXINT64, G_MININT64, 99999999999 };

  if (g_rand_boolean (chance))
    return edges[g_rand_int_range (chance, 0, G_N_ELEMENTS (edges))];
  return (gint64)(((guint64)g_rand_int (chance) << 32) | g_rand_int (chance))
         >> g_rand_int_range (chance, 0, 63);
}
