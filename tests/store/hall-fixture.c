/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "hall-fixture.h"

#include <glib/gstdio.h>
#include <json-glib/json-glib.h>
#include <stdlib.h>
#include <unistd.h>

#include "hall-place.h"
#include "hall-time.h"

/* On a server each test's hall is a copy of one that is made once: without and with passwords. */
static char *samples[2];
static pid_t samples_of;

static void
free_samples (void)
{
  if (samples_of != getpid ())
    return;
  for (guint i = 0; i < G_N_ELEMENTS (samples); i++)
    hall_place_free (g_steal_pointer (&samples[i]));
}

static char *
make_hall (HallFixture *self, gboolean passwords)
{
  HallSetup setup = { .sample = TRUE, .practice = TRUE, .without_passwords = !passwords };
  char *address = hall_place_is_server () ? hall_place_new_database ()
                                          : hall_place_new (self->dir, "hall.db");
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) made = hall_engine_create (address, &setup, self->clock, &error);

  g_assert_no_error (error);
  return address;
}

static char *
copy_hall (HallFixture *self, gboolean passwords)
{
  if (samples_of == 0) {
    samples_of = getpid ();
    atexit (free_samples);
  }
  if (samples[passwords] == NULL)
    samples[passwords] = make_hall (self, passwords);
  return hall_place_copy (samples[passwords], self->dir, "hall.db");
}

static HallFixture *
fixture_new (gboolean passwords)
{
  HallFixture *self = g_new0 (HallFixture, 1);
  g_autoptr (GError) error = NULL;

  self->dir = g_dir_make_tmp ("halldesk-XXXXXX", &error);
  g_assert_no_error (error);
  self->clock = hall_clock_new_virtual (G_GINT64_CONSTANT (1795136400000000)); /* replaced below */
  hall_fixture_set_time (self, "2026-11-20T09:00:00");
  self->address = hall_place_is_server () ? copy_hall (self, passwords) : make_hall (self, passwords);
  self->engine = hall_engine_open (self->address, self->clock, &error);
  g_assert_no_error (error);
  return self;
}

HallFixture *
hall_fixture_new (void)
{
  return fixture_new (FALSE);
}

HallFixture *
hall_fixture_new_with_passwords (void)
{
  return fixture_new (TRUE);
}

static void
remove_dir (const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL) {
    g_autofree char *child = g_build_filename (path, name, NULL);

    if (g_file_test (child, G_FILE_TEST_IS_DIR))
      remove_dir (child);
    else
      g_unlink (child);
  }
  g_rmdir (path);
}

void
hall_fixture_free (HallFixture *self)
{
  g_clear_object (&self->engine);
  g_clear_object (&self->clock);
  remove_dir (self->dir);
  g_free (self->dir);
  hall_place_free (self->address);
  g_free (self);
}

void
hall_fixture_set_time (HallFixture *self, const char *iso_local)
{
  g_autoptr (GTimeZone) zone = hall_time_zone ("Asia/Shanghai");
  g_autoptr (GError) error = NULL;
  gint64 time_us;

  hall_time_parse (zone, iso_local, &time_us, &error);
  g_assert_no_error (error);
  if (time_us < hall_clock_now (self->clock)) {
    g_assert_null (self->engine); /* a hall's clock never goes back */
    g_object_unref (self->clock);
    self->clock = hall_clock_new_virtual (time_us);
  } else {
    hall_clock_advance_to (self->clock, time_us);
  }
}

void
hall_fixture_advance (HallFixture *self, gint64 seconds)
{
  hall_clock_advance_to (self->clock, hall_clock_now (self->clock) + seconds * G_USEC_PER_SEC);
}

GVariant *
hall_fixture_try (
    HallFixture *self, const char *staff, gint64 counter, const char *name, const char *args, GError **error)
{
  g_autoptr (GVariant) parsed = NULL;
  g_autoptr (HallCommand) command = NULL;

  if (args != NULL) {
    g_autoptr (GError) local = NULL;

    parsed = g_variant_parse (G_VARIANT_TYPE_VARDICT, args, NULL, NULL, &local);
    g_assert_no_error (local);
  }
  command = hall_command_new (name, parsed, staff, counter, staff == NULL ? "kiosk" : NULL, NULL);
  return hall_engine_do (self->engine, command, error);
}

GVariant *
hall_fixture_do (HallFixture *self, const char *staff, gint64 counter, const char *name, const char *args)
{
  g_autoptr (GError) error = NULL;
  GVariant *answer = hall_fixture_try (self, staff, counter, name, args, &error);

  g_assert_no_error (error);
  g_assert_nonnull (answer);
  return answer;
}

void
hall_fixture_refuse (HallFixture *self,
                     const char *staff,
                     gint64 counter,
                     const char *name,
                     const char *args,
                     HallError code,
                     const char *rule,
                     const char *field)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) answer = hall_fixture_try (self, staff, counter, name, args, &error);

  g_assert_null (answer);
  g_assert_error (error, HALL_ERROR, (int)code);
  if (rule != NULL)
    g_assert_cmpstr (hall_error_get_rule (error), ==, rule);
  if (field != NULL)
    g_assert_cmpstr (hall_error_get_field (error), ==, field);
  g_assert_cmpuint (strlen (error->message), >, 5);
}

void
hall_fixture_must (
    HallFixture *self, const char *staff, gint64 counter, const char *name, const char *format, ...)
{
  g_autofree char *args = NULL;
  va_list list;

  va_start (list, format);
  args = g_strdup_vprintf (format, list);
  va_end (list);
  g_variant_unref (hall_fixture_do (self, staff, counter, name, *args != '\0' ? args : NULL));
}

char *
hall_fixture_serve (HallFixture *self, const char *staff, gint64 counter)
{
  g_autoptr (GVariant) answer = hall_fixture_do (self, staff, counter, "call-next", NULL);

  hall_fixture_must (self, staff, counter, "start", "%s", "");
  return hall_fixture_text (answer, "ticket");
}

gint64
hall_fixture_charge (HallFixture *self, const char *staff, gint64 counter, gint64 fen)
{
  g_autofree char *args = g_strdup_printf (
      "{'lines': <[<{'item': <'采暖费'>, 'amount_fen': <int64 %" G_GINT64_FORMAT ">}>]>}", fen);
  g_autoptr (GVariant) answer = hall_fixture_do (self, staff, counter, "charge", args);

  return hall_fixture_int (answer, "charge");
}

char *
hall_fixture_pay (HallFixture *self, const char *staff, gint64 counter, gint64 charge, gint64 received_fen)
{
  g_autofree char *args = g_strdup_printf ("{'charge': <int64 %" G_GINT64_FORMAT ">}", charge);
  g_autoptr (GVariant) answer = NULL;

  hall_fixture_must (self, staff, counter, "call-received",
                     "{'charge': <int64 %" G_GINT64_FORMAT ">, 'received_fen': <int64 %" G_GINT64_FORMAT ">}",
                     charge, received_fen);
  answer = hall_fixture_do (self, staff, counter, "call-change", args);
  return hall_fixture_text (answer, "receipt");
}

char *
hall_fixture_take (HallFixture *self, const char *category, const char *priority)
{
  g_autofree char *args = priority != NULL ? g_strdup_printf ("{'category': <'%s'>, 'priority': <'%s'>}",
                                                              category, priority)
                                           : g_strdup_printf ("{'category': <'%s'>}", category);
  g_autoptr (GVariant) answer = hall_fixture_do (self, NULL, 0, "take-ticket", args);

  return hall_fixture_text (answer, "ticket");
}

void
hall_fixture_open (HallFixture *self, const char *staff, gint64 counter)
{
  g_autofree char *args = g_strdup_printf ("{'counter': <int64 %d>, 'float_fen': <int64 50000>}",
                                           (int)counter);

  g_variant_unref (hall_fixture_do (self, staff, counter, "open-counter", args));
}

char *
hall_fixture_text (GVariant *answer, const char *name)
{
  char *text = NULL;

  g_assert_true (g_variant_lookup (answer, name, "s", &text));
  return text;
}

gint64
hall_fixture_int (GVariant *answer, const char *name)
{
  gint64 value;

  g_assert_true (g_variant_lookup (answer, name, "x", &value));
  return value;
}

char *
hall_fixture_sql (HallFixture *self, const char *sql)
{
  return hall_place_ask (self->address, sql);
}

char *
hall_fixture_list (HallFixture *self, const char *sql)
{
  return hall_place_list (self->address, sql);
}

char *
hall_fixture_json (HallFixture *self, const char *sql, const char *path)
{
  g_autofree char *text = hall_place_ask (self->address, sql);
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) node = json_from_string (text, &error);
  g_autoptr (JsonNode) found = NULL;
  JsonArray *all;

  g_assert_no_error (error);
  found = json_path_query (path, node, &error);
  g_assert_no_error (error);
  all = json_node_get_array (found);
  g_assert_cmpuint (json_array_get_length (all), ==, 1);
  return g_strdup (json_array_get_string_element (all, 0));
}

gint64
hall_fixture_sql_int (HallFixture *self, const char *sql)
{
  g_autofree char *text = hall_fixture_sql (self, sql);

  g_assert_nonnull (text);
  return g_ascii_strtoll (text, NULL, 10);
}

char *
hall_fixture_sql_error (HallFixture *self, const char *sql)
{
  return hall_place_tell (self->address, sql);
}

static void
opened_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;

  hall_store_open_finish (HALL_STORE (source), result, &error);
  g_assert_no_error (error);
  *(gboolean *)data = TRUE;
}

HallStore *
hall_fixture_open_store (HallFixture *self)
{
  HallStore *store = hall_store_new (self->address, self->clock);
  gboolean opened = FALSE;

  hall_store_open_async (store, NULL, opened_cb, &opened);
  while (!opened)
    g_main_context_iteration (NULL, TRUE);
  return store;
}
