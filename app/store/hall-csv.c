/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "hall-csv.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "hall-error.h"

#define BYTE_ORDER_MARK "\xef\xbb\xbf"

/**
 * hall_csv_init:
 * @self: (out): a reader
 * @bytes: the file; it must outlive the reader
 * @error: INVALID when it is not UTF-8 text
 *
 * Returns: whether records can be read from it
 */
gboolean
hall_csv_init (HallCsv *self, GBytes *bytes, GError **error)
{
  gsize size;
  const char *data = g_bytes_get_data (bytes, &size);
  const char *bad = NULL;

  *self = (HallCsv){ .text = data, .end = data + size, .line = 1 };
  self->fields = g_ptr_array_new_with_free_func (g_free);
  if (size == 0)
    return TRUE;
  /* A NUL is valid nowhere in a text, and g_utf8_validate_len() stops at it. */
  if (!g_utf8_validate_len (data, size, &bad)) {
    gint64 line = 1;

    for (const char *c = data; c < bad; c++)
      line += *c == '\n';
    hall_set_error (error, HALL_ERROR_INVALID, NULL, NULL, _ ("line %d is not UTF-8 text"), (int)line);
    return FALSE;
  }
  if (size >= strlen (BYTE_ORDER_MARK) && memcmp (data, BYTE_ORDER_MARK, strlen (BYTE_ORDER_MARK)) == 0)
    self->text += strlen (BYTE_ORDER_MARK);
  return TRUE;
}

void
hall_csv_clear (HallCsv *self)
{
  g_clear_pointer (&self->fields, g_ptr_array_unref);
}

/* A field in quotes; the opening quote is read already. Two quotes stand for one. */
static gboolean
read_quoted (HallCsv *self, GString *field, GError **error)
{
  while (self->text < self->end) {
    char c = *self->text++;

    if (c == '"' && self->text < self->end && *self->text == '"') {
      self->text++;
    } else if (c == '"') {
      if (self->text == self->end || strchr (",\r\n", *self->text) != NULL)
        return TRUE;
      hall_set_error (error, HALL_ERROR_INVALID, NULL, NULL, _ ("something follows a closing quote"));
      return FALSE;
    } else if (c == '\n') {
      self->line++;
    }
    g_string_append_c (field, c);
  }
  hall_set_error (error, HALL_ERROR_INVALID, NULL, NULL, _ ("a quote is not closed"));
  return FALSE;
}

/* Passes the end of a line; %FALSE where there is none. */
static gboolean
pass_line_end (HallCsv *self)
{
  if (self->text < self->end && *self->text == '\r' && self->text + 1 < self->end && self->text[1] == '\n')
    self->text++;
  else if (self->text == self->end || *self->text != '\n')
    return FALSE;
  self->text++;
  self->line++;
  return TRUE;
}

static gboolean
read_field (HallCsv *self, GError **error)
{
  g_autoptr (GString) field = g_string_new (NULL);

  if (self->text < self->end && *self->text == '"') {
    self->text++;
    if (!read_quoted (self, field, error))
      return FALSE;
  } else {
    const char *start = self->text;

    while (self->text < self->end && *self->text != ',' && *self->text != '\n'
           && !(*self->text == '\r' && self->text + 1 < self->end && self->text[1] == '\n'))
      self->text++;
    g_string_append_len (field, start, self->text - start);
  }
  g_ptr_array_add (self->fields, g_string_free (g_steal_pointer (&field), FALSE));
  return TRUE;
}

/**
 * hall_csv_next:
 * @self: a reader
 * @error: INVALID: the rest cannot be read
 *
 * Reads the next record; empty lines are passed over.
 *
 * Returns: %TRUE when there is one, %FALSE at the end, with @error unset, or when it cannot be read
 */
gboolean
hall_csv_next (HallCsv *self, GError **error)
{
  while (pass_line_end (self))
    ;
  g_ptr_array_set_size (self->fields, 0);
  self->record = self->line;
  if (self->text == self->end)
    return FALSE;
  do {
    if (!read_field (self, error))
      return FALSE;
  } while (self->text < self->end && *self->text == ',' && self->text++);
  pass_line_end (self);
  return TRUE;
}

/* The text of a column of the last record, without blanks around it; "" when it has none. */
const char *
hall_csv_field (HallCsv *self, guint column)
{
  if (column >= self->fields->len)
    return "";
  return g_strstrip (g_ptr_array_index (self->fields, column));
}

/**
 * hall_csv_append:
 * @out: a line that is being written
 * @field: what comes next in it
 *
 * Appends a field, in quotes where it must be. A text that a spreadsheet would take for a formula gets an
 * apostrophe.
 */
void
hall_csv_append (GString *out, const char *field)
{
  gboolean number = g_ascii_isdigit (field[*field == '-' ? 1 : 0]);

  if (out->len > 0 && out->str[out->len - 1] != '\n')
    g_string_append_c (out, ',');
  if (*field != '\0' && strchr ("=+-@\t", *field) != NULL && !number) {
    g_autofree char *plain = g_strconcat ("'", field, NULL);

    g_string_append_printf (out, "%s", plain);
    return;
  }
  if (strpbrk (field, ",\"\r\n") == NULL) {
    g_string_append (out, field);
    return;
  }
  g_string_append_c (out, '"');
  for (; *field != '\0'; field++) {
    if (*field == '"')
      g_string_append_c (out, '"');
    g_string_append_c (out, *field);
  }
  g_string_append_c (out, '"');
}
