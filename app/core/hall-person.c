/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "hall-person.h"

#include "hall-error.h"
#include "hall-text.h"

#include <glib/gi18n-lib.h>

/* No message of this file repeats what was typed: messages are shown, logged and reported, and a number with
 * one wrong digit is still almost the number. */

#define RULE "5.8"
#define RULE_LAST_FOUR "Q11"
#define RULE_OLD_ID "Q13"

#define ID_LENGTH 18
#define OLD_ID_LENGTH 15
#define FIRST_BIRTH_YEAR 1800

/* What may come in at all, blanks and all: anything longer is no number of a person. */
#define INPUT_MAX 64

/* --- Types --- */

static const char *const type_names[HALL_N_ID_TYPES] = { "id", "passport", "hk-macao-permit", "taiwan-permit",
                                                         "other" };

/**
 * hall_id_type_name:
 * @type: a type
 *
 * Returns: (transfer none): its name, as stored
 */
const char *
hall_id_type_name (HallIdType type)
{
  g_return_val_if_fail (type < HALL_N_ID_TYPES, NULL);
  return type_names[type];
}

/**
 * hall_id_type_from_name:
 * @name: (nullable): a name, as stored
 * @type: (out): its type
 *
 * Returns: whether there is one of that name
 */
gboolean
hall_id_type_from_name (const char *name, HallIdType *type)
{
  g_return_val_if_fail (type != NULL, FALSE);

  for (guint i = 0; i < HALL_N_ID_TYPES; i++)
    if (g_strcmp0 (name, type_names[i]) == 0) {
      *type = (HallIdType)i;
      return TRUE;
    }
  return FALSE;
}

/* --- What a person types --- */

/* Digits and letters of the full width as plain ones; dashes of all kinds as "-". */
static gunichar
plain_character (gunichar c)
{
  if (c >= 0xff01 && c <= 0xff5e)
    return c - 0xfee0;
  if ((c >= 0x2010 && c <= 0x2015) || c == 0x2212)
    return '-';
  return c;
}

/* The text in plain characters without blanks; NULL with @error when it cannot be a number of any kind. */
static char *
plain_number (const char *text, const char *field, GError **error)
{
  g_autoptr (GString) plain = NULL;

  if (!hall_text_check (text, -1, field, INPUT_MAX, HALL_TEXT_ONE_LINE, error))
    return NULL;
  plain = g_string_new (NULL);
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p)) {
    gunichar c = g_utf8_get_char (p);

    if (!g_unichar_isspace (c))
      g_string_append_unichar (plain, plain_character (c));
  }
  return g_string_free (g_steal_pointer (&plain), FALSE);
}

static gboolean
all_digits (const char *text)
{
  return *text != '\0' && text[strspn (text, "0123456789")] == '\0';
}

/* --- Numbers of 18 --- */

/* GB 11643: the weighted sum of the first 17 digits modulo 11 says what the last character is. */
static char
check_digit (const char *digits)
{
  static const int weights[ID_LENGTH - 1] = { 7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2 };
  int sum = 0;

  for (int i = 0; i < ID_LENGTH - 1; i++)
    sum += (digits[i] - '0') * weights[i];
  return "10X98765432"[sum % 11];
}

static int
number_at (const char *digits, int from, int n)
{
  int value = 0;

  for (int i = from; i < from + n; i++)
    value = value * 10 + (digits[i] - '0');
  return value;
}

/* GB/T 2260: provinces, autonomous regions, municipalities; 81 and 82 Hong Kong and Macao, 71 Taiwan. */
static gboolean
is_province (int code)
{
  static const guint8 last_of_region[] = { 0, 15, 23, 37, 46, 54, 65, 71, 82 };
  int region = code / 10;

  return region >= 1 && region <= 8 && code % 10 >= 1 && code <= last_of_region[region];
}

/* Whose number it is; FALSE when no number begins so. */
static gboolean
find_holder (const char *digits, HallIdHolder *holder)
{
  int province = number_at (digits, 0, 2);

  *holder = HALL_ID_HOLDER_CITIZEN;
  if (digits[0] == '9') {
    /* Of a permanent residence card: 9, the province that issued it, the country of its holder. */
    *holder = HALL_ID_HOLDER_FOREIGN;
    return is_province (number_at (digits, 1, 2)) && number_at (digits, 3, 3) > 0;
  }
  if (province == 83)
    *holder = HALL_ID_HOLDER_TAIWAN;
  else if (province == 81 || province == 82)
    *holder = HALL_ID_HOLDER_HK_MACAO;
  return province == 83 || is_province (province);
}

/* The date of birth, if it is one that exists and is not to come. */
static gboolean
find_birth (const char *digits, guint32 today, HallIdFacts *facts)
{
  int year = number_at (digits, 6, 4), month = number_at (digits, 10, 2), day = number_at (digits, 12, 2);
  GDate born;

  if (year < FIRST_BIRTH_YEAR || month < 1 || month > 12 || day < 1 || day > 31
      || !g_date_valid_dmy ((GDateDay)day, (GDateMonth)month, (GDateYear)year))
    return FALSE;
  g_date_clear (&born, 1);
  g_date_set_dmy (&born, (GDateDay)day, (GDateMonth)month, (GDateYear)year);
  if (g_date_get_julian (&born) > today)
    return FALSE;
  hall_day_from_number (g_date_get_julian (&born), facts->born);
  g_date_add_years (&born, HALL_ID_DOUBTFUL_AGE);
  facts->age_doubtful = g_date_get_julian (&born) < today;
  return TRUE;
}

static gboolean
refuse (const char *rule, const char *field, GError **error, const char *why)
{
  hall_set_error (error, HALL_ERROR_INVALID, rule, field, "%s", why);
  return FALSE;
}

static gboolean
check_id (const char *number, guint32 today, const char *field, HallIdFacts *facts, GError **error)
{
  if (strlen (number) == OLD_ID_LENGTH && all_digits (number))
    return refuse (
        RULE_OLD_ID, field, error,
        _ ("A number of 15 digits is no valid identity number any more; it only finds old accounts"));
  if (strlen (number) != ID_LENGTH || strspn (number, "0123456789") < ID_LENGTH - 1
      || !(g_ascii_isdigit (number[ID_LENGTH - 1]) || number[ID_LENGTH - 1] == 'X'))
    return refuse (RULE, field, error, _ ("An identity number has 18 digits; the last may be an X"));
  if (!find_holder (number, &facts->holder))
    return refuse (RULE, field, error,
                   _ ("No identity number begins like this; please compare the first six digits"));
  if (!find_birth (number, today, facts))
    return refuse (RULE, field, error,
                   _ ("The date of birth in the identity number cannot be; please compare digits 7 to 14"));
  if (check_digit (number) != number[ID_LENGTH - 1])
    return refuse (RULE, field, error,
                   _ ("The check digit does not fit: a digit of the identity number is wrong"));
  return TRUE;
}

/* A paper of another type: 5 to 20 letters and digits, without a check digit. */
static gboolean
check_other_id (const char *number, const char *field, GError **error)
{
  gsize length = strlen (number);

  for (const char *p = number; *p != '\0'; p++)
    if (!g_ascii_isalnum (*p))
      return refuse (RULE, field, error, _ ("The number of this paper has letters and digits only"));
  if (length < 5 || length > 20)
    return refuse (RULE, field, error, _ ("The number of this paper has 5 to 20 letters and digits"));
  return TRUE;
}

/**
 * hall_id_parse:
 * @type: what kind of paper it is on
 * @text: the number, as somebody typed it
 * @today: the day it is in the hall, 2026-11-20: nobody is born later
 * @field: the argument it came in
 * @facts: (out) (optional): what a number of 18 says; zeros for the other types
 * @error: INVALID with @field, and a sentence that does not repeat the number
 *
 * Checks a number that says who somebody is (hall rules 5.8) and writes it in its one way: no blanks, no
 * dashes, letters large, so x is X. A number of 18 must begin as numbers do, have a possible date of birth,
 * and the check digit of GB 11643. The first-generation number of 15 is refused (Q13).
 *
 * Returns: (transfer full): the number as it is to be compared or sealed; %NULL on error
 */
char *
hall_id_parse (HallIdType type,
               const char *text,
               const char *today,
               const char *field,
               HallIdFacts *facts,
               GError **error)
{
  HallIdFacts found = { 0 };
  g_autofree char *number = NULL;
  guint32 today_number = 0;
  char *to;

  g_return_val_if_fail (type < HALL_N_ID_TYPES && text != NULL && field != NULL, NULL);
  if (!hall_day_to_number (today, &today_number))
    g_return_val_if_reached (NULL);

  number = plain_number (text, field, error);
  if (number == NULL)
    return NULL;
  to = number;
  for (const char *p = number; *p != '\0'; p++)
    if (*p != '-')
      *to++ = g_ascii_toupper (*p);
  *to = '\0';
  if (type == HALL_ID_NUMBER ? !check_id (number, today_number, field, &found, error)
                             : !check_other_id (number, field, error))
    return NULL;
  if (facts != NULL)
    *facts = found;
  return g_steal_pointer (&number);
}

/**
 * hall_id_from_15:
 * @text: a number of 15 digits, from an old contract
 * @field: the argument it came in
 * @error: INVALID with @field
 *
 * The number of 18 that the same person has now: 19 before the year, the check digit at the end. To find an
 * old account by, not to accept (Q13). The date of birth must be possible.
 *
 * Returns: (transfer full): the number of 18; %NULL on error
 */
char *
hall_id_from_15 (const char *text, const char *field, GError **error)
{
  g_autofree char *number = NULL;
  char full[ID_LENGTH + 1] = { 0 };
  HallIdFacts facts = { 0 };

  g_return_val_if_fail (text != NULL && field != NULL, NULL);

  number = plain_number (text, field, error);
  if (number == NULL)
    return NULL;
  if (strlen (number) != OLD_ID_LENGTH || !all_digits (number)) {
    refuse (RULE_OLD_ID, field, error, _ ("An old identity number has 15 digits"));
    return NULL;
  }
  memcpy (full, number, 6);
  memcpy (full + 6, "19", 2);
  memcpy (full + 8, number + 6, 9);
  full[ID_LENGTH - 1] = check_digit (full);
  if (!check_id (full, G_MAXUINT32, field, &facts, error))
    return NULL;
  return g_strdup (full);
}

/**
 * hall_id_last_four:
 * @id: a number of hall_id_parse()
 *
 * What is kept of a number where the matter does not ask for the whole (Q11).
 *
 * Returns: (transfer full): its last four characters
 */
char *
hall_id_last_four (const char *id)
{
  gsize length;

  g_return_val_if_fail (id != NULL, NULL);

  length = strlen (id);
  return g_strdup (id + (length > 4 ? length - 4 : 0));
}

/**
 * hall_id_last_four_parse:
 * @text: the last four, as somebody typed them
 * @field: the argument it came in
 * @error: INVALID with @field
 *
 * The last four characters of an identity number, which the hall asks for to know a customer again (Q11):
 * three digits and a digit or X. More than four are refused: who was asked for four shall not leave the whole
 * number in a field that is not sealed.
 *
 * Returns: (transfer full): the four, with X for x; %NULL on error
 */
char *
hall_id_last_four_parse (const char *text, const char *field, GError **error)
{
  g_autofree char *number = NULL;

  g_return_val_if_fail (text != NULL && field != NULL, NULL);

  number = plain_number (text, field, error);
  if (number == NULL)
    return NULL;
  if (strlen (number) == 4)
    number[3] = g_ascii_toupper (number[3]);
  if (strlen (number) != 4 || strspn (number, "0123456789") < 3
      || !(g_ascii_isdigit (number[3]) || number[3] == 'X')) {
    refuse (RULE_LAST_FOUR, field, error,
            _ ("The last four of an identity number are four digits; the last may be an X"));
    return NULL;
  }
  return g_steal_pointer (&number);
}

/**
 * hall_id_mask:
 * @id: a number that says who somebody is
 *
 * The number as everybody sees it (hall rules 3.9, 5.8): the last four characters, never more than half of
 * it, and a star for each of the others.
 *
 * Returns: (transfer full): `**************002X`
 */
char *
hall_id_mask (const char *id)
{
  g_autoptr (GString) masked = NULL;
  glong length, keep, at = 0;

  g_return_val_if_fail (id != NULL && g_utf8_validate (id, -1, NULL), NULL);

  length = g_utf8_strlen (id, -1);
  keep = MIN (4, length / 2);
  masked = g_string_sized_new (strlen (id));
  for (const char *p = id; *p != '\0'; p = g_utf8_next_char (p), at++)
    g_string_append_unichar (masked, at < length - keep ? '*' : g_utf8_get_char (p));
  return g_string_free (g_steal_pointer (&masked), FALSE);
}

/* The plain digit or X that a character stands for in an identity number, or 0. */
static char
id_character (gunichar c)
{
  c = plain_character (c);
  if (c >= '0' && c <= '9')
    return (char)c;
  return c == 'x' || c == 'X' ? 'X' : 0;
}

/* Reads 18 characters of a number at @text, whole or as 6, 8 and 4 with a blank or a dash between. */
static gboolean
read_id (const char *text, char number[ID_LENGTH + 1], const char **end)
{
  const char *p = text;

  for (int n = 0; n < ID_LENGTH; n++, p = g_utf8_next_char (p)) {
    gunichar c = g_utf8_get_char (p);

    if ((n == 6 || n == 14) && (g_unichar_isspace (c) || plain_character (c) == '-'))
      p = g_utf8_next_char (p);
    number[n] = id_character (g_utf8_get_char (p));
    if (number[n] == 0 || (number[n] == 'X' && n < ID_LENGTH - 1))
      return FALSE;
  }
  number[ID_LENGTH] = '\0';
  *end = p;
  /* An X ends a number; a digit does unless another follows. */
  return number[ID_LENGTH - 1] == 'X' || id_character (g_utf8_get_char (p)) == 0;
}

/* A number that begins like one and has a date of birth: with a slip in the check digit it still says nearly
 * all. */
static gboolean
looks_like_id (const char *number)
{
  HallIdFacts facts = { 0 };

  return find_holder (number, &facts.holder) && find_birth (number, G_MAXUINT32, &facts);
}

static void
append_masked_id (GString *result, const char *from, const char *end)
{
  int n = 0;

  for (const char *p = from; p < end; p = g_utf8_next_char (p)) {
    gunichar c = g_utf8_get_char (p);
    gboolean hide = id_character (c) != 0 && n++ < ID_LENGTH - 4;

    g_string_append_unichar (result, hide ? '*' : c);
  }
}

/**
 * hall_id_mask_in_text:
 * @text: what somebody wrote, of any length
 *
 * A note, a reason or a name is no place for an identity number, and somebody will write one there all the
 * same. Every number of 18 in the text, also in full-width digits or in groups, keeps its last four
 * characters only (hall rules 3.9), so that it may be stored without a seal.
 *
 * Returns: (transfer full): the text
 */
char *
hall_id_mask_in_text (const char *text)
{
  g_autoptr (GString) result = NULL;
  gboolean in_number = FALSE;
  const char *p = text;

  g_return_val_if_fail (text != NULL && g_utf8_validate (text, -1, NULL), NULL);

  result = g_string_sized_new (strlen (text));
  while (*p != '\0') {
    char number[ID_LENGTH + 1];
    const char *end;

    /* Behind other digits too when an X ends it: nothing else is written so. */
    if (read_id (p, number, &end) && (!in_number || number[ID_LENGTH - 1] == 'X') && looks_like_id (number)) {
      append_masked_id (result, p, end);
      p = end;
      continue;
    }
    in_number = g_unichar_isdigit (g_utf8_get_char (p));
    g_string_append_unichar (result, g_utf8_get_char (p));
    p = g_utf8_next_char (p);
  }
  return g_string_free (g_steal_pointer (&result), FALSE);
}

/* --- Telephones --- */

static char *
without_dashes (const char *text)
{
  g_autoptr (GString) result = g_string_new (NULL);

  for (const char *p = text; *p != '\0'; p++)
    if (*p != '-')
      g_string_append_c (result, *p);
  return g_string_free (g_steal_pointer (&result), FALSE);
}

/* 1[3-9] and nine digits more, after +86 or without. */
static char *
take_mobile (const char *text)
{
  g_autofree char *plain = without_dashes (text);
  const char *digits = g_str_has_prefix (plain, "+86") ? plain + 3 : plain;

  if (!all_digits (digits) || strlen (digits) != 11 || digits[0] != '1' || digits[1] < '3')
    return NULL;
  return g_strdup (digits);
}

/* 0, two or three digits, seven or eight, and an extension of up to five after a dash. Written without a
 * dash, the area code has three digits when it is 010 or 02x, and four otherwise. */
static char *
take_landline (const char *text)
{
  g_auto (GStrv) parts = g_strsplit (text, "-", -1);
  guint n = g_strv_length (parts);
  gboolean short_area = g_str_has_prefix (text, "010") || g_str_has_prefix (text, "02");
  g_autofree char *area = NULL;
  const char *number, *extension;

  for (guint i = 0; i < n; i++)
    if (!all_digits (parts[i]))
      return NULL;
  if (n < 1 || n > 3 || text[0] != '0')
    return NULL;
  if (strlen (parts[0]) <= 4) {
    area = g_strdup (parts[0]);
    number = parts[1]; /* NULL, when there is but one part */
    extension = n == 3 ? parts[2] : NULL;
  } else {
    area = g_strndup (parts[0], short_area ? 3 : 4);
    number = parts[0] + strlen (area);
    extension = parts[1];
    if (n > 2)
      return NULL;
  }
  if (number == NULL || strlen (area) < 3 || strlen (number) < 7 || strlen (number) > 8
      || (extension != NULL && strlen (extension) > 5))
    return NULL;
  return g_strjoin ("-", area, number, extension, NULL);
}

/* 400 and 800 with seven digits more, 95 with three to six. */
static char *
take_service (const char *text)
{
  g_autofree char *digits = without_dashes (text);
  gsize length = strlen (digits);

  if (!all_digits (digits))
    return NULL;
  if (((g_str_has_prefix (digits, "400") || g_str_has_prefix (digits, "800")) && length == 10)
      || (g_str_has_prefix (digits, "95") && length >= 5 && length <= 8))
    return g_steal_pointer (&digits);
  return NULL;
}

/**
 * hall_phone_parse:
 * @text: a telephone number, as somebody typed it
 * @field: the argument it came in
 * @kind: (out) (optional): what kind it is
 * @error: INVALID with @field, and a sentence that does not repeat the number
 *
 * Checks a telephone number (hall rules 5.8) and writes it in its one way, by which it is found again:
 * 13800001234, 010-12345678-123, 4001234567, 95598.
 *
 * Returns: (transfer full): the number; %NULL on error
 */
char *
hall_phone_parse (const char *text, const char *field, HallPhoneKind *kind, GError **error)
{
  static char *(*const takers[]) (const char *) = {
    [HALL_PHONE_MOBILE] = take_mobile,
    [HALL_PHONE_LANDLINE] = take_landline,
    [HALL_PHONE_SERVICE] = take_service,
  };
  g_autofree char *plain = NULL;

  g_return_val_if_fail (text != NULL && field != NULL, NULL);

  plain = plain_number (text, field, error);
  if (plain == NULL)
    return NULL;
  for (guint i = 0; i < G_N_ELEMENTS (takers); i++) {
    char *number = takers[i](plain);

    if (number == NULL)
      continue;
    if (kind != NULL)
      *kind = (HallPhoneKind)i;
    return number;
  }
  refuse (RULE, field, error,
          _ ("A telephone number is a mobile number of 11 digits, or area code and number, such as "
             "010-12345678"));
  return NULL;
}

/* --- Names --- */

/* Characters without width or ink that would make two names differ that look the same. Those that join
 * letters or choose a form of a Han character are part of how a name is written. */
static gboolean
is_invisible (gunichar c)
{
  return c == 0x00ad || c == 0x180e || c == 0x200b || c == 0x200e || c == 0x200f || c == 0x2060
         || c == 0xfeff;
}

/**
 * hall_person_name_parse:
 * @text: the name of a person, as somebody typed it
 * @field: the argument it came in
 * @error: INVALID with @field
 *
 * Checks a name (hall rules 3.9, 5.8) and writes it in its one way, see hall_name_normalise(): at most 100
 * characters in one line, at least one letter, no control characters and none that cannot be seen. Every dot
 * between the parts is U+00B7. Rare characters stay what they are.
 *
 * Returns: (transfer full): the name; %NULL on error
 */
char *
hall_person_name_parse (const char *text, const char *field, GError **error)
{
  g_autofree char *name = NULL;
  gboolean has_letter = FALSE;

  g_return_val_if_fail (text != NULL && field != NULL, NULL);

  if (!hall_text_check (text, -1, field, HALL_PERSON_NAME_MAX, HALL_TEXT_ONE_LINE, error))
    return NULL;
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p)) {
    gunichar c = g_utf8_get_char (p);

    if (is_invisible (c)) {
      hall_set_error (error, HALL_ERROR_INVALID, RULE, field,
                      _ ("The name has a character that cannot be seen (U+%04X)"), c);
      return NULL;
    }
    /* A character so new that the tables do not know it, or one of a private area, is somebody's name. */
    has_letter = has_letter || g_unichar_isalpha (c) || !g_unichar_isdefined (c)
                 || g_unichar_type (c) == G_UNICODE_PRIVATE_USE;
  }
  if (!has_letter) {
    refuse (RULE, field, error, _ ("A name is needed"));
    return NULL;
  }
  name = hall_name_normalise (text);
  return g_steal_pointer (&name);
}
