/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "hall-play.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "hall-db.h"
#include "hall-json.h"
#include "hall-time.h"
#include "hall-tx.h"

/* A script while it is played. The engine is opened at the first line that names a time, which its clock
 * starts at. */
typedef struct {
  const char *address; /* (not owned) */
  HallEngine *engine;  /* (owned) */
  HallPlayFunc answered;
  gpointer data;
  HallPlayed *played; /* (not owned) */
} Play;

static void
play_clear (Play *self)
{
  g_clear_object (&self->engine);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Play, play_clear)

/* --- The clock --- */

/* A virtual clock never goes back: not within a script, and not behind what the hall has lived through
 * already. */
static gboolean
check_not_before (HallEngine *engine, gint64 time_us, GError **error)
{
  gint64 last = 0;
  g_autofree char *lived = NULL;

  if (!hall_db_get_int (hall_engine_get_db (engine), &last, error,
                        "SELECT at FROM journal WHERE day IS NOT NULL ORDER BY id DESC LIMIT 1", ""))
    return FALSE;
  if (time_us >= last)
    return TRUE;
  lived = hall_time_to_iso (hall_engine_get_zone (engine), last);
  hall_set_error (error, HALL_ERROR_REFUSED, NULL, "at",
                  _ ("the script begins before %s, where this hall stands, and time never goes back; play it "
                     "in a new hall"),
                  lived);
  return FALSE;
}

static gboolean
open_hall (Play *self, gint64 time_us, GError **error)
{
  g_autoptr (HallClock) clock = hall_clock_new_virtual (time_us);

  g_set_object (&self->engine, NULL);
  self->engine = hall_engine_open (self->address, clock, error);
  if (self->engine == NULL)
    return FALSE;
  if (!hall_engine_is_practice (self->engine)) {
    hall_set_error (error, HALL_ERROR_REFUSED, NULL, "hall",
                    _ ("scripts are played in practice halls only; this one is real"));
    return FALSE;
  }
  return check_not_before (self->engine, time_us, error);
}

/* --- One line --- */

static gboolean
take_text (GVariantDict *line, const char *name, char **value, GError **error)
{
  g_autoptr (GVariant) given = g_variant_dict_lookup_value (line, name, NULL);

  *value = NULL;
  if (given == NULL)
    return TRUE;
  if (!g_variant_is_of_type (given, G_VARIANT_TYPE_STRING)) {
    hall_set_error (error, HALL_ERROR_INVALID, NULL, name, _ ("“%s” must be a text"), name);
    return FALSE;
  }
  *value = g_variant_dup_string (given, NULL);
  g_variant_dict_remove (line, name);
  return TRUE;
}

/* The counter where a member of staff sits now, 0 for none. */
static gint64
counter_of (HallEngine *engine, const char *staff)
{
  gint64 counter = 0;

  if (staff != NULL)
    hall_db_get_int (hall_engine_get_db (engine), &counter, NULL,
                     "SELECT counter FROM duty WHERE staff = ?1 AND state <> 'ended'", "t", staff);
  return counter;
}

/*
 * "counter" is where a line is asked from, and with some commands also an argument: a counter to open is
 * both. Only to a transfer it matters which is meant, and nobody sends a customer to where they sit.
 */
static gboolean
take_counter (HallEngine *engine,
              GVariantDict *line,
              const HallCommandSpec *spec,
              const char *staff,
              gint64 *counter,
              GError **error)
{
  g_autoptr (GVariant) given = g_variant_dict_lookup_value (line, "counter", NULL);
  gboolean is_argument = strstr (spec->args, "counter:") != NULL || strstr (spec->args, "counter?:") != NULL;
  gint64 here;

  *counter = 0;
  if (given == NULL)
    return TRUE;
  if (!g_variant_is_of_type (given, G_VARIANT_TYPE_INT64) || g_variant_get_int64 (given) < 1) {
    hall_set_error (error, HALL_ERROR_INVALID, NULL, "counter", _ ("“%s” must be a whole number"), "counter");
    return FALSE;
  }
  here = counter_of (engine, staff);
  *counter = g_variant_get_int64 (given);
  if (is_argument && !(g_str_equal (spec->name, "transfer") && *counter == here)) {
    if (here != 0)
      *counter = here;
    return TRUE;
  }
  g_variant_dict_remove (line, "counter");
  return TRUE;
}

static GVariant *
take_args (GVariantDict *line, GError **error)
{
  g_autoptr (GVariant) args = g_variant_dict_lookup_value (line, "args", NULL);

  if (args == NULL)
    return g_variant_dict_end (line);
  if (!g_variant_is_of_type (args, G_VARIANT_TYPE_VARDICT)) {
    hall_set_error (error, HALL_ERROR_INVALID, NULL, "args", _ ("“%s” must be a group of arguments"), "args");
    return NULL;
  }
  return g_steal_pointer (&args);
}

static HallCommand *
command_from_line (HallEngine *engine, GVariantDict *line, GError **error)
{
  g_autofree char *name = NULL;
  g_autofree char *staff = NULL;
  g_autofree char *station = NULL;
  g_autofree char *request = NULL;
  const HallCommandSpec *spec;
  GVariant *args;
  gint64 counter;

  if (!take_text (line, "do", &name, error) || !take_text (line, "as", &staff, error)
      || !take_text (line, "station", &station, error) || !take_text (line, "request_id", &request, error))
    return NULL;
  spec = name != NULL ? hall_command_spec_find (name) : NULL;
  if (spec == NULL) {
    hall_set_error (error, HALL_ERROR_INVALID, NULL, "do",
                    name != NULL ? _ ("there is no command “%s”") : _ ("the line names no command"), name);
    return NULL;
  }
  /* Also called "request", where the command has no argument of that name. */
  if (request == NULL && strstr (spec->args, "request:") == NULL
      && !take_text (line, "request", &request, error))
    return NULL;
  if (!take_counter (engine, line, spec, staff, &counter, error))
    return NULL;
  args = take_args (line, error);
  if (args == NULL)
    return NULL;
  return hall_command_new (name, args, staff, counter, station, request);
}

/* Moves the clock to the line's own time; the first one opens the hall. Nothing but failing to open is fatal.
 */
static gboolean
set_time (Play *self, GVariantDict *line, gboolean *fatal, GError **error)
{
  g_autoptr (GTimeZone) before = NULL;
  g_autofree char *at = NULL;
  gint64 time_us;

  if (!take_text (line, "at", &at, error))
    return FALSE;
  if (at == NULL && self->engine != NULL)
    return TRUE;
  if (at == NULL) {
    hall_set_error (error, HALL_ERROR_INVALID, NULL, "at", _ ("the first line must say what time it is"));
    return FALSE;
  }
  /* Until the hall is open its zone is not known; a script should give the offset anyway. */
  before = hall_time_zone (HALL_TIME_ZONE);
  if (!hall_time_parse (self->engine != NULL ? hall_engine_get_zone (self->engine) : before, at, &time_us,
                        error))
    return FALSE;
  if (self->engine == NULL) {
    *fatal = TRUE;
    if (!open_hall (self, time_us, error))
      return FALSE;
    *fatal = FALSE;
  }
  hall_clock_advance_to (hall_engine_get_clock (self->engine), time_us);
  return TRUE;
}

/* What must not be answered to a line, for every other line would get the same: the hall cannot be used any
 * more. */
static gboolean
is_fatal (const GError *error)
{
  return g_error_matches (error, HALL_ERROR, HALL_ERROR_UNAVAILABLE)
         || g_error_matches (error, HALL_ERROR, HALL_ERROR_CORRUPT);
}

static char *
answer_text (GVariant *answer)
{
  g_auto (GVariantBuilder) group = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE_VARDICT);
  g_autoptr (GVariant) whole = NULL;
  GVariantIter iter;
  const char *name;
  GVariant *value;

  g_variant_builder_add (&group, "{sv}", "ok", g_variant_new_boolean (TRUE));
  g_variant_iter_init (&iter, answer);
  while (g_variant_iter_next (&iter, "{&sv}", &name, &value)) {
    g_variant_builder_add (&group, "{sv}", name, value);
    g_variant_unref (value);
  }
  whole = g_variant_ref_sink (g_variant_builder_end (&group));
  return hall_json_from_variant (whole);
}

static GVariant *
carry_out (Play *self, const char *text, gsize length, gboolean *fatal, GError **error)
{
  g_autoptr (HallCommand) command = NULL;
  g_autoptr (GVariant) object = NULL;
  GVariantDict line;

  if (strlen (text) != length) {
    hall_set_error (error, HALL_ERROR_INVALID, NULL, NULL, _ ("a NUL character cannot be part of a text"));
    return NULL;
  }
  object = hall_json_to_variant (text, error);
  if (object == NULL)
    return NULL;
  g_variant_dict_init (&line, object);
  if (set_time (self, &line, fatal, error))
    command = command_from_line (self->engine, &line, error);
  g_variant_dict_clear (&line);
  return command != NULL ? hall_engine_do (self->engine, command, error) : NULL;
}

static gboolean
play_line (Play *self, const char *text, gsize length, gint64 number, GError **error)
{
  g_autoptr (GVariant) answer = NULL;
  g_autoptr (GError) local = NULL;
  g_autofree char *said = NULL;
  gboolean fatal = FALSE;

  answer = carry_out (self, text, length, &fatal, &local);
  if (answer == NULL && (fatal || is_fatal (local))) {
    g_propagate_error (error, g_steal_pointer (&local));
    return FALSE;
  }
  self->played->lines++;
  self->played->refused += answer == NULL;
  said = answer != NULL ? answer_text (answer) : hall_json_error (local, number);
  if (self->answered != NULL)
    self->answered (said, number, answer != NULL, self->data);
  return TRUE;
}

/* --- All of them --- */

static gboolean
is_blank (const char *text, gsize length)
{
  for (gsize i = 0; i < length; i++)
    if (!g_ascii_isspace (text[i]))
      return FALSE;
  return TRUE;
}

static gboolean
play_lines (Play *self, GInputStream *script, GError **error)
{
  g_autoptr (GDataInputStream) lines = g_data_input_stream_new (script);
  g_autoptr (GError) local = NULL;

  g_filter_input_stream_set_close_base_stream (G_FILTER_INPUT_STREAM (lines), FALSE);
  for (gint64 number = 1;; number++) {
    gsize length = 0;
    g_autofree char *text = g_data_input_stream_read_line (lines, &length, NULL, &local);

    if (local != NULL) {
      hall_set_error (error, HALL_ERROR_UNAVAILABLE, NULL, NULL, "%s", local->message);
      return FALSE;
    }
    if (text == NULL)
      return TRUE;
    if (!is_blank (text, length) && !play_line (self, text, length, number, error))
      return FALSE;
  }
}

/**
 * hall_play_script:
 * @address: a practice hall
 * @script: commands, one JSON object a line, each with the time "at" which it happens
 * @answered: (nullable): told the answer to each line
 * @data: passed on
 * @played: (out) (optional): how it went
 * @error: why the script cannot be played at all: no such hall, not a practice hall, a disk that is full. A
 * line that is refused is answered and no error
 *
 * Plays a script on a virtual clock that starts at the time of its first line and never goes back; a whole
 * day takes seconds. Afterwards the practice hall's own clock goes on from the last line.
 *
 * Returns: whether it was played to its end
 */
gboolean
hall_play_script (const char *address,
                  GInputStream *script,
                  HallPlayFunc answered,
                  gpointer data,
                  HallPlayed *played,
                  GError **error)
{
  HallPlayed own = { 0 };
  g_auto (Play) self = { .address = address, .answered = answered, .data = data, .played = &own };

  g_return_val_if_fail (address != NULL && G_IS_INPUT_STREAM (script), FALSE);

  if (!play_lines (&self, script, error))
    return FALSE;
  if (self.engine == NULL) {
    /* Not one line could be carried out: say so if the hall itself is the reason. */
    if (!open_hall (&self, G_MAXINT64 / 2, error))
      return FALSE;
  } else {
    own.time = hall_clock_now (hall_engine_get_clock (self.engine));
    if (!hall_engine_set_practice_time (self.engine, own.time, error))
      return FALSE;
  }
  if (played != NULL)
    *played = own;
  return TRUE;
}

/**
 * hall_play_morning:
 * @address: a practice hall made of the sample
 * @played: (out) (optional): how it went
 * @error: as hall_play_script()
 *
 * Plays the morning that ships with the program: it is 10:31 afterwards, customers wait, counter 3 is not
 * open yet.
 *
 * Returns: whether it was played
 */
gboolean
hall_play_morning (const char *address, HallPlayed *played, GError **error)
{
  g_autoptr (GInputStream) script = g_resources_open_stream (HALL_PLAY_MORNING, G_RESOURCE_LOOKUP_FLAGS_NONE,
                                                             error);

  return script != NULL && hall_play_script (address, script, NULL, NULL, played, error);
}
