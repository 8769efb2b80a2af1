/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "hall-person.h"

#include "hall-error.h"
#include "hall-test.h"
#include "hall-text.h"

#define TODAY "2026-11-20"

/* Refused with the field and the rule, and without a word of what was typed. */
static void
assert_refused (GError *error, const char *field, const char *rule, const char *typed, const char *says)
{
  g_assert_error (error, HALL_ERROR, HALL_ERROR_INVALID);
  g_assert_cmpstr (hall_error_get_field (error), ==, field);
  g_assert_cmpstr (hall_error_get_rule (error), ==, rule);
  if (strlen (typed) >= 5)
    g_assert_null (strstr (error->message, typed));
  if (strstr (error->message, says) == NULL)
    g_error ("“%s” does not say “%s”", error->message, says);
  g_error_free (error);
}

static void
assert_id (HallIdType type, const char *text, const char *expected)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *id = hall_id_parse (type, text, TODAY, "id_number", NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (id, ==, expected);
}

static void
assert_bad_id (HallIdType type, const char *text, const char *rule, const char *says)
{
  HallIdFacts facts = { .age_doubtful = TRUE };
  GError *error = NULL;

  g_assert_null (hall_id_parse (type, text, TODAY, "id_number", &facts, &error));
  assert_refused (error, "id_number", rule, text, says);
  g_assert_true (facts.age_doubtful); /* not written on error */
}

/* --- Numbers of 18 --- */

/* The table of hall rules 5.8, from top to bottom. */
static void
test_id_table (void)
{
  assert_id (HALL_ID_NUMBER, "11010519491231002X", "11010519491231002X");
  assert_id (HALL_ID_NUMBER, "440524188001010014", "440524188001010014");
  assert_id (HALL_ID_NUMBER, "11010519491231002x", "11010519491231002X");
  assert_bad_id (HALL_ID_NUMBER, "110105194912310021", "5.8", "check digit");
  assert_bad_id (HALL_ID_NUMBER, "37060219990229001X", "5.8", "date of birth");
  assert_bad_id (HALL_ID_NUMBER, "000000000000000001", "5.8", "begins");
  assert_id (HALL_ID_NUMBER, "810000199408230021", "810000199408230021");
  assert_id (HALL_ID_NUMBER, "830000199201300022", "830000199201300022");
  assert_id (HALL_ID_NUMBER, "911124198108030024", "911124198108030024");
  assert_bad_id (HALL_ID_NUMBER, "110105491231002", "Q13", "15 digits");
}

static void
test_id_facts (void)
{
  static const struct {
    const char *number;
    HallIdHolder holder;
    const char *born;
    gboolean doubtful;
  } vectors[] = {
    { "11010519491231002X", HALL_ID_HOLDER_CITIZEN, "1949-12-31", FALSE },
    { "440524188001010014", HALL_ID_HOLDER_CITIZEN, "1880-01-01", TRUE },
    { "110105190611200021", HALL_ID_HOLDER_CITIZEN, "1906-11-20", FALSE }, /* 120 today */
    { "11010519061119002X", HALL_ID_HOLDER_CITIZEN, "1906-11-19", TRUE },
    { "810000199408230021", HALL_ID_HOLDER_HK_MACAO, "1994-08-23", FALSE },
    { "820000199408230023", HALL_ID_HOLDER_HK_MACAO, "1994-08-23", FALSE },
    { "830000199201300022", HALL_ID_HOLDER_TAIWAN, "1992-01-30", FALSE },
    { "911124198108030024", HALL_ID_HOLDER_FOREIGN, "1981-08-03", FALSE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (vectors); i++) {
    HallIdFacts facts = { 0 };
    g_autofree char *id = hall_id_parse (HALL_ID_NUMBER, vectors[i].number, TODAY, "id_number", &facts, NULL);

    g_assert_nonnull (id);
    g_assert_cmpint (facts.holder, ==, vectors[i].holder);
    g_assert_cmpstr (facts.born, ==, vectors[i].born);
    g_assert_true (facts.age_doubtful == vectors[i].doubtful);
  }
}

static void
test_id_as_people_type_it (void)
{
  assert_id (HALL_ID_NUMBER, " 110105 19491231 002x ", "11010519491231002X");
  assert_id (HALL_ID_NUMBER, "110105-19491231-002X", "11010519491231002X");
  assert_id (HALL_ID_NUMBER, "１１０１０５１９４９１２３１００２Ｘ", "11010519491231002X");
  assert_id (HALL_ID_NUMBER, "110105　19491231　002ｘ", "11010519491231002X");
}

static void
test_id_of_bad_form (void)
{
  static const char *const bad[] = { "",
                                     "X",
                                     "1101051949123100",
                                     "11010519491231002",
                                     "11010519491231002XX",
                                     "1101051949123100XX",
                                     "1101051949123100２Ｘ2",
                                     "1101051949123X0021",
                                     "11010519491231002Y",
                                     "11010519491231002一",
                                     "11010549123100X" };

  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++)
    assert_bad_id (HALL_ID_NUMBER, bad[i], "5.8", "18 digits");
}

/* Each has the right check digit, so that what is refused is the beginning or the date alone. */
static void
test_id_area_and_date (void)
{
  assert_bad_id (HALL_ID_NUMBER, "160105194912310029", "5.8", "begins"); /* no province 16 */
  assert_bad_id (HALL_ID_NUMBER, "840000199201300024", "5.8", "begins");
  assert_bad_id (HALL_ID_NUMBER, "991124198108030029", "5.8", "begins");        /* no province 91 */
  assert_bad_id (HALL_ID_NUMBER, "911000198108030028", "5.8", "begins");        /* no country 000 */
  assert_bad_id (HALL_ID_NUMBER, "110105194913310021", "5.8", "date of birth"); /* month 13 */
  assert_bad_id (HALL_ID_NUMBER, "110105194900310022", "5.8", "date of birth"); /* month 0 */
  assert_bad_id (HALL_ID_NUMBER, "110105194912320025", "5.8", "date of birth"); /* day 32 */
  assert_bad_id (HALL_ID_NUMBER, "110105194912000021", "5.8", "date of birth"); /* day 0 */
  assert_bad_id (HALL_ID_NUMBER, "110105194902290029", "5.8", "date of birth"); /* no leap year */
  assert_bad_id (HALL_ID_NUMBER, "110105179912310024", "5.8", "date of birth"); /* nobody is that old */
  assert_id (HALL_ID_NUMBER, "110105180001010029", "110105180001010029");
  assert_id (HALL_ID_NUMBER, "11010520240229002X", "11010520240229002X");
  assert_bad_id (HALL_ID_NUMBER, "110105202611210014", "5.8", "date of birth"); /* tomorrow */
  assert_id (HALL_ID_NUMBER, "110105202611200019", "110105202611200019");       /* today */
}

/* One digit wrong, or two neighbours changed over: the check digit finds either, always. */
static void
test_id_check_digit_finds_slips (void)
{
  const char *good = "11010519491231002X";

  for (int i = 0; i < 17; i++) {
    for (char digit = '0'; digit <= '9'; digit++) {
      g_autofree char *typed = g_strdup (good);

      typed[i] = digit;
      if (digit != good[i])
        g_assert_null (hall_id_parse (HALL_ID_NUMBER, typed, TODAY, "id_number", NULL, NULL));
    }
    if (i < 16 && good[i] != good[i + 1]) {
      g_autofree char *typed = g_strdup (good);

      typed[i] = good[i + 1];
      typed[i + 1] = good[i];
      g_assert_null (hall_id_parse (HALL_ID_NUMBER, typed, TODAY, "id_number", NULL, NULL));
    }
  }
}

static void
test_id_of_15 (void)
{
  static const char *const bad[] = {
    "", "11010549123100", "1101054912310021", "11010549123100X", "110105491331002", "160105491231002"
  };
  g_autofree char *id = hall_id_from_15 ("110105491231002", "id_number", NULL);
  g_autofree char *spaced = hall_id_from_15 ("110105 491231 002", "id_number", NULL);
  GError *error = NULL;

  g_assert_cmpstr (id, ==, "11010519491231002X");
  g_assert_cmpstr (spaced, ==, "11010519491231002X");
  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++) {
    g_assert_null (hall_id_from_15 (bad[i], "id_number", &error));
    g_assert_error (error, HALL_ERROR, HALL_ERROR_INVALID);
    g_assert_cmpstr (hall_error_get_field (error), ==, "id_number");
    g_clear_error (&error);
  }
}

/* --- Other papers --- */

static void
test_other_ids (void)
{
  for (HallIdType type = HALL_ID_PASSPORT; type < HALL_N_ID_TYPES; type++) {
    assert_id (type, "E12345678", "E12345678");
    assert_id (type, "e1234 5678", "E12345678");
    assert_id (type, "12345", "12345");
    assert_id (type, "ABCDEFGHIJ0123456789", "ABCDEFGHIJ0123456789");
    assert_bad_id (type, "1234", "5.8", "5 to 20");
    assert_bad_id (type, "ABCDEFGHIJ01234567890", "5.8", "5 to 20");
    assert_bad_id (type, "", "5.8", "5 to 20");
    assert_bad_id (type, "E1234567號", "5.8", "letters and digits only");
    assert_bad_id (type, "E1234.5678", "5.8", "letters and digits only");
  }
}

static void
test_id_types (void)
{
  HallIdType type = HALL_ID_OTHER;

  for (HallIdType each = HALL_ID_NUMBER; each < HALL_N_ID_TYPES; each++) {
    g_assert_true (hall_id_type_from_name (hall_id_type_name (each), &type));
    g_assert_cmpint (type, ==, each);
  }
  g_assert_false (hall_id_type_from_name ("library-card", &type));
  g_assert_false (hall_id_type_from_name (NULL, &type));
}

static void
test_last_four (void)
{
  static const char *const bad[] = { "", "02X", "0021X", "X020", "002Y", "11010519491231002X", "二〇〇一" };
  g_autofree char *of_id = hall_id_last_four ("11010519491231002X");
  g_autofree char *typed = hall_id_last_four_parse (" 002x", "id_last4", NULL);
  g_autofree char *digits = hall_id_last_four_parse ("００１４", "id_last4", NULL);
  GError *error = NULL;

  g_assert_cmpstr (of_id, ==, "002X");
  g_assert_cmpstr (typed, ==, of_id);
  g_assert_cmpstr (digits, ==, "0014");
  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++) {
    g_assert_null (hall_id_last_four_parse (bad[i], "id_last4", &error));
    assert_refused (g_steal_pointer (&error), "id_last4", "Q11", bad[i], "four digits");
  }
}

/* --- Telephones --- */

static void
test_good_phones (void)
{
  static const struct {
    const char *typed;
    HallPhoneKind kind;
    const char *number;
  } vectors[] = {
    { "13800001234", HALL_PHONE_MOBILE, "13800001234" },
    { "19999999999", HALL_PHONE_MOBILE, "19999999999" },
    { "138 0000 1234", HALL_PHONE_MOBILE, "13800001234" },
    { "138-0000-1234", HALL_PHONE_MOBILE, "13800001234" },
    { "+86 138 0000 1234", HALL_PHONE_MOBILE, "13800001234" },
    { "+86-13800001234", HALL_PHONE_MOBILE, "13800001234" },
    { "＋８６１３８００００１２３４", HALL_PHONE_MOBILE, "13800001234" },
    { "010-12345678", HALL_PHONE_LANDLINE, "010-12345678" },
    { "01012345678", HALL_PHONE_LANDLINE, "010-12345678" },
    { "0431-1234567", HALL_PHONE_LANDLINE, "0431-1234567" },
    { "04311234567", HALL_PHONE_LANDLINE, "0431-1234567" },
    { "0431 12345678", HALL_PHONE_LANDLINE, "0431-12345678" },
    { "0431—12345678", HALL_PHONE_LANDLINE, "0431-12345678" },
    { "02112345678-12345", HALL_PHONE_LANDLINE, "021-12345678-12345" },
    { "0431-12345678-1", HALL_PHONE_LANDLINE, "0431-12345678-1" },
    { "0000-0000001", HALL_PHONE_LANDLINE, "0000-0000001" },
    { "400-123-4567", HALL_PHONE_SERVICE, "4001234567" },
    { "8001234567", HALL_PHONE_SERVICE, "8001234567" },
    { "95598", HALL_PHONE_SERVICE, "95598" },
    { "95101234", HALL_PHONE_SERVICE, "95101234" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (vectors); i++) {
    HallPhoneKind kind = HALL_PHONE_SERVICE;
    g_autoptr (GError) error = NULL;
    g_autofree char *number = hall_phone_parse (vectors[i].typed, "phone", &kind, &error);
    g_autofree char *again = NULL;

    g_assert_no_error (error);
    g_assert_cmpstr (number, ==, vectors[i].number);
    g_assert_cmpint (kind, ==, vectors[i].kind);
    again = hall_phone_parse (number, "phone", NULL, NULL);
    g_assert_cmpstr (again, ==, number);
  }
}

static void
test_bad_phones (void)
{
  static const char *const bad[] = {
    "",
    "无",
    "12345678901",
    "10800001234",
    "1380000123",
    "138000012345",
    "+8613800001",
    "+85291234567",
    "87654321",
    "010-654321",
    "010-123456789",
    "01-12345678",
    "01012345678-123456",
    "010-12345678-1-2",
    "010--12345678",
    "-01012345678",
    "010-",
    "0",
    "40012345678",
    "9559",
    "955981234",
    "138０000一234",
    "13800001234转5",
    "13800001234;13900001234",
  };
  GError *error = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++) {
    g_assert_null (hall_phone_parse (bad[i], "phone", NULL, &error));
    assert_refused (g_steal_pointer (&error), "phone", "5.8", bad[i], "telephone number");
  }
}

/* --- Names --- */

static void
assert_name (const char *typed, const char *expected)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *name = hall_person_name_parse (typed, "name", &error);

  g_assert_no_error (error);
  g_assert_cmpstr (name, ==, expected);
}

static void
assert_bad_name (const char *typed, const char *rule, const char *says)
{
  GError *error = NULL;

  g_assert_null (hall_person_name_parse (typed, "name", &error));
  assert_refused (error, "name", rule, typed, says);
}

static void
test_good_names (void)
{
  static const char *const dots[] = { "•", "・", "．", "‧", "·", "･", "∙", "⋅" };

  assert_name ("王小明", "王小明");
  assert_name (" 王　明 ", "王明");
  assert_name ("John  Smith", "John Smith");
  assert_name ("د. ئەخمەت", "د. ئەخمەت");
  /* Rare characters stay: extension B and A, and one beyond both. */
  assert_name ("王𠮷䶮㛃𬀩", "王𠮷䶮㛃𬀩");
  assert_name ("\356\200\200明", "\356\200\200明"); /* of a private area, as old systems wrote rare ones */
  assert_name ("葛\363\240\204\200城",
               "葛\363\240\204\200城"); /* a form of a character, chosen by a selector */
  for (gsize i = 0; i < G_N_ELEMENTS (dots); i++) {
    g_autofree char *typed = g_strconcat ("买买提", dots[i], "艾力", NULL);

    assert_name (typed, "买买提·艾力");
  }
}

static void
test_long_names (void)
{
  g_autoptr (GString) name = g_string_new (NULL);

  for (int i = 0; i < 50; i++)
    g_string_append (name, "𠮷");
  assert_name (name->str, name->str);
  for (int i = 0; i < 50; i++)
    g_string_append (name, "明");
  assert_name (name->str, name->str);
  g_string_append (name, "明");
  assert_bad_name (name->str, NULL, "longer than 100");
}

static void
test_bad_names (void)
{
  static const gunichar invisible[] = { 0xad, 0x180e, 0x200b, 0x200e, 0x200f, 0x2060, 0xfeff };

  for (gunichar c = 1; c < 0xa0; c++) {
    char typed[16] = "王";

    if (!g_unichar_iscntrl (c))
      continue;
    g_unichar_to_utf8 (c, typed + 3);
    assert_bad_name (typed, NULL,
                     g_unichar_isspace (c) && c != 0x0b && c != 0x0c && c != 0x85 ? "one line" : "control");
  }
  assert_bad_name ("", "5.8", "name is needed");
  assert_bad_name (" 　 ", "5.8", "name is needed");
  assert_bad_name ("···", "5.8", "name is needed");
  assert_bad_name ("13800001234", "5.8", "name is needed");
  for (gsize i = 0; i < G_N_ELEMENTS (invisible); i++) {
    char typed[16] = "王";

    g_unichar_to_utf8 (invisible[i], typed + 3);
    assert_bad_name (typed, "5.8", "cannot be seen");
  }
  assert_bad_name ("王\342\200\256明", NULL, "reading direction");
  assert_bad_name ("王\xff明", NULL, "UTF-8");
}

/* --- Masks --- */

static void
test_masks (void)
{
  static const struct {
    char *(*mask) (const char *);
    const char *clear;
    const char *masked;
  } vectors[] = {
    { hall_id_mask, "11010519491231002X", "**************002X" },
    { hall_id_mask, "E12345678", "*****5678" },
    { hall_id_mask, "1234567", "****567" },
    { hall_id_mask, "12345", "***45" },
    { hall_id_mask, "", "" },
    { hall_phone_mask, "13800001234", "138****1234" },
    { hall_phone_mask, "+86 138-0000-1234", "138****1234" },
    { hall_phone_mask, "010-12345678", "***-****5678" },
    { hall_name_mask, "王小明", "王*明" },
    { hall_name_mask, "王明", "王*" },
    { hall_name_mask, "买买提·艾力", "买买提·艾*" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (vectors); i++) {
    g_autofree char *masked = vectors[i].mask (vectors[i].clear);

    g_assert_cmpstr (masked, ==, vectors[i].masked);
  }
}

/* Of any number a mask shows the last four and no other character, and never more than half. */
static void
test_masks_never_show_more (void)
{
  for (int round = 0; round < 2000; round++) {
    gsize length = (gsize)g_test_rand_int_range (1, 30), shown = 0;
    g_autofree char *id = g_malloc0 (length + 1);
    g_autofree char *masked = NULL;

    for (gsize i = 0; i < length; i++)
      id[i] = "0123456789ABCDEFX"[g_test_rand_int_range (0, 17)];
    masked = hall_id_mask (id);
    g_assert_cmpuint (strlen (masked), ==, length);
    for (gsize i = 0; i < length; i++)
      if (masked[i] != '*') {
        g_assert_cmpint (masked[i], ==, id[i]);
        g_assert_cmpuint (i + 4, >=, length);
        shown++;
      }
    g_assert_cmpuint (shown, <=, 4);
    g_assert_cmpuint (2 * shown, <=, length);
  }
}

static void
test_masks_of_mobiles_never_show_more (void)
{
  for (int round = 0; round < 500; round++) {
    g_autofree char *phone = g_strdup_printf ("1%d%09d", g_test_rand_int_range (3, 10),
                                              g_test_rand_int_range (0, 1000000000));
    g_autofree char *masked = hall_phone_mask (phone);

    g_assert_cmpuint (strlen (masked), ==, 11);
    g_assert_true (memcmp (masked, phone, 3) == 0);
    g_assert_true (memcmp (masked + 3, "****", 4) == 0);
    g_assert_cmpstr (masked + 7, ==, phone + 7);
  }
}

static void
test_masks_in_text (void)
{
  static const struct {
    const char *clear;
    const char *masked;
  } vectors[] = {
    { "", "" },
    { "户号录入错误，请核对", "户号录入错误，请核对" },
    { "11010519491231002X", "**************002X" },
    { "证件11010519491231002x，电话13800001234", "证件**************002x，电话13800001234" },
    { "110105 19491231 002X 13800001234", "****** ******** 002X 13800001234" },
    { "110105-19491231-002X。", "******-********-002X。" },
    { "440524188001010014 13800001234", "**************0014 13800001234" },
    { "１１０１０５１９４９１２３１００２Ｘ", "**************００２Ｘ" },
    { "11010519491231002X11010519491231002X", "**************002X**************002X" },
    { "440524188001010014440524188001010014", "440524188001010014440524188001010014" }, /* 36: no number */
    { "11010519491231002X/440524188001010014", "**************002X/**************0014" },
    { "1380000123411010519491231002X", "13800001234**************002X" }, /* written without a gap */
    { "110105194912310021", "**************0021" },                       /* a slip in the last digit */
    { "6222021949123100218", "6222021949123100218" },                     /* 19: an account */
    { "370602199902290010", "370602199902290010" },                       /* no such day: no person's */
    { "1101051949123100", "1101051949123100" },
    { "1101051949123100XX", "1101051949123100XX" },
    { "110105 19491231", "110105 19491231" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (vectors); i++) {
    g_autofree char *masked = hall_id_mask_in_text (vectors[i].clear);

    g_assert_cmpstr (masked, ==, vectors[i].masked);
  }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/person/id/table", test_id_table);
  g_test_add_func ("/person/id/facts", test_id_facts);
  g_test_add_func ("/person/id/as-people-type-it", test_id_as_people_type_it);
  g_test_add_func ("/person/id/of-bad-form", test_id_of_bad_form);
  g_test_add_func ("/person/id/area-and-date", test_id_area_and_date);
  g_test_add_func ("/person/id/check-digit-finds-slips", test_id_check_digit_finds_slips);
  g_test_add_func ("/person/id/of-15", test_id_of_15);
  g_test_add_func ("/person/id/other-papers", test_other_ids);
  g_test_add_func ("/person/id/types", test_id_types);
  g_test_add_func ("/person/id/last-four", test_last_four);
  g_test_add_func ("/person/phone/good", test_good_phones);
  g_test_add_func ("/person/phone/bad", test_bad_phones);
  g_test_add_func ("/person/name/good", test_good_names);
  g_test_add_func ("/person/name/long", test_long_names);
  g_test_add_func ("/person/name/bad", test_bad_names);
  g_test_add_func ("/person/mask/table", test_masks);
  g_test_add_func ("/person/mask/never-shows-more", test_masks_never_show_more);
  g_test_add_func ("/person/mask/of-mobiles-never-shows-more", test_masks_of_mobiles_never_show_more);
  g_test_add_func ("/person/mask/in-text", test_masks_in_text);
  return g_test_run ();
}
