/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "hall-text.h"

#include "hall-error.h"

#include <glib/gi18n-lib.h>

#define MIDDLE_DOT 0xb7

/* --- Checking what comes from outside --- */

/* Characters that change how others are read and are nothing a person types: U+202A-202E and U+2066-2069. */
static gboolean
turns_direction (gunichar c)
{
  return (c >= 0x202a && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069);
}

static gboolean
is_noncharacter (gunichar c)
{
  return (c >= 0xfdd0 && c <= 0xfdef) || (c & 0xfffe) == 0xfffe;
}

static gboolean
breaks_line (gunichar c)
{
  return c == '\n' || c == '\r' || c == '\t' || c == 0x2028 || c == 0x2029;
}

static gboolean
check_character (gunichar c, const char *field, HallTextFlags flags, GError **error)
{
  if (breaks_line (c)) {
    if (flags & HALL_TEXT_LINES)
      return TRUE;
    hall_set_error (error, HALL_ERROR_INVALID, NULL, field, _ ("This text must be one line, without tabs"));
    return FALSE;
  }
  if (g_unichar_iscntrl (c)) {
    hall_set_error (error, HALL_ERROR_INVALID, NULL, field, _ ("The text has a control character (U+%04X)"),
                    c);
    return FALSE;
  }
  if (turns_direction (c)) {
    hall_set_error (error, HALL_ERROR_INVALID, NULL, field,
                    _ ("The text has an invisible character that turns the reading direction (U+%04X)"), c);
    return FALSE;
  }
  if (is_noncharacter (c)) {
    hall_set_error (error, HALL_ERROR_INVALID, NULL, field,
                    _ ("The text has a code that is no character (U+%04X)"), c);
    return FALSE;
  }
  return TRUE;
}

static gboolean
refuse_length (const char *field, glong max_chars, GError **error)
{
  /* Translators: %ld is the number of characters the field may have */
  hall_set_error (error, HALL_ERROR_INVALID, NULL, field,
                  g_dngettext (GETTEXT_PACKAGE, "The text is longer than %ld character",
                               "The text is longer than %ld characters", (gulong)max_chars),
                  max_chars);
  return FALSE;
}

/**
 * hall_text_check:
 * @text: text from outside; need not end in NUL when @bytes is given
 * @bytes: its length in bytes, -1 when it ends in NUL
 * @field: the argument it came in
 * @max_chars: how many characters it may have
 * @flags: whether it may have several lines
 * @error: INVALID with @field, and a sentence that says what is wrong with it
 *
 * Whether text may be stored, shown, spoken and printed: UTF-8 without NUL, without control characters,
 * without characters that turn the reading direction, no longer than the field. Every character that stands
 * for something passes, however rare (𠮷 䶮 㛃 𬀩). Ten megabytes of text are refused by their length,
 * without being read.
 *
 * Returns: whether the text is good
 */
gboolean
hall_text_check (
    const char *text, gssize bytes, const char *field, glong max_chars, HallTextFlags flags, GError **error)
{
  const char *end;
  glong chars = 0;
  gsize length;

  g_return_val_if_fail (text != NULL && field != NULL && max_chars > 0, FALSE);

  length = bytes < 0 ? strlen (text) : (gsize)bytes;
  if (length / 4 > (gsize)max_chars) /* a character has at most 4 bytes */
    return refuse_length (field, max_chars, error);
  if (memchr (text, '\0', length) != NULL) {
    hall_set_error (error, HALL_ERROR_INVALID, NULL, field, _ ("The text has a NUL character"));
    return FALSE;
  }
  if (!g_utf8_validate_len (text, length, NULL)) {
    hall_set_error (error, HALL_ERROR_INVALID, NULL, field, _ ("The text is not valid UTF-8"));
    return FALSE;
  }
  end = text + length;
  for (const char *p = text; p < end; p = g_utf8_next_char (p)) {
    if (!check_character (g_utf8_get_char (p), field, flags, error))
      return FALSE;
    if (++chars > max_chars)
      return refuse_length (field, max_chars, error);
  }
  return TRUE;
}

/* The text without blanks and punctuation at both ends: what it says. */
static char *
strip_to_words (const char *text)
{
  const char *start = text, *end = text + strlen (text);

  while (start < end && !g_unichar_isalnum (g_utf8_get_char (start)))
    start = g_utf8_next_char (start);
  while (end > start && !g_unichar_isalnum (g_utf8_get_char (g_utf8_prev_char (end))))
    end = g_utf8_prev_char (end);
  return g_strndup (start, (gsize)(end - start));
}

/**
 * hall_reason_check:
 * @reason: (nullable): why somebody departs from the rule, in their words
 * @field: the argument it came in
 * @error: INVALID with @field
 *
 * A reason says something (row 004-30, no one-word brush-off): at most 200 characters in one line, and not
 * blank, dashes, or a bare 无.
 *
 * Returns: whether it is a reason
 */
gboolean
hall_reason_check (const char *reason, const char *field, GError **error)
{
  static const char *const nothing[] = { "",       "无",   "無", "没有", "没", "无理由",
                                         "无原因", "none", "no", "n/a",  "na" };
  g_autofree char *said = NULL;
  g_autofree char *folded = NULL;

  g_return_val_if_fail (field != NULL, FALSE);

  if (reason == NULL) {
    hall_set_error (error, HALL_ERROR_INVALID, NULL, field, _ ("A reason is needed"));
    return FALSE;
  }
  if (!hall_text_check (reason, -1, field, 200, HALL_TEXT_ONE_LINE, error))
    return FALSE;
  said = strip_to_words (reason);
  folded = g_utf8_casefold (said, -1);
  for (gsize i = 0; i < G_N_ELEMENTS (nothing); i++)
    if (g_str_equal (folded, nothing[i])) {
      hall_set_error (error, HALL_ERROR_INVALID, NULL, field,
                      _ ("A reason is needed that says why, not a blank or “none”"));
      return FALSE;
    }
  return TRUE;
}

/* --- Names and numbers of people --- */

/* What stands for the dot between the parts of a name in various input methods. */
static gboolean
is_name_dot (gunichar c)
{
  return c == MIDDLE_DOT || c == 0x2022 || c == 0x2027 || c == 0x2219 || c == 0x22c5 || c == 0x30fb
         || c == 0xff65 || c == 0xff0e;
}

/* Full-width Latin letters and digits to the plain ones; all dots to one. Nothing else: a compatibility form
 * of a Han character is part of how a person writes the name. */
static gunichar
plain_name_character (gunichar c)
{
  if (is_name_dot (c))
    return MIDDLE_DOT;
  if ((c >= 0xff10 && c <= 0xff19) || (c >= 0xff21 && c <= 0xff3a) || (c >= 0xff41 && c <= 0xff5a))
    return c - 0xfee0;
  return c;
}

/* A blank stays only between the words of a name in an alphabet. */
static gboolean
takes_blanks (gunichar c)
{
  GUnicodeScript script = g_unichar_get_script (c);

  return c != MIDDLE_DOT && script != G_UNICODE_SCRIPT_HAN;
}

/**
 * hall_name_normalise:
 * @name: the name of a person as somebody typed it
 *
 * One way to write a name (hall rules 3.9, 5.8): U+00B7 alone separates its parts, no blanks at the ends,
 * around the separator or between Han characters (王　明 is 王明), one blank between words of an alphabet,
 * full-width letters plain. No character is replaced by another that means the same.
 *
 * Returns: (transfer full): the name
 */
char *
hall_name_normalise (const char *name)
{
  g_autoptr (GString) result = NULL;
  gunichar last = 0;
  gboolean blank = FALSE;

  g_return_val_if_fail (name != NULL && g_utf8_validate (name, -1, NULL), NULL);

  result = g_string_sized_new (strlen (name));
  for (const char *p = name; *p != '\0'; p = g_utf8_next_char (p)) {
    gunichar c = plain_name_character (g_utf8_get_char (p));

    if (g_unichar_isspace (c)) {
      blank = TRUE;
      continue;
    }
    if (blank && last != 0 && takes_blanks (last) && takes_blanks (c))
      g_string_append_c (result, ' ');
    blank = FALSE;
    if (c == MIDDLE_DOT && last == MIDDLE_DOT)
      continue;
    g_string_append_unichar (result, c);
    last = c;
  }
  return g_string_free (g_steal_pointer (&result), FALSE);
}

/* One part of a name: first and last character stay, of two the first, of one none. */
static void
append_masked (GString *result, const char *part)
{
  glong n = g_utf8_strlen (part, -1);
  glong i = 0;

  for (const char *p = part; *p != '\0'; p = g_utf8_next_char (p), i++)
    if (n > 1 && (i == 0 || (i == n - 1 && n > 2)))
      g_string_append_unichar (result, g_utf8_get_char (p));
    else
      g_string_append_c (result, '*');
}

/**
 * hall_name_mask:
 * @name: the name of a person
 *
 * The name as internal lists show it (hall rules 5.8): 王小明 is 王*明, 王明 is 王*. Of a name in parts the
 * first part stays and the others are masked: 买买提·艾力 is 买买提·艾*.
 *
 * Returns: (transfer full): the masked name
 */
char *
hall_name_mask (const char *name)
{
  g_autofree char *normal = NULL;
  g_auto (GStrv) parts = NULL;
  g_autoptr (GString) result = NULL;

  g_return_val_if_fail (name != NULL && g_utf8_validate (name, -1, NULL), NULL);

  normal = hall_name_normalise (name);
  parts = g_strsplit (normal, "·", -1);
  result = g_string_new (NULL);
  for (guint i = 0; parts[i] != NULL; i++) {
    if (i > 0)
      g_string_append (result, "·");
    if (i == 0 && parts[1] != NULL)
      g_string_append (result, parts[i]);
    else
      append_masked (result, parts[i]);
  }
  return g_string_free (g_steal_pointer (&result), FALSE);
}

/* Letters and digits as stars, but for the last @keep of them; what separates them stays. A number that has
 * no more than @keep is all stars. */
static char *
mask_number (const char *number, glong keep)
{
  g_autoptr (GString) result = g_string_new (NULL);
  glong n = 0, i = 0;

  for (const char *p = number; *p != '\0'; p = g_utf8_next_char (p))
    if (g_unichar_isalnum (g_utf8_get_char (p)))
      n++;
  for (const char *p = number; *p != '\0'; p = g_utf8_next_char (p)) {
    gunichar c = g_utf8_get_char (p);
    gboolean hide = g_unichar_isalnum (c) && (n <= keep || i < n - keep);

    if (g_unichar_isalnum (c))
      i++;
    g_string_append_unichar (result, hide ? '*' : c);
  }
  return g_string_free (g_steal_pointer (&result), FALSE);
}

/* The eleven digits of a mobile number without blanks, dashes and +86, or NULL when it is something else. */
static char *
mobile_digits (const char *phone)
{
  g_autoptr (GString) digits = g_string_new (NULL);

  for (const char *p = phone; *p != '\0'; p++)
    if (*p != ' ' && *p != '-')
      g_string_append_c (digits, *p);
  if (g_str_has_prefix (digits->str, "+86"))
    g_string_erase (digits, 0, 3);
  if (digits->len != 11 || digits->str[0] != '1' || digits->str[1] < '3'
      || strspn (digits->str, "0123456789") != digits->len)
    return NULL;
  return g_string_free (g_steal_pointer (&digits), FALSE);
}

/**
 * hall_phone_mask:
 * @phone: a telephone number
 *
 * Returns: (transfer full): a mobile number as 138****1234 (hall rules 5.8), any other with its last four
 * digits
 */
char *
hall_phone_mask (const char *phone)
{
  g_autofree char *mobile = NULL;

  g_return_val_if_fail (phone != NULL && g_utf8_validate (phone, -1, NULL), NULL);

  mobile = mobile_digits (phone);
  if (mobile == NULL)
    return mask_number (phone, 4);
  memset (mobile + 3, '*', 4);
  return g_steal_pointer (&mobile);
}

/**
 * hall_account_mask:
 * @account: an account number
 *
 * Returns: (transfer full): the number with its last four characters only: ****-**04-12
 */
char *
hall_account_mask (const char *account)
{
  g_return_val_if_fail (account != NULL && g_utf8_validate (account, -1, NULL), NULL);
  return mask_number (account, 4);
}

/* --- Phrases --- */

/* The value of a slot, or NULL; @slots is a{ss} or a{sv} with text and integers. */
static char *
slot_value (GVariant *slots, const char *name)
{
  g_autoptr (GVariant) value = NULL;

  if (slots == NULL)
    return NULL;
  value = g_variant_lookup_value (slots, name, NULL);
  if (value == NULL)
    return NULL;
  if (g_variant_is_of_type (value, G_VARIANT_TYPE_STRING))
    return g_variant_dup_string (value, NULL);
  return g_variant_print (value, FALSE);
}

/**
 * hall_phrase_fill:
 * @phrase: a standard phrase with slots in braces: 您是说{summary}，对吗？
 * @slots: (nullable): their values, a{ss} or a{sv}; not consumed
 *
 * Fills the slots of a phrase (hall rules 6). A value is put in as it is, braces in it mean nothing. A slot
 * without a value becomes ……, which a clerk fills by speaking; braces that are no slot stay.
 *
 * Returns: (transfer full): the phrase to say
 */
char *
hall_phrase_fill (const char *phrase, GVariant *slots)
{
  g_autoptr (GString) result = NULL;
  const char *rest = phrase;

  g_return_val_if_fail (phrase != NULL, NULL);
  g_return_val_if_fail (slots == NULL || g_variant_is_of_type (slots, G_VARIANT_TYPE ("a{s*}")), NULL);

  result = g_string_new (NULL);
  for (;;) {
    const char *open = strchr (rest, '{');
    gsize n = open != NULL ? strspn (open + 1, "abcdefghijklmnopqrstuvwxyz_") : 0;
    g_autofree char *name = NULL;
    g_autofree char *value = NULL;

    if (open == NULL)
      break;
    g_string_append_len (result, rest, open - rest);
    rest = open + 1;
    if (n == 0 || open[n + 1] != '}') {
      g_string_append_c (result, '{');
      continue;
    }
    name = g_strndup (open + 1, n);
    value = slot_value (slots, name);
    g_string_append (result, value != NULL ? value : "……");
    rest = open + n + 2;
  }
  g_string_append (result, rest);
  return g_string_free (g_steal_pointer (&result), FALSE);
}
