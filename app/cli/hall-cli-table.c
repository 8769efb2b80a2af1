/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "hall-cli-private.h"

#include <string.h>

/**
 * HallCliTable:
 *
 * A table of text for a terminal. A Chinese character takes two places there, a combining one none.
 */
struct _HallCliTable {
  GPtrArray *headings;  /* of char * */
  GArray *to_the_right; /* of gboolean */
  GPtrArray *cells;     /* of char *, row by row */
};

HallCliTable *
hall_cli_table_new (void)
{
  HallCliTable *self = g_new0 (HallCliTable, 1);

  self->headings = g_ptr_array_new_with_free_func (g_free);
  self->to_the_right = g_array_new (FALSE, FALSE, sizeof (gboolean));
  self->cells = g_ptr_array_new_with_free_func (g_free);
  return self;
}

void
hall_cli_table_free (HallCliTable *self)
{
  g_ptr_array_unref (self->headings);
  g_array_unref (self->to_the_right);
  g_ptr_array_unref (self->cells);
  g_free (self);
}

void
hall_cli_table_add_column (HallCliTable *self, const char *heading, gboolean to_the_right)
{
  g_ptr_array_add (self->headings, g_strdup (heading));
  g_array_append_val (self->to_the_right, to_the_right);
}

/* Fills the next cell, row by row. */
void
hall_cli_table_add_cell (HallCliTable *self, const char *text)
{
  g_ptr_array_add (self->cells, g_strdup (text != NULL ? text : ""));
}

static int
places (const char *text)
{
  int n = 0;

  for (; *text != '\0'; text = g_utf8_next_char (text)) {
    gunichar c = g_utf8_get_char (text);

    if (!g_unichar_iszerowidth (c))
      n += g_unichar_iswide (c) ? 2 : 1;
  }
  return n;
}

static void
append_row (HallCliTable *self, GString *out, const char *indent, char **cells, const int *widths)
{
  gsize end;

  g_string_append (out, indent);
  for (guint i = 0; i < self->headings->len; i++) {
    int blanks = widths[i] - places (cells[i]);
    gboolean right = g_array_index (self->to_the_right, gboolean, i);

    if (i > 0)
      g_string_append (out, "  ");
    g_string_append_printf (out, "%*s%s%*s", right ? blanks : 0, "", cells[i], right ? 0 : blanks, "");
  }
  for (end = out->len; end > 0 && out->str[end - 1] == ' '; end--)
    ;
  g_string_truncate (out, end);
  g_string_append_c (out, '\n');
}

/**
 * hall_cli_table_append:
 * @self: a table whose rows are full
 * @out: where it goes
 * @indent: stands before each line
 *
 * Writes headings and rows.
 */
void
hall_cli_table_append (HallCliTable *self, GString *out, const char *indent)
{
  guint n = self->headings->len;
  g_autofree int *widths = g_new0 (int, n);

  g_assert (n > 0 && self->cells->len % n == 0);
  for (guint i = 0; i < n; i++)
    widths[i] = places (g_ptr_array_index (self->headings, i));
  for (guint i = 0; i < self->cells->len; i++)
    widths[i % n] = MAX (widths[i % n], places (g_ptr_array_index (self->cells, i)));

  append_row (self, out, indent, (char **)self->headings->pdata, widths);
  for (guint i = 0; i < self->cells->len; i += n)
    append_row (self, out, indent, (char **)self->cells->pdata + i, widths);
}
