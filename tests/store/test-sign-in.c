/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Passwords: what a wrong one costs, whose key opens for whom, and where a password never stands. */

#include "hall-engine-private.h"
#include "hall-fixture.h"
#include "hall-test.h"

#define PASSWORD "practice"

static void
refuse_sign_in (HallFixture *hall, const char *staff, const char *password, HallError code)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) answer = hall_engine_sign_in (hall->engine, staff, password, 0, NULL, &error);

  g_assert_null (answer);
  g_assert_error (error, HALL_ERROR, (int)code);
}

static void
sign_in (HallFixture *hall, const char *staff, const char *password)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) answer = hall_engine_sign_in (hall->engine, staff, password, 0, NULL, &error);

  g_assert_no_error (error);
  g_assert_nonnull (answer);
}

/* 1, 2, 4 ... 60 seconds; meanwhile not even the right one is looked at; the right one makes it good again.
 */
static void
test_back_off (void)
{
  static const gint64 seconds[] = { 1, 2, 4, 8, 16, 32, 60, 60 };
  g_autoptr (HallFixture) hall = hall_fixture_new_with_passwords ();

  for (gsize i = 0; i < G_N_ELEMENTS (seconds); i++) {
    gint64 until;

    refuse_sign_in (hall, "G05", "not-it", HALL_ERROR_FORBIDDEN);
    until = hall_fixture_sql_int (hall, "SELECT blocked_until FROM staff WHERE number = 'G05'");
    g_assert_cmpint (until - hall_clock_now (hall->clock), ==, seconds[i] * G_USEC_PER_SEC);
    hall_fixture_advance (hall, seconds[i] - 1);
    refuse_sign_in (hall, "G05", PASSWORD, HALL_ERROR_FORBIDDEN);
    g_assert_cmpint (hall_fixture_sql_int (hall, "SELECT failures FROM staff WHERE number = 'G05'"), ==,
                     (gint64)i + 1);
    hall_fixture_advance (hall, 1);
  }
  g_assert_cmpint (hall_fixture_sql_int (hall, "SELECT sum (failures) FROM staff WHERE number <> 'G05'"), ==,
                   0);
  g_assert_cmpint (hall_fixture_sql_int (hall, "SELECT count (*) FROM duty"), ==, 0);
  sign_in (hall, "G05", PASSWORD);
  g_assert_cmpint (
      hall_fixture_sql_int (hall, "SELECT failures + blocked_until FROM staff WHERE number = 'G05'"), ==, 0);
}

/* Nobody learns from the answer whether the number exists. */
static void
test_unknown_is_wrong (void)
{
  g_autoptr (HallFixture) hall = hall_fixture_new_with_passwords ();
  g_autoptr (GError) unknown = NULL;
  g_autoptr (GError) wrong = NULL;

  g_assert_false (hall_engine_check_password (hall->engine, "X99", "not-it", &unknown));
  g_assert_false (hall_engine_check_password (hall->engine, "G07", "not-it", &wrong));
  g_assert_cmpstr (unknown->message, ==, wrong->message);
  g_assert_cmpint (unknown->code, ==, wrong->code);
}

/* The hall has one key; each member of staff holds it sealed to their own number. */
static void
test_key_is_bound_to_owner (void)
{
  g_autoptr (HallFixture) hall = hall_fixture_new_with_passwords ();
  g_autofree guint8 *mine = NULL;
  g_autofree char *done = NULL;

  g_assert_null (hall_engine_get_key (hall->engine));
  sign_in (hall, "G05", PASSWORD);
  mine = g_memdup2 (hall_engine_get_key (hall->engine), HALL_KEY_BYTES);
  sign_in (hall, "G07", PASSWORD);
  g_assert_cmpmem (hall_engine_get_key (hall->engine), HALL_KEY_BYTES, mine, HALL_KEY_BYTES);
  hall_engine_forget_key (hall->engine);
  g_assert_null (hall_engine_get_key (hall->engine));
  done = hall_fixture_sql_error (
      hall, "UPDATE staff SET (kdf, salt, wrapped_key) = (SELECT kdf, salt, wrapped_key FROM"
            " staff WHERE number = 'G05') WHERE number = 'L02'");
  g_assert_null (done);
  refuse_sign_in (hall, "L02", PASSWORD, HALL_ERROR_FORBIDDEN);
  g_assert_null (hall_engine_get_key (hall->engine));
}

/* A stored password made cheap to guess is not accepted. */
static void
test_floor (void)
{
  static const char *const cheap[] = { "1,8192", "3,8192", "1,67108864", "", "3", "x,y", "3,99999999999999" };
  g_autoptr (HallFixture) hall = hall_fixture_new_with_passwords ();

  for (gsize i = 0; i < G_N_ELEMENTS (cheap); i++) {
    g_autofree char *sql = g_strdup_printf ("UPDATE staff SET kdf = '%s' WHERE number = 'G05'", cheap[i]);
    g_autofree char *done = hall_fixture_sql_error (hall, sql);

    g_assert_null (done);
    refuse_sign_in (hall, "G05", PASSWORD, HALL_ERROR_CORRUPT);
  }
  g_assert_null (hall_fixture_sql_error (
      hall, "UPDATE staff SET wrapped_key = substr (wrapped_key, 2) WHERE number = 'G07'"));
  refuse_sign_in (hall, "G07", PASSWORD, HALL_ERROR_CORRUPT);
}

static void
test_add_staff (void)
{
  g_autoptr (HallFixture) hall = hall_fixture_new_with_passwords ();
  const char *add = "{'number': <'G12'>, 'name': <'钱八'>, 'roles': <'clerk'>, 'password': <'long-enough'>}";

  /* Whoever hands the key on must have it open. */
  hall_fixture_refuse (hall, "A01", 0, "add-staff", add, HALL_ERROR_FORBIDDEN, NULL, "as");
  sign_in (hall, "A01", PASSWORD);
  hall_fixture_refuse (hall, "A01", 0, "add-staff",
                       "{'number': <'G12'>, 'name': <'钱八'>, 'roles': <'clerk'>, 'password': <'short'>}",
                       HALL_ERROR_INVALID, NULL, "password");
  hall_fixture_refuse (hall, "A01", 0, "add-staff",
                       "{'number': <'G12'>, 'name': <'钱八'>, 'roles': <'boss'>}", HALL_ERROR_INVALID, NULL,
                       "roles");
  hall_fixture_refuse (hall, "A01", 0, "add-staff",
                       "{'number': <'G12'>, 'name': <'钱八'>, 'roles': <'station'>}", HALL_ERROR_INVALID, "7",
                       "roles");
  hall_fixture_refuse (hall, "A01", 0, "add-staff",
                       "{'number': <'G05'>, 'name': <'钱八'>, 'roles': <'clerk'>}", HALL_ERROR_CONFLICT, NULL,
                       "number");
  g_assert_cmpint (hall_fixture_sql_int (hall, "SELECT count (*) FROM staff"), ==, 5);
  hall_fixture_must (hall, "A01", 0, "add-staff", "%s", add);
  sign_in (hall, "G12", "long-enough");
  hall_fixture_must (hall, "A01", 0, "add-staff", "%s",
                     "{'number': <'G13'>, 'name': <'吴九'>, 'roles': <'clerk,lead'>, 'cash_right': <true>}");
  refuse_sign_in (hall, "G13", "anything", HALL_ERROR_FORBIDDEN);
}

static void
test_set_password (void)
{
  g_autoptr (HallFixture) hall = hall_fixture_new_with_passwords ();

  sign_in (hall, "G05", PASSWORD);
  hall_fixture_refuse (hall, "G05", 0, "set-password", "{'staff': <'G07'>, 'password': <'another-one'>}",
                       HALL_ERROR_FORBIDDEN, "7", "staff");
  hall_fixture_refuse (hall, "G05", 0, "set-password", "{'password': <''>}", HALL_ERROR_INVALID, NULL,
                       "password");
  hall_fixture_must (hall, "G05", 0, "set-password", "%s", "{'password': <'my-new-words'>}");
  refuse_sign_in (hall, "G05", PASSWORD, HALL_ERROR_FORBIDDEN);
  hall_fixture_advance (hall, 1);
  sign_in (hall, "G05", "my-new-words");
  sign_in (hall, "A01", PASSWORD);
  hall_fixture_refuse (hall, "A01", 0, "set-password", "{'staff': <'X99'>, 'password': <'another-one'>}",
                       HALL_ERROR_NOT_FOUND, NULL, "staff");
  refuse_sign_in (hall, "G05", "forgotten", HALL_ERROR_FORBIDDEN);
  /* The administrator's reset also ends the waiting. */
  hall_fixture_must (hall, "A01", 0, "set-password", "%s",
                     "{'staff': <'G05'>, 'password': <'given-by-admin'>}");
  sign_in (hall, "G05", "given-by-admin");
}

static gboolean
file_has (const char *path, const char *words)
{
  g_autofree char *data = NULL;
  gsize size;

  return g_file_get_contents (path, &data, &size, NULL) && memmem (data, size, words, strlen (words)) != NULL;
}

static void
assert_not_in_file (HallFixture *hall)
{
  static const char *const ends[] = { "", "-wal", "-bell" };

  for (gsize i = 0; i < G_N_ELEMENTS (ends); i++) {
    g_autofree char *path = g_strconcat (hall->address, ends[i], NULL);
    g_autofree char *data = NULL;
    gsize size = 0;

    g_assert_false (file_has (path, "zaubernuss"));
    if (g_file_get_contents (path, &data, &size, NULL))
      g_assert_null (memmem (data, size, hall_engine_get_key (hall->engine), HALL_KEY_BYTES));
  }
}

/* Any row of any table as text, with bytes in hexadecimal. */
static void
assert_not_in_database (HallFixture *hall)
{
  g_autoptr (GString) key = g_string_new (NULL);
  g_autofree char *names = hall_fixture_list (
      hall, "SELECT table_name FROM information_schema.tables WHERE table_schema = 'public'");
  g_auto (GStrv) tables = g_strsplit (names, " ", -1);

  for (gsize i = 0; i < HALL_KEY_BYTES; i++)
    g_string_append_printf (key, "%02x", hall_engine_get_key (hall->engine)[i]);
  g_assert_cmpuint (g_strv_length (tables), >, 20);
  for (char **table = tables; *table != NULL; table++) {
    g_autofree char *sql = g_strdup_printf (
        "SELECT count (*) FROM \"%s\" row WHERE row::text LIKE '%%zaubernuss%%' OR row::text LIKE '%%%s%%'",
        *table, key->str);

    g_assert_cmpint (hall_fixture_sql_int (hall, sql), ==, 0);
  }
}

/* Neither the file nor its log, nor any table, ever holds a password or the key. */
static void
test_nowhere_in_the_hall (void)
{
  g_autoptr (HallFixture) hall = hall_fixture_new_with_passwords ();
  g_autofree char *args = NULL;

  sign_in (hall, "A01", PASSWORD);
  hall_fixture_must (
      hall, "A01", 0, "add-staff", "%s",
      "{'number': <'G12'>, 'name': <'钱八'>, 'roles': <'clerk'>, 'password': <'zaubernuss-1'>}");
  hall_fixture_must (hall, "A01", 0, "set-password", "%s", "{'password': <'zaubernuss-2'>}");
  refuse_sign_in (hall, "A01", "zaubernuss-3", HALL_ERROR_FORBIDDEN);
  args = hall_fixture_sql (hall, "SELECT args FROM journal WHERE command = 'add-staff'");
  g_assert_cmpstr (args, ==, "{\"number\":\"G12\",\"name\":\"钱八\",\"roles\":\"clerk\"}");
  if (hall_place_is_server ())
    assert_not_in_database (hall);
  else
    assert_not_in_file (hall);
}

/* A real hall: the first administrator's password is chosen or made, told once, and opens. */
static void
test_first_administrator (void)
{
  g_autoptr (HallFixture) hall = hall_fixture_new ();
  char *address = hall_place_new (hall->dir, "real.db");
  HallSetup setup = { .hall_name = "城西客户服务大厅", .admin_number = "A07", .admin_name = "周静" };
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) made = hall_engine_create (address, &setup, hall->clock, &error);
  g_autoptr (GVariant) list = NULL;
  g_autoptr (HallEngine) engine = NULL;
  g_autoptr (GVariant) answer = NULL;
  g_autoptr (GVariant) line = NULL;
  g_autofree char *password = NULL;

  g_assert_no_error (error);
  list = g_variant_lookup_value (made, "staff", NULL);
  g_assert_cmpuint (g_variant_n_children (list), ==, 1);
  {
    g_autoptr (GVariant) boxed = g_variant_get_child_value (list, 0);

    line = g_variant_get_variant (boxed);
  }
  password = hall_fixture_text (line, "password");
  g_assert_cmpuint (strlen (password), >=, 10);
  if (!hall_place_is_server ())
    g_assert_false (file_has (address, password));
  engine = hall_engine_open (address, hall->clock, &error);
  g_assert_no_error (error);
  g_assert_false (hall_engine_is_practice (engine));
  answer = hall_engine_sign_in (engine, "A07", password, 0, NULL, &error);
  g_assert_no_error (error);
  g_assert_false (hall_engine_set_practice_time (engine, 0, &error));
  g_assert_error (error, HALL_ERROR, (int)HALL_ERROR_REFUSED);
  g_clear_object (&engine);
  hall_place_free (address);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/store/sign-in/back-off", test_back_off);
  g_test_add_func ("/store/sign-in/unknown-is-wrong", test_unknown_is_wrong);
  g_test_add_func ("/store/sign-in/key-is-bound-to-owner", test_key_is_bound_to_owner);
  g_test_add_func ("/store/sign-in/floor", test_floor);
  g_test_add_func ("/store/sign-in/add-staff", test_add_staff);
  g_test_add_func ("/store/sign-in/set-password", test_set_password);
  g_test_add_func ("/store/sign-in/nowhere-in-the-hall", test_nowhere_in_the_hall);
  g_test_add_func ("/store/sign-in/first-administrator", test_first_administrator);
  return g_test_run ();
}
