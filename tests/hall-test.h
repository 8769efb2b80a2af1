/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>
#include <string.h>

/**
 * hall_test_proves:
 * @rows: ids of rows of tests/rules.tsv, parted by spaces ("004-15 004-16")
 *
 * Says in the test's own output which rows of the hall's rules it proves. Aborts on an id that is not written
 * as three digits, a dash and two digits: a row that is misspelt would be counted for nobody.
 */
static inline void
hall_test_proves (const char *rows)
{
  g_auto (GStrv) ids = g_strsplit (rows, " ", -1);

  g_assert_nonnull (ids[0]);
  for (gsize i = 0; ids[i] != NULL; i++) {
    const char *id = ids[i];

    g_assert_cmpuint (strlen (id), ==, 6);
    for (gsize at = 0; at < 6; at++)
      g_assert_true (at == 3 ? id[at] == '-' : g_ascii_isdigit (id[at]));
    g_test_message ("proves %s", id);
  }
}

/* The first statement of a test that proves rows of the rules; ./dev rules finds it by this name. */
#define HALL_PROVES(rows) hall_test_proves (rows)
