/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "hall-json.h"

#include <glib/gi18n-lib.h>
#include <json-glib/json-glib.h>
#include <math.h>

/* A 10 MB text is a text; a 200 MB one is an accident. */
#define MAX_BYTES (32 * 1024 * 1024)
#define MAX_DEPTH 16

static gboolean
is_plain (guchar c)
{
  return c >= 0x20 && c != 0x7f && c != '"' && c != '\\';
}

static void
append_string (GString *out, const char *text)
{
  g_string_append_c (out, '"');
  while (*text != '\0') {
    const char *start = text;

    while (is_plain ((guchar)*text))
      text++;
    g_string_append_len (out, start, text - start);
    switch (*text) {
    case '\0':
      continue;
    case '"':
      g_string_append (out, "\\\"");
      break;
    case '\\':
      g_string_append (out, "\\\\");
      break;
    case '\n':
      g_string_append (out, "\\n");
      break;
    case '\t':
      g_string_append (out, "\\t");
      break;
    default:
      g_string_append_printf (out, "\\u%04x", (guchar)*text);
    }
    text++;
  }
  g_string_append_c (out, '"');
}

static void append_value (GString *out, GVariant *value);

static void
append_group (GString *out, GVariant *value)
{
  GVariantIter iter;
  const char *key;
  GVariant *item;
  gboolean first = TRUE;

  g_string_append_c (out, '{');
  g_variant_iter_init (&iter, value);
  while (g_variant_iter_next (&iter, "{&sv}", &key, &item)) {
    if (!first)
      g_string_append_c (out, ',');
    first = FALSE;
    append_string (out, key);
    g_string_append_c (out, ':');
    append_value (out, item);
    g_variant_unref (item);
  }
  g_string_append_c (out, '}');
}

static void
append_list (GString *out, GVariant *value)
{
  gsize n = g_variant_n_children (value);

  g_string_append_c (out, '[');
  for (gsize i = 0; i < n; i++) {
    g_autoptr (GVariant) child = g_variant_get_child_value (value, i);

    if (i > 0)
      g_string_append_c (out, ',');
    append_value (out, child);
  }
  g_string_append_c (out, ']');
}

/* Bytes are named by their hash: they are kept elsewhere and never stand in a journal. */
static void
append_bytes (GString *out, GVariant *value)
{
  g_autofree char *hash = g_compute_checksum_for_data (G_CHECKSUM_SHA256, g_variant_get_data (value),
                                                       g_variant_get_size (value));

  g_string_append_printf (out, "\"sha256:%s\"", hash);
}

static void
append_value (GString *out, GVariant *value)
{
  if (g_variant_is_of_type (value, G_VARIANT_TYPE_VARIANT)) {
    g_autoptr (GVariant) inner = g_variant_get_variant (value);

    append_value (out, inner);
  } else if (g_variant_is_of_type (value, G_VARIANT_TYPE_STRING)) {
    append_string (out, g_variant_get_string (value, NULL));
  } else if (g_variant_is_of_type (value, G_VARIANT_TYPE_INT64)) {
    g_string_append_printf (out, "%" G_GINT64_FORMAT, g_variant_get_int64 (value));
  } else if (g_variant_is_of_type (value, G_VARIANT_TYPE_BOOLEAN)) {
    g_string_append (out, g_variant_get_boolean (value) ? "true" : "false");
  } else if (g_variant_is_of_type (value, G_VARIANT_TYPE_DOUBLE)) {
    char buffer[G_ASCII_DTOSTR_BUF_SIZE];

    g_string_append (out, g_ascii_formatd (buffer, sizeof buffer, "%.10g", g_variant_get_double (value)));
  } else if (g_variant_is_of_type (value, G_VARIANT_TYPE_VARDICT)) {
    append_group (out, value);
  } else if (g_variant_is_of_type (value, G_VARIANT_TYPE_BYTESTRING)) {
    append_bytes (out, value);
  } else {
    g_assert (g_variant_is_of_type (value, G_VARIANT_TYPE_ARRAY));
    append_list (out, value);
  }
}

/**
 * hall_json_from_variant:
 * @value: a value made of s, x, b, d, ay, lists and a{sv}
 *
 * The same value always gives the same text, for the journal's hashes rest on it.
 *
 * Returns: (transfer full): its JSON text
 */
char *
hall_json_from_variant (GVariant *value)
{
  g_autoptr (GString) out = g_string_new (NULL);

  g_return_val_if_fail (value != NULL, NULL);
  append_value (out, value);
  return g_string_free (g_steal_pointer (&out), FALSE);
}

static GVariant *node_to_variant (JsonNode *node, int depth, GError **error);

/* Half of a surrogate pair can be written in JSON; it is no character, in a name as little as in a value. */
static gboolean
check_text (const char *text, GError **error)
{
  if (g_utf8_validate (text, -1, NULL))
    return TRUE;
  hall_set_error (error, HALL_ERROR_INVALID, NULL, NULL, _ ("a text is not valid UTF-8"));
  return FALSE;
}

static GVariant *
object_to_variant (JsonObject *object, int depth, GError **error)
{
  g_auto (GVariantBuilder) builder = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE_VARDICT);
  JsonObjectIter iter;
  const char *name;
  JsonNode *member;

  json_object_iter_init_ordered (&iter, object);
  while (json_object_iter_next_ordered (&iter, &name, &member)) {
    GVariant *value;

    if (json_node_is_null (member))
      continue;
    if (!check_text (name, error))
      return NULL;
    value = node_to_variant (member, depth + 1, error);
    if (value == NULL)
      return NULL;
    g_variant_builder_add (&builder, "{sv}", name, value);
  }
  return g_variant_builder_end (&builder);
}

static GVariant *
array_to_variant (JsonArray *array, int depth, GError **error)
{
  g_auto (GVariantBuilder) builder = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("av"));

  for (guint i = 0; i < json_array_get_length (array); i++) {
    GVariant *value = node_to_variant (json_array_get_element (array, i), depth + 1, error);

    if (value == NULL)
      return NULL;
    g_variant_builder_add (&builder, "v", value);
  }
  return g_variant_builder_end (&builder);
}

static GVariant *
value_to_variant (JsonNode *node, GError **error)
{
  GType type = json_node_get_value_type (node);

  if (type == G_TYPE_STRING) {
    const char *text = json_node_get_string (node);

    return check_text (text, error) ? g_variant_new_string (text) : NULL;
  }
  if (type == G_TYPE_BOOLEAN)
    return g_variant_new_boolean (json_node_get_boolean (node));
  if (type == G_TYPE_DOUBLE) {
    double number = json_node_get_double (node);

    if (isfinite (number))
      return g_variant_new_double (number);
    hall_set_error (error, HALL_ERROR_INVALID, NULL, NULL,
                    _ ("a number is too large, or is none as JSON writes them"));
    return NULL;
  }
  return g_variant_new_int64 (json_node_get_int (node));
}

static GVariant *
node_to_variant (JsonNode *node, int depth, GError **error)
{
  if (depth > MAX_DEPTH) {
    hall_set_error (error, HALL_ERROR_INVALID, NULL, NULL, _ ("the JSON is nested too deeply"));
    return NULL;
  }
  switch (json_node_get_node_type (node)) {
  case JSON_NODE_OBJECT:
    return object_to_variant (json_node_get_object (node), depth, error);
  case JSON_NODE_ARRAY:
    return array_to_variant (json_node_get_array (node), depth, error);
  case JSON_NODE_VALUE:
    return value_to_variant (node, error);
  case JSON_NODE_NULL:
  default:
    return g_variant_new_string ("");
  }
}

/* How deep brackets stand in each other: the parser calls itself for each, so a line of them would end the
 * program. */
static gboolean
is_too_deep (const char *text)
{
  int depth = 0;
  gboolean quoted = FALSE;

  for (; *text != '\0'; text++) {
    if (quoted && *text == '\\' && text[1] != '\0')
      text++;
    else if (*text == '"')
      quoted = !quoted;
    else if (!quoted && (*text == '[' || *text == '{') && ++depth > MAX_DEPTH)
      return TRUE;
    else if (!quoted && (*text == ']' || *text == '}'))
      depth--;
  }
  return FALSE;
}

/* Whether a NUL stands in it in its escaped form; a backslash that is escaped itself begins none. */
static gboolean
has_nul (const char *text)
{
  for (const char *c = strchr (text, '\\'); c != NULL; c = strchr (c, '\\')) {
    if (strncmp (c, "\\u0000", 6) == 0)
      return TRUE;
    c += c[1] != '\0' ? 2 : 1;
  }
  return FALSE;
}

/* One number of JSON's own grammar, and an integer only if it is one of 64 bits: the parser would take 010
 * for eight and an amount beyond all bounds for a small one. Leaves @text behind it. */
static gboolean
skip_number (const char **text)
{
  const char *start = *text;
  const char *c = start + (*start == '-');
  gsize digits = strspn (c, "0123456789");
  gboolean whole = TRUE;

  if (digits == 0 || (digits > 1 && *c == '0'))
    return FALSE;
  c += digits;
  if (*c == '.') {
    digits = strspn (c + 1, "0123456789");
    if (digits == 0)
      return FALSE;
    c += digits + 1;
    whole = FALSE;
  }
  if (*c == 'e' || *c == 'E') {
    c += 1 + (c[1] == '+' || c[1] == '-');
    digits = strspn (c, "0123456789");
    if (digits == 0)
      return FALSE;
    c += digits;
    whole = FALSE;
  }
  if (whole) {
    g_autofree char *number = g_strndup (start, (gsize)(c - start));

    if (!g_ascii_string_to_signed (number, 10, G_MININT64, G_MAXINT64, NULL, NULL))
      return FALSE;
  }
  *text = c;
  return !g_ascii_isalnum (*c) && *c != '.';
}

static gboolean
check_numbers (const char *text)
{
  gboolean quoted = FALSE;

  while (*text != '\0') {
    if (*text == '"')
      quoted = !quoted;
    if (quoted && *text == '\\' && text[1] != '\0')
      text += 2;
    else if (quoted || strchr ("0123456789-+.", *text) == NULL)
      text++;
    else if (!skip_number (&text))
      return FALSE;
  }
  return TRUE;
}

/**
 * hall_json_to_variant:
 * @text: one JSON object
 * @error: INVALID
 *
 * Texts become s, whole numbers x, others d, lists av, groups a{sv}; members that are null are left out.
 *
 * Returns: (transfer full): the object as a{sv}, not floating
 */
GVariant *
hall_json_to_variant (const char *text, GError **error)
{
  g_autoptr (JsonParser) parser = json_parser_new_immutable ();
  g_autoptr (GError) local = NULL;
  JsonNode *root;
  GVariant *value;

  g_return_val_if_fail (text != NULL, NULL);

  if (strlen (text) > MAX_BYTES || !g_utf8_validate (text, -1, NULL)) {
    hall_set_error (error, HALL_ERROR_INVALID, NULL, NULL, _ ("this is no text that could be read"));
    return NULL;
  }
  if (has_nul (text)) {
    hall_set_error (error, HALL_ERROR_INVALID, NULL, NULL, _ ("a NUL character cannot be part of a text"));
    return NULL;
  }
  if (is_too_deep (text)) {
    hall_set_error (error, HALL_ERROR_INVALID, NULL, NULL, _ ("the JSON is nested too deeply"));
    return NULL;
  }
  if (!check_numbers (text)) {
    hall_set_error (error, HALL_ERROR_INVALID, NULL, NULL,
                    _ ("a number is too large, or is none as JSON writes them"));
    return NULL;
  }
  if (!json_parser_load_from_data (parser, text, -1, &local)) {
    hall_set_error (error, HALL_ERROR_INVALID, NULL, NULL, _ ("this is not JSON: %s"), local->message);
    return NULL;
  }
  root = json_parser_get_root (parser);
  if (root == NULL || !JSON_NODE_HOLDS_OBJECT (root)) {
    hall_set_error (error, HALL_ERROR_INVALID, NULL, NULL, _ ("one JSON object is expected"));
    return NULL;
  }
  value = node_to_variant (root, 0, error);
  return value != NULL ? g_variant_ref_sink (value) : NULL;
}

/**
 * hall_json_list_to_variant:
 * @text: one JSON list
 * @error: INVALID
 *
 * As hall_json_to_variant(), for what is stored in lists: the lines of a charge, its tenders.
 *
 * Returns: (transfer full): the list as av, not floating
 */
GVariant *
hall_json_list_to_variant (const char *text, GError **error)
{
  g_autofree char *wrapped = NULL;
  g_autoptr (GVariant) object = NULL;
  GVariant *list;

  g_return_val_if_fail (text != NULL, NULL);

  wrapped = g_strdup_printf ("{\"list\":%s}", text);
  object = hall_json_to_variant (wrapped, error);
  if (object == NULL)
    return NULL;
  list = g_variant_lookup_value (object, "list", G_VARIANT_TYPE ("av"));
  if (list == NULL)
    hall_set_error (error, HALL_ERROR_INVALID, NULL, NULL, _ ("one JSON list is expected"));
  return list;
}

/**
 * hall_json_error:
 * @error: why a command was not carried out
 * @line: the line of a script, 0 for none
 *
 * Returns: (transfer full): the answer {"ok":false,"error":...} to a command
 */
char *
hall_json_error (const GError *error, gint64 line)
{
  g_autoptr (GVariant) value = NULL;
  gboolean ours = error->domain == HALL_ERROR;

  g_auto (GVariantBuilder) builder = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE_VARDICT);
  g_variant_builder_add (&builder, "{sv}", "ok", g_variant_new_boolean (FALSE));
  g_variant_builder_add (&builder, "{sv}", "error",
                         g_variant_new_string (ours ? hall_error_code_name (error->code) : "UNAVAILABLE"));
  if (hall_error_get_rule (error) != NULL)
    g_variant_builder_add (&builder, "{sv}", "rule", g_variant_new_string (hall_error_get_rule (error)));
  if (hall_error_get_field (error) != NULL)
    g_variant_builder_add (&builder, "{sv}", "field", g_variant_new_string (hall_error_get_field (error)));
  if (line > 0)
    g_variant_builder_add (&builder, "{sv}", "line", g_variant_new_int64 (line));
  g_variant_builder_add (&builder, "{sv}", "message", g_variant_new_string (error->message));
  value = g_variant_ref_sink (g_variant_builder_end (&builder));
  return hall_json_from_variant (value);
}
