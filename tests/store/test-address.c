/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Where a hall is, what is shown of it, and what may not go over a network in the clear. */

#include "hall-address.h"

#include <glib/gstdio.h>
#include <string.h>

#include "hall-test.h"

static const char *
value_of (GStrv keywords, GStrv values, const char *keyword)
{
  const char *value = NULL;

  g_assert_cmpuint (g_strv_length (keywords), ==, g_strv_length (values));
  for (guint i = 0; keywords[i] != NULL; i++)
    if (g_str_equal (keywords[i], keyword)) {
      g_assert_null (value);
      value = values[i];
    }
  return value;
}

static char *
conninfo (const char *address, const char *keyword)
{
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) keywords = NULL;
  g_auto (GStrv) values = NULL;

  hall_address_to_conninfo (address, "halldesk test", &keywords, &values, &error);
  g_assert_no_error (error);
  return g_strdup (value_of (keywords, values, keyword));
}

static void
assert_conninfo (const char *address, const char *keyword, const char *expected)
{
  g_autofree char *value = conninfo (address, keyword);

  g_test_message ("%s: %s", address, keyword);
  g_assert_cmpstr (value, ==, expected);
}

static void
assert_refused (const char *address, const char *word)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) again = NULL;
  g_auto (GStrv) keywords = NULL;
  g_auto (GStrv) values = NULL;

  g_test_message ("%s", address);
  g_assert_false (hall_address_check (address, &error));
  g_assert_error (error, HALL_ERROR, HALL_ERROR_INVALID);
  g_assert_cmpstr (hall_error_get_field (error), ==, "hall");
  if (strstr (error->message, word) == NULL)
    g_error ("“%s” does not say “%s”", error->message, word);
  g_assert_null (strstr (error->message, "secret"));
  g_assert_false (hall_address_to_conninfo (address, NULL, &keywords, &values, &again));
  g_assert_cmpstr (error->message, ==, again->message);
}

static void
test_kind (void)
{
  g_assert_true (hall_address_is_server ("postgresql://db/hall"));
  g_assert_true (hall_address_is_server ("postgres://db/hall"));
  g_assert_false (hall_address_is_server ("/home/hall/hall.db"));
  g_assert_false (hall_address_is_server ("postgresql.db"));
  g_assert_true (hall_address_check ("/home/hall/hall.db", NULL));
}

static void
test_everything_given (void)
{
  const char *address = "postgresql://hall_desk@127.0.0.1:5433/hall";

  assert_conninfo (address, "user", "hall_desk");
  assert_conninfo (address, "host", "127.0.0.1");
  assert_conninfo (address, "port", "5433");
  assert_conninfo (address, "dbname", "hall");
  assert_conninfo (address, "application_name", "halldesk test");
  assert_conninfo (address, "connect_timeout", "3");
  assert_conninfo (address, "tcp_user_timeout", "4000");
  assert_conninfo (address, "keepalives_idle", "2");
  assert_conninfo (address, "keepalives_interval", "1");
  assert_conninfo (address, "keepalives_count", "2");
  assert_conninfo (address, "target_session_attrs", "read-write");
  assert_conninfo (address, "client_encoding", "UTF8");
  assert_conninfo (address, "gssencmode", "disable");
  assert_conninfo (address, "options",
                   "-c statement_timeout=4000 -c lock_timeout=3000"
                   " -c idle_in_transaction_session_timeout=2000 -c standard_conforming_strings=on"
                   " -c search_path=public -c timezone=UTC -c client_min_messages=warning -c jit=off");
  assert_conninfo (address, "sslmode", NULL);
}

/* Patience may be the hall's own; what statements rely on may not. */
static void
test_own_settings (void)
{
  g_autofree char *options = conninfo (
      "postgresql://localhost/hall?options=-c%20work_mem%3D8MB%20-c%20search_path%3Dx", "options");

  g_assert_true (g_str_has_prefix (options, "-c work_mem=8MB -c search_path=x -c statement_timeout=4000"));
  g_assert_nonnull (strstr (options, "-c search_path=public"));
  assert_conninfo ("postgresql://localhost/hall?connect_timeout=9", "connect_timeout", "9");
  assert_conninfo ("postgresql://localhost/hall?client_encoding=GBK", "client_encoding", "UTF8");
  assert_conninfo ("postgresql://localhost/hall?target_session_attrs=any", "target_session_attrs",
                   "read-write");
  assert_conninfo ("postgresql://localhost/hall?application_name=x", "application_name", "halldesk test");
  assert_conninfo ("postgresql://u:secret@localhost/hall", "password", "secret");
}

/* Nothing leaves the machine: as the address says. */
static void
test_loopback (void)
{
  static const char *const addresses[] = {
    "postgresql:///hall",
    "postgresql://localhost/hall",
    "postgresql://LocalHost/hall",
    "postgresql://127.0.0.1/hall",
    "postgresql://127.9.8.7:5433/hall",
    "postgresql://[::1]/hall",
    "postgresql://[::1]:5433,localhost/hall",
    "postgresql://%2Fvar%2Frun%2Fpostgresql/hall",
    "postgresql:///hall?host=/var/run/postgresql",
    "postgresql://hall.example/hall?hostaddr=127.0.0.1",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (addresses); i++) {
    g_assert_true (hall_address_is_local (addresses[i]));
    assert_conninfo (addresses[i], "sslmode", NULL);
  }
  assert_conninfo ("postgresql://localhost/hall?sslmode=disable", "sslmode", "disable");
}

static void
test_network_is_verified (void)
{
  static const char *const addresses[] = {
    "postgresql://db.example/hall",
    "postgresql://192.168.0.5/hall",
    "postgresql://db.example,localhost/hall",
    "postgresql://localhost,db.example:5433/hall",
    "postgresql://localhost/hall?hostaddr=192.168.0.5",
    "postgresql://127.0.0.1.example/hall",
    "postgresql://0x7f000001/hall",
    "postgresql://localhost.example/hall",
    "postgresql:///hall?host=db.example",
  };
  static const char *const weak[] = { "disable", "allow", "prefer", "require", "verify-ca" };

  for (gsize i = 0; i < G_N_ELEMENTS (addresses); i++) {
    g_assert_false (hall_address_is_local (addresses[i]));
    assert_conninfo (addresses[i], "sslmode", "verify-full");
  }
  assert_conninfo ("postgresql://db.example/hall?sslmode=verify-full", "sslmode", "verify-full");
  for (gsize i = 0; i < G_N_ELEMENTS (weak); i++) {
    g_autofree char *address = g_strdup_printf ("postgresql://u:secret@db.example/hall?sslmode=%s", weak[i]);

    assert_refused (address, "plaintext=allowed");
  }
  assert_refused ("postgresql://db.example/hall?ssl=true", "verify-full");
}

/* The environment must not open what the address keeps shut. */
static void
test_environment (void)
{
  if (g_test_subprocess ()) {
    g_setenv ("PGSSLMODE", "disable", TRUE);
    assert_conninfo ("postgresql://db.example/hall", "sslmode", "verify-full");
    assert_conninfo ("postgresql:///hall", "sslmode", NULL);
    g_setenv ("PGHOST", "db.example", TRUE);
    assert_conninfo ("postgresql:///hall", "sslmode", "verify-full");
    g_unsetenv ("PGHOST");
    g_setenv ("PGHOSTADDR", "10.0.0.1", TRUE);
    assert_conninfo ("postgresql://localhost/hall", "sslmode", "verify-full");
    return;
  }
  g_test_trap_subprocess (NULL, 0, 0);
  g_test_trap_assert_passed ();
}

/* Nothing to check a certificate against: said in words, and never answered by checking nothing. */
static void
test_no_root (void)
{
  const char *address = "postgresql://db.example/hall?sslrootcert=/nowhere/root.crt";
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) keywords = NULL;
  g_auto (GStrv) values = NULL;

  g_assert_true (hall_address_check (address, NULL));
  g_assert_false (hall_address_to_conninfo (address, NULL, &keywords, &values, &error));
  g_assert_error (error, HALL_ERROR, HALL_ERROR_UNAVAILABLE);
  g_assert_nonnull (strstr (error->message, "/nowhere/root.crt"));
  assert_conninfo ("postgresql://localhost/hall?sslrootcert=/nowhere/root.crt", "sslmode", NULL);
}

static void
test_plaintext_in_so_many_words (void)
{
  const char *address = "postgresql://db.example/hall?plaintext=allowed";

  assert_conninfo (address, "sslmode", "prefer");
  assert_conninfo (address, "plaintext", NULL);
  assert_conninfo ("postgresql://db.example/hall?sslmode=disable&plaintext=allowed", "sslmode", "disable");
  assert_conninfo ("postgresql://db.example/hall?plaintext=allowed&connect_timeout=5", "connect_timeout",
                   "5");
  assert_refused ("postgresql://db.example/hall?plaintext=yes", "allowed");
  assert_refused ("postgresql://db.example/hall?plaintext=", "allowed");
}

static void
test_no_address (void)
{
  assert_refused ("postgresql://db.example", "database");
  assert_refused ("postgresql://db.example/hall?service=hall", "service");
  assert_refused ("postgresql://db.example/hall?colour=red", "colour");
  assert_refused ("postgresql://u:secret%zz@db.example/hall", "postgresql://hall_desk@server/hall");
  assert_refused ("postgresql://db.example/hall?password=secret%zz", "postgresql://hall_desk@server/hall");
  assert_refused ("postgresql://[::1/hall", "postgresql://hall_desk@server/hall");
}

static void
test_password_is_never_shown (void)
{
  static const struct {
    const char *address;
    const char *shown;
    gboolean password;
  } cases[] = {
    { "postgresql://hall_desk@db.example:5433/hall", "postgresql://hall_desk@db.example:5433/hall", FALSE },
    { "postgresql://hall_desk:secret@db.example/hall", "postgresql://hall_desk@db.example/hall", TRUE },
    { "postgres://hall_desk:sec?ret@db.example/hall?plaintext=allowed",
      "postgresql://hall_desk@db.example/hall", TRUE },
    { "postgresql://db.example/hall?user=u&password=secret&sslmode=require", "postgresql://u@db.example/hall",
      TRUE },
    { "postgresql://db.example/hall?sslpassword=secret", "postgresql://db.example/hall", TRUE },
    { "postgresql://a,b:1,[::1]:2/hall", "postgresql://a,b:1,[::1]:2/hall", FALSE },
    { "postgresql://a,b:5433/hall?port=5000", "postgresql://a:5000,b:5000/hall", FALSE },
    { "postgresql://%2Frun%2Fdb/hall", "postgresql://%2Frun%2Fdb/hall", FALSE },
    { "postgresql://u:sec%zzret@db.example/hall", "postgresql://…", TRUE },
    { "postgresql://db.example/hall?colour=red", "postgresql://…", FALSE },
    { "/home/hall/password:secret.db", "/home/hall/password:secret.db", FALSE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *shown = hall_address_describe (cases[i].address);

    g_assert_cmpstr (shown, ==, cases[i].shown);
    g_assert_cmpint (hall_address_has_password (cases[i].address), ==, cases[i].password);
  }
}

static void
test_another_role (void)
{
  g_autofree char *desk = hall_address_with (
      "postgresql://postgres:secret@a,b:5433/hall?plaintext=allowed&sslmode=disable", "hall_desk", NULL);
  g_autofree char *maintenance = hall_address_with ("postgresql:///hall?host=/run/db&connect_timeout=5", NULL,
                                                    "postgres");
  g_autofree char *user = hall_address_get (desk, "user");

  g_assert_cmpstr (desk, ==, "postgresql://hall_desk@a,b:5433/hall?sslmode=disable&plaintext=allowed");
  g_assert_cmpstr (user, ==, "hall_desk");
  g_assert_cmpstr (maintenance, ==, "postgresql://%2Frun%2Fdb/postgres?connect_timeout=5");
  g_assert_null (hall_address_with ("hall.db", NULL, NULL));
}

int
main (int argc, char **argv)
{
  static const char *const variables[] = { "PGHOST",     "PGHOSTADDR", "PGSSLMODE", "PGSERVICE",
                                           "PGPASSFILE", "PGOPTIONS",  "FLATPAK_ID" };

  g_autofree char *home = NULL;
  g_autofree char *folder = NULL;
  g_autofree char *root = NULL;
  int status;

  g_test_init (&argc, &argv, NULL);
  home = g_dir_make_tmp ("halldesk-XXXXXX", NULL);
  folder = g_build_filename (home, ".postgresql", NULL);
  root = g_build_filename (folder, "root.crt", NULL);
  g_assert_cmpint (g_mkdir (folder, 0700), ==, 0);
  g_assert_true (g_file_set_contents (root, "", 0, NULL));
  g_setenv ("HOME", home, TRUE);
  for (gsize i = 0; i < G_N_ELEMENTS (variables); i++)
    g_unsetenv (variables[i]);
  g_test_add_func ("/store/address/kind", test_kind);
  g_test_add_func ("/store/address/everything-given", test_everything_given);
  g_test_add_func ("/store/address/own-settings", test_own_settings);
  g_test_add_func ("/store/address/loopback", test_loopback);
  g_test_add_func ("/store/address/network-is-verified", test_network_is_verified);
  g_test_add_func ("/store/address/environment", test_environment);
  g_test_add_func ("/store/address/no-root", test_no_root);
  g_test_add_func ("/store/address/plaintext-in-so-many-words", test_plaintext_in_so_many_words);
  g_test_add_func ("/store/address/no-address", test_no_address);
  g_test_add_func ("/store/address/password-is-never-shown", test_password_is_never_shown);
  g_test_add_func ("/store/address/another-role", test_another_role);
  status = g_test_run ();
  g_remove (root);
  g_remove (folder);
  g_remove (home);
  return status;
}
