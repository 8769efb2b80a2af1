/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A slow network is felt once a round trip: how many a command takes, and that what was asked ahead is the
 * answer to that question and no other. */

#include "hall-db.h"
#include "hall-fixture.h"
#include "hall-place.h"
#include "hall-proxy.h"
#include "hall-test.h"

#define OPTION "SELECT value FROM option WHERE name = ?1"

typedef struct {
  HallFixture *hall;
  HallProxy *proxy;
} Far;

static char *
far_address (HallFixture *hall, HallProxy *proxy)
{
  return g_strdup_printf ("postgresql://postgres@127.0.0.1:%d%s", hall_proxy_get_port (proxy),
                          strrchr (hall->address, '/'));
}

/* The fixture's hall, its engine behind a piece of network. */
static Far
far_new (void)
{
  Far self = { .hall = hall_fixture_new () };
  const char *port = strrchr (self.hall->address, ':') + 1;
  g_autofree char *address = NULL;
  g_autoptr (GError) error = NULL;

  self.proxy = hall_proxy_new ((int)g_ascii_strtoll (port, NULL, 10));
  address = far_address (self.hall, self.proxy);
  g_clear_object (&self.hall->engine);
  self.hall->engine = hall_engine_open (address, self.hall->clock, &error);
  g_assert_no_error (error);
  return self;
}

static void
far_clear (Far *self)
{
  g_clear_object (&self->hall->engine);
  hall_proxy_free (self->proxy);
  hall_fixture_free (self->hall);
}

/* Carries out a command at the counter, or at the kiosk; returns how many round trips that were. */
static guint
trips (Far *self, const char *name, const char *args)
{
  gboolean kiosk = g_str_equal (name, "take-ticket");
  guint before = hall_proxy_get_turns (self->proxy);

  g_variant_unref (hall_fixture_do (self->hall, kiosk ? NULL : "G05", kiosk ? 0 : 3, name, args));
  return hall_proxy_get_turns (self->proxy) - before;
}

static void
test_few (void)
{
  Far far = far_new ();

  hall_fixture_open (far.hall, "G05", 3);
  for (int i = 1; i <= 2; i++) {
    g_autofree char *charge = g_strdup_printf ("{'charge': <int64 %d>}", i);
    g_autofree char *received = g_strdup_printf ("{'charge': <int64 %d>, 'received_fen': <int64 1000>}", i);

    g_assert_cmpuint (trips (&far, "take-ticket", "{'category': <'A'>, 'matter': <'A1'>}"), <=, 3);
    g_assert_cmpuint (trips (&far, "call-next", NULL), <=, 4);
    g_assert_cmpuint (trips (&far, "start", NULL), <=, 2);
    g_assert_cmpuint (
        trips (&far, "charge", "{'lines': <[<{'item': <'采暖费'>, 'amount_fen': <int64 1000>}>]>}"), <=, 2);
    g_assert_cmpuint (trips (&far, "call-received", received), <=, 2);
    g_assert_cmpuint (trips (&far, "call-change", charge), <=, 3);
    g_assert_cmpuint (trips (&far, "finish", NULL), <=, 3);
  }
  far_clear (&far);
}

static char *
read_option (HallDb *db, const char *name)
{
  g_autoptr (GError) error = NULL;
  char *value = hall_db_get_text (db, &error, OPTION, "t", name);

  g_assert_no_error (error);
  return value;
}

static void
test_right_answer (void)
{
  Far far = far_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (HallDb) db = hall_db_open (far.hall->address, FALSE, &error);
  g_autofree char *from = NULL;
  g_autofree char *until = NULL;
  g_autofree char *again = NULL;
  g_autofree char *later = NULL;

  g_assert_no_error (error);
  g_assert_true (hall_db_can_ask (db));
  g_assert_true (hall_db_begin (db, TRUE, &error));
  hall_db_ask (db, OPTION, "t", "open_until");
  hall_db_ask (db, OPTION, "t", "open_from");
  from = read_option (db, "open_from");
  until = read_option (db, "open_until");
  g_assert_cmpstr (from, ==, "08:30");
  g_assert_cmpstr (until, ==, "17:30");
  /* An answer is taken once: whoever asks again hears what is true then. */
  g_assert_true (
      hall_db_exec (db, &error, "UPDATE option SET value = '09:00' WHERE name = ?1", "t", "open_from"));
  again = read_option (db, "open_from");
  g_assert_cmpstr (again, ==, "09:00");
  /* And nothing outlives its transaction. */
  hall_db_ask (db, OPTION, "t", "open_from");
  hall_db_rollback (db);
  g_assert_true (hall_db_begin (db, TRUE, &error));
  later = read_option (db, "open_from");
  g_assert_cmpstr (later, ==, "08:30");
  hall_db_rollback (db);
  far_clear (&far);
}

/* What goes wrong with a question that was asked ahead is told to whoever takes its answer. */
static void
test_wrong_question (void)
{
  Far far = far_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (HallDb) db = hall_db_open (far.hall->address, FALSE, &error);
  g_autofree char *value = NULL;

  g_assert_no_error (error);
  g_assert_true (hall_db_begin (db, TRUE, &error));
  hall_db_ask (db, "SELECT nothing FROM nowhere", "");
  value = hall_db_get_text (db, &error, "SELECT nothing FROM nowhere", "");
  g_assert_null (value);
  g_assert_error (error, HALL_ERROR, HALL_ERROR_CORRUPT);
  hall_db_rollback (db);
  value = read_option (db, "open_from");
  g_assert_cmpstr (value, ==, "08:30");
  far_clear (&far);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  if (!hall_place_is_server ())
    g_error ("HALL_TEST_SERVER is not set");
  g_test_add_func ("/faults/round-trips/few", test_few);
  g_test_add_func ("/faults/round-trips/right-answer", test_right_answer);
  g_test_add_func ("/faults/round-trips/wrong-question", test_wrong_question);
  return g_test_run ();
}
