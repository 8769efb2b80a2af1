/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "hall-case-fixture.h"

HallFixture *
hall_case_fixture (void)
{
  HallFixture *hall = hall_fixture_new ();

  hall_fixture_open (hall, "G05", 3);
  g_free (hall_fixture_take (hall, "B", NULL));
  g_free (hall_fixture_serve (hall, "G05", 3));
  return hall;
}

static gint64
counter_of (const char *staff)
{
  return g_str_equal (staff, "G05") ? 3 : 0;
}

static char *
args_of (const char *file, const char *more)
{
  return g_strdup_printf ("{'case': <'%s'>%s%s}", file, *more != '\0' ? ", " : "", more);
}

char *
hall_case_open (HallFixture *hall, const char *matter, const char *more)
{
  g_autofree char *args = g_strdup_printf ("{'matter': <'%s'>%s%s}", matter, *more != '\0' ? ", " : "", more);
  g_autoptr (GVariant) answer = hall_fixture_do (hall, "G05", 3, "open-case", args);

  return hall_fixture_text (answer, "case");
}

GVariant *
hall_case_do (HallFixture *hall, const char *staff, const char *file, const char *name, const char *more)
{
  g_autofree char *args = args_of (file, more);

  return hall_fixture_do (hall, staff, counter_of (staff), name, args);
}

void
hall_case_must (HallFixture *hall, const char *staff, const char *file, const char *name, const char *more)
{
  g_variant_unref (hall_case_do (hall, staff, file, name, more));
}

void
hall_case_refuse (HallFixture *hall,
                  const char *staff,
                  const char *file,
                  const char *name,
                  const char *more,
                  HallError code,
                  const char *rule,
                  const char *field)
{
  g_autofree char *args = args_of (file, more);

  hall_fixture_refuse (hall, staff, counter_of (staff), name, args, code, rule, field);
}

void
hall_case_check (HallFixture *hall, const char *file, const char *item, const char *state)
{
  g_autofree char *more = g_strdup_printf ("'item': <'%s'>, 'state': <'%s'>", item, state);

  hall_case_must (hall, "G05", file, "check", more);
}

static char *
open_transfer (HallFixture *hall)
{
  return hall_case_open (hall, "B1", "'name': <'王小明'>, 'phone': <'13800001234'>");
}

char *
hall_case_told (HallFixture *hall)
{
  char *file = open_transfer (hall);

  hall_case_check (hall, file, "application", "have");
  hall_case_check (hall, file, "both-ids", "have");
  hall_case_check (hall, file, "title", "missing");
  hall_case_check (hall, file, "settled", "missing");
  hall_case_must (hall, "G05", file, "issue-notice", "");
  hall_fixture_must (hall, "G05", 3, "finish", "%s", "");
  return file;
}

char *
hall_case_accepted (HallFixture *hall)
{
  static const char *const items[] = { "application", "both-ids", "title", "settled" };
  char *file = open_transfer (hall);

  for (gsize i = 0; i < G_N_ELEMENTS (items); i++)
    hall_case_check (hall, file, items[i], "have");
  hall_case_must (hall, "G05", file, "accept", "");
  return file;
}

void
hall_case_return (HallFixture *hall, const char *file)
{
  g_autofree char *args = g_strdup_printf ("{'category': <'B'>, 'case': <'%s'>}", file);

  g_variant_unref (hall_fixture_do (hall, NULL, 0, "take-ticket", args));
}
