/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What a PC needs before it belongs to a hall's server: a look at it, a certificate to trust, a password kept
 * where libpq keeps it. Against a server of its own, with TLS. */

#include <glib/gstdio.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>
#include <sys/stat.h>
#include <unistd.h>

#include "hall-engine.h"
#include "hall-password.h"
#include "hall-place.h"
#include "hall-probe.h"
#include "hall-settings.h"
#include "hall-test-server.h"

G_DEFINE_AUTOPTR_CLEANUP_FUNC (EVP_PKEY, EVP_PKEY_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (X509, X509_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (BIO, BIO_free)

static char *home;             /* nothing of the person's own is read or changed */
static HallTestServer *server; /* (nullable) */

static void
remove_tree (const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL) {
    g_autofree char *child = g_build_filename (path, name, NULL);

    remove_tree (child);
  }
  g_remove (path);
}

static char *
in_home (const char *name)
{
  return g_build_filename (home, name, NULL);
}

static char *
read_home (const char *name)
{
  g_autofree char *path = in_home (name);
  char *text = NULL;

  g_file_get_contents (path, &text, NULL, NULL);
  return text;
}

static void
write_home (const char *name, const char *text)
{
  g_autofree char *path = in_home (name);
  g_autofree char *folder = g_path_get_dirname (path);

  g_mkdir_with_parents (folder, 0700);
  g_assert_true (g_file_set_contents (path, text, -1, NULL));
}

static int
mode_of (const char *name)
{
  g_autofree char *path = in_home (name);
  struct stat info;

  g_assert_cmpint (stat (path, &info), ==, 0);
  return info.st_mode & 0777;
}

/* --- Passwords --- */

static void
test_memory (void)
{
  const char *address = "postgresql://hall_desk@db/hall";
  g_autofree char *first = NULL;
  g_autofree char *other = NULL;
  g_autofree char *gone = NULL;

  hall_password_set (address, "open sesame");
  first = hall_password_dup (address);
  other = hall_password_dup ("postgresql://hall_desk@elsewhere/hall");
  hall_password_set (address, NULL);
  gone = hall_password_dup (address);
  g_assert_cmpstr (first, ==, "open sesame");
  g_assert_null (other);
  g_assert_null (gone);
}

static void
test_pgpass (void)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  g_autofree char *path = NULL;

  write_home (".pgpass", "# mine\nother:5432:*:me:secret\n*:*:*:*:general\n");
  g_assert_true (hall_password_save ("postgresql://hall_desk@db,standby:5433/hall", "a:b\\c", &error));
  g_assert_no_error (error);
  g_assert_true (hall_password_save ("postgresql://hall_desk@db/hall", "newer", &error));
  g_assert_no_error (error);
  text = read_home (".pgpass");
  /* The first line that fits counts, so that ours stand before what is general. */
  g_assert_cmpstr (text, ==,
                   "db:5432:hall:hall_desk:newer\n"
                   "standby:5433:hall:hall_desk:a\\:b\\\\c\n"
                   "# mine\nother:5432:*:me:secret\n*:*:*:*:general\n");
  g_assert_cmpint (mode_of (".pgpass"), ==, 0600);

  g_assert_false (hall_password_save ("postgresql://hall_desk@db/hall", "two\nlines", &error));
  g_assert_error (error, HALL_ERROR, HALL_ERROR_INVALID);
  path = in_home (".pgpass");
  g_remove (path); /* what is general in it would let the other tests in */
}

static void
test_settings (void)
{
  const char *address = "postgresql://hall_desk@db/hall";
  g_autofree char *file = hall_settings_get_file ();
  g_autofree char *first = hall_settings_get_hall ();
  g_autofree char *kept = NULL;
  g_autofree char *last = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_cmpstr (first, ==, file);
  g_assert_true (hall_settings_set_hall (address, &error));
  g_assert_no_error (error);
  kept = hall_settings_get_hall ();
  g_assert_cmpstr (kept, ==, address);

  g_assert_false (hall_settings_set_hall ("postgresql://hall_desk:secret@db/hall", &error));
  g_assert_error (error, HALL_ERROR, HALL_ERROR_INVALID);
  g_assert_null (strstr (error->message, "secret"));
  g_clear_error (&error);

  g_assert_true (hall_settings_set_hall (file, &error));
  g_assert_no_error (error);
  last = hall_settings_get_hall ();
  g_assert_cmpstr (last, ==, file);
}

/* --- A server that shows who it is --- */

/* A certificate that signs itself, for 127.0.0.1 and the name hall-db. */
static void
make_certificate (const char *names, char **key_text, char **certificate_text)
{
  g_autoptr (EVP_PKEY) key = EVP_RSA_gen (2048);
  g_autoptr (X509) certificate = X509_new ();
  g_autoptr (BIO) out = BIO_new (BIO_s_mem ());
  g_autoptr (BIO) key_out = BIO_new (BIO_s_mem ());
  X509_EXTENSION *extension = X509V3_EXT_conf_nid (NULL, NULL, NID_subject_alt_name, names);
  X509_NAME *name = X509_get_subject_name (certificate);
  char *data = NULL;
  long size;

  X509_set_version (certificate, 2);
  ASN1_INTEGER_set (X509_get_serialNumber (certificate), 7);
  X509_gmtime_adj (X509_getm_notBefore (certificate), -60);
  X509_gmtime_adj (X509_getm_notAfter (certificate), 3600);
  X509_set_pubkey (certificate, key);
  X509_NAME_add_entry_by_txt (name, "O", MBSTRING_UTF8, (const unsigned char *)"城东供热有限公司", -1, -1, 0);
  X509_NAME_add_entry_by_txt (name, "CN", MBSTRING_UTF8, (const unsigned char *)"hall-db", -1, -1, 0);
  X509_set_issuer_name (certificate, name);
  X509_add_ext (certificate, extension, -1);
  X509_EXTENSION_free (extension);
  g_assert_cmpint (X509_sign (certificate, key, EVP_sha256 ()), >, 0);
  PEM_write_bio_X509 (out, certificate);
  size = BIO_get_mem_data (out, &data);
  *certificate_text = g_strndup (data, (gsize)size);
  PEM_write_bio_PrivateKey (key_out, key, NULL, NULL, 0, NULL, NULL);
  size = BIO_get_mem_data (key_out, &data);
  *key_text = g_strndup (data, (gsize)size);
}

/* Into the server's own folder, as its own. */
static void
give_server (const char *name, const char *text)
{
  g_autofree char *path = g_build_filename (hall_test_server_get_folder (server), "data", name, NULL);
  g_autoptr (GError) error = NULL;
  struct stat folder;

  g_assert_cmpint (stat (hall_test_server_get_folder (server), &folder), ==, 0);
  g_file_set_contents_full (path, text, -1, G_FILE_SET_CONTENTS_NONE, 0600, &error);
  g_assert_no_error (error);
  if (geteuid () == 0)
    g_assert_cmpint (chown (path, folder.st_uid, folder.st_gid), ==, 0);
}

static void
tell_server (const char *sql)
{
  g_autofree char *refused = hall_place_tell (hall_test_server_get_address (server), sql);

  g_assert_cmpstr (refused, ==, NULL);
}

static void
show_certificate (const char *names)
{
  g_autofree char *key = NULL;
  g_autofree char *certificate = NULL;

  make_certificate (names, &key, &certificate);
  give_server ("server.key", key);
  give_server ("server.crt", certificate);
  tell_server ("ALTER SYSTEM SET ssl = on");
  tell_server ("SELECT pg_reload_conf ()");
}

static char *
address_of (const char *role, const char *database, gboolean verified)
{
  return g_strdup_printf ("postgresql://%s@127.0.0.1:%d/%s%s", role, hall_test_server_get_port (server),
                          database, verified ? "?sslmode=verify-full" : "");
}

static HallProbe *
probe (const char *role, const char *database, const char *password, gboolean verified)
{
  g_autofree char *address = address_of (role, database, verified);

  return hall_probe_server (address, password);
}

/* The settings are read again some time after they were told to be. */
static HallProbe *
probe_until (HallProbeOutcome outcome)
{
  const gint64 until = g_get_monotonic_time () + 10 * G_USEC_PER_SEC;
  HallProbe *found = probe ("postgres", "join_hall", NULL, TRUE);

  while (found->outcome != outcome && g_get_monotonic_time () < until) {
    hall_probe_free (found);
    g_usleep (50000); /* lint: looks again, until a time */
    found = probe ("postgres", "join_hall", NULL, TRUE);
  }
  g_assert_cmpint (found->outcome, ==, outcome);
  return found;
}

static gboolean
no_server (void)
{
  if (server == NULL)
    g_test_skip ("there is no PostgreSQL server here");
  return server == NULL;
}

static void
test_not_there (void)
{
  g_autoptr (HallProbe) unsafe = hall_probe_server ("postgresql://hall_desk@192.0.2.1/hall?sslmode=require",
                                                    NULL);
  g_autoptr (HallProbe) name = hall_probe_server ("postgresql://hall_desk@no-such-host.invalid/hall", NULL);
  g_autoptr (HallProbe) silent = hall_probe_server ("postgresql://hall_desk@127.0.0.1:1/hall", NULL);

  g_assert_cmpint (unsafe->outcome, ==, HALL_PROBE_ADDRESS);
  g_assert_nonnull (strstr (unsafe->detail, "plaintext=allowed"));
  g_assert_cmpint (name->outcome, ==, HALL_PROBE_NAME);
  g_assert_cmpint (silent->outcome, ==, HALL_PROBE_SILENT);
}

static void
test_what_is_there (void)
{
  g_autoptr (HallProbe) database = NULL;
  g_autoptr (HallProbe) empty = NULL;
  g_autoptr (HallProbe) hall = NULL;
  g_autoptr (HallProbe) newer = NULL;
  g_autoptr (HallProbe) older = NULL;
  g_autofree char *address = NULL;

  if (no_server ())
    return;
  database = probe ("postgres", "nowhere", NULL, FALSE);
  g_assert_cmpint (database->outcome, ==, HALL_PROBE_DATABASE);
  empty = probe ("postgres", "postgres", NULL, FALSE);
  g_assert_cmpint (empty->outcome, ==, HALL_PROBE_NO_HALL);

  hall = probe ("join_hall_desk", "join_hall", NULL, FALSE);
  g_assert_cmpint (hall->outcome, ==, HALL_PROBE_JOINABLE);
  g_assert_cmpstr (hall->hall_name, ==, "城东客户服务大厅");

  address = address_of ("postgres", "join_hall", FALSE);
  {
    const gint64 version = hall_place_get_version (address);

    hall_place_set_version (address, version + 1);
    newer = probe ("postgres", "join_hall", NULL, FALSE);
    hall_place_set_version (address, version - 1);
    older = probe ("postgres", "join_hall", NULL, FALSE);
    hall_place_set_version (address, version);
  }
  g_assert_cmpint (newer->outcome, ==, HALL_PROBE_HALL_NEW);
  g_assert_cmpint (older->outcome, ==, HALL_PROBE_HALL_OLD);
}

static void
test_passwords (void)
{
  g_autofree char *usual = NULL;
  g_autofree char *path = NULL;
  g_autofree char *strict = NULL;
  g_autoptr (HallProbe) needed = NULL;
  g_autoptr (HallProbe) wrong = NULL;
  g_autoptr (HallProbe) right = NULL;
  g_autoptr (HallProbe) refused = NULL;
  gint64 until = g_get_monotonic_time () + 10 * G_USEC_PER_SEC;

  if (no_server ())
    return;
  path = g_build_filename (hall_test_server_get_folder (server), "data", "pg_hba.conf", NULL);
  g_assert_true (g_file_get_contents (path, &usual, NULL, NULL));
  strict = g_strconcat ("host all locked 127.0.0.1/32 scram-sha-256\nhost all shut 127.0.0.1/32 reject\n",
                        usual, NULL);
  tell_server ("CREATE ROLE locked LOGIN PASSWORD 'open sesame'");
  tell_server ("CREATE ROLE shut LOGIN");
  tell_server ("GRANT join_hall_desk TO locked");
  give_server ("pg_hba.conf", strict);
  tell_server ("SELECT pg_reload_conf ()");

  needed = probe ("locked", "join_hall", NULL, FALSE);
  while (needed->outcome != HALL_PROBE_PASSWORD_NEEDED && g_get_monotonic_time () < until) {
    hall_probe_free (needed);
    g_usleep (50000); /* lint: looks again, until a time */
    needed = probe ("locked", "join_hall", NULL, FALSE);
  }
  g_assert_cmpint (needed->outcome, ==, HALL_PROBE_PASSWORD_NEEDED);
  wrong = probe ("locked", "join_hall", "guess", FALSE);
  g_assert_cmpint (wrong->outcome, ==, HALL_PROBE_PASSWORD_WRONG);
  right = probe ("locked", "join_hall", "open sesame", FALSE);
  g_assert_cmpint (right->outcome, ==, HALL_PROBE_JOINABLE);
  refused = probe ("shut", "join_hall", NULL, FALSE);
  g_assert_cmpint (refused->outcome, ==, HALL_PROBE_REFUSED);
}

static void
test_certificate (void)
{
  g_autoptr (HallProbe) plain = NULL;
  g_autoptr (HallProbe) unknown = NULL;
  g_autoptr (HallProbe) trusted = NULL;
  g_autoptr (HallProbe) other = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *saved = NULL;
  g_autofree char *again = NULL;

  if (no_server ())
    return;
  plain = probe ("postgres", "join_hall", NULL, TRUE);
  g_assert_cmpint (plain->outcome, ==, HALL_PROBE_NO_TLS);

  show_certificate ("DNS:hall-db,IP:127.0.0.1");
  unknown = probe_until (HALL_PROBE_UNTRUSTED);
  g_assert_nonnull (unknown->certificate);
  g_assert_nonnull (strstr (unknown->certificate->subject, "城东供热有限公司"));
  g_assert_cmpstr (unknown->certificate->names, ==, "hall-db, 127.0.0.1");
  g_assert_cmpuint (strlen (unknown->certificate->fingerprint), ==, 32 * 3 - 1);
  g_assert_cmpint (unknown->certificate->valid_until - unknown->certificate->valid_from, ==,
                   (gint64)3660 * G_USEC_PER_SEC);
  g_assert_true (unknown->certificate->anchor_is_own);

  /* What was trusted before stays; the same twice is there once. */
  write_home (".postgresql/root.crt", "# an older one");
  g_assert_true (hall_certificate_trust (unknown->certificate, &error));
  g_assert_no_error (error);
  g_assert_true (hall_certificate_trust (unknown->certificate, &error));
  saved = read_home (".postgresql/root.crt");
  again = g_strconcat ("# an older one\n", unknown->certificate->anchor, NULL);
  g_assert_cmpstr (saved, ==, again);
  trusted = probe ("postgres", "join_hall", NULL, TRUE);
  g_assert_cmpint (trusted->outcome, ==, HALL_PROBE_JOINABLE);
  g_assert_nonnull (trusted->certificate);

  show_certificate ("DNS:elsewhere");
  other = probe_until (HALL_PROBE_WRONG_NAME);
  g_assert_cmpstr (other->detail, ==, "elsewhere");
}

static void
make_hall (void)
{
  const HallSetup setup = { .sample = TRUE, .practice = TRUE, .without_passwords = TRUE };
  g_autoptr (HallClock) clock = hall_clock_new ();
  g_autoptr (GError) error = NULL;
  g_autofree char *address = address_of ("postgres", "join_hall", FALSE);
  g_autoptr (GVariant) made = hall_engine_create (address, &setup, clock, &error);

  g_assert_no_error (error);
  g_assert_nonnull (made);
}

int
main (int argc, char **argv)
{
  g_autoptr (GError) error = NULL;
  int status;

  home = g_dir_make_tmp ("halldesk-home-XXXXXX", NULL);
  g_setenv ("HOME", home, TRUE);
  for (const char *const *name = (const char *const[]){ "XDG_CONFIG_HOME", "XDG_DATA_HOME", "HALLDESK_HALL",
                                                        "PGPASSFILE", "PGPASSWORD", "PGSSLROOTCERT",
                                                        "FLATPAK_ID", NULL };
       *name != NULL; name++)
    g_unsetenv (*name);
  g_test_init (&argc, &argv, NULL);
  server = hall_test_server_new (NULL, &error);
  if (server != NULL)
    make_hall ();
  else
    g_test_message ("%s", error->message);
  g_test_add_func ("/join/password-in-memory", test_memory);
  g_test_add_func ("/join/pgpass", test_pgpass);
  g_test_add_func ("/join/settings", test_settings);
  g_test_add_func ("/join/not-there", test_not_there);
  g_test_add_func ("/join/what-is-there", test_what_is_there);
  g_test_add_func ("/join/passwords", test_passwords);
  g_test_add_func ("/join/certificate", test_certificate);
  status = g_test_run ();
  g_clear_pointer (&server, hall_test_server_free);
  remove_tree (home);
  g_free (home);
  return status;
}
