/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Setting up: categories, counters, printers, phrases, the rules' numbers. */

#include <glib/gi18n-lib.h>

#include "hall-import-private.h"
#include "hall-text.h"
#include "hall-time.h"
#include "hall-tx.h"

static const char *
text_or (HallTx *tx, const char *name, const char *fallback)
{
  const char *text = hall_tx_text (tx, name);

  return text != NULL ? text : fallback;
}

static gboolean
do_set_category (HallTx *tx, GError **error)
{
  const char *code = hall_tx_text (tx, "category");
  const char *name = hall_tx_text (tx, "name");
  gint64 quota = hall_tx_int (tx, "quota", 0);

  if (code == NULL || strlen (code) != 1 || !g_ascii_isupper (*code) || name == NULL) {
    hall_set_error (error, HALL_ERROR_INVALID, "Q02", name == NULL ? "name" : "category",
                    _ ("a category is one letter A to Z with a name"));
    return FALSE;
  }
  if (quota < 0 || quota > 9999) {
    hall_set_error (error, HALL_ERROR_INVALID, NULL, "quota", _ ("a quota is 0 (none) to 9999"));
    return FALSE;
  }
  return hall_db_exec (
      tx->db, error,
      "INSERT INTO category (code, position, name, name_en, hint, hint_en, colour, quota, active)"
      " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9) ON CONFLICT (code) DO UPDATE SET"
      " name = excluded.name, name_en = excluded.name_en, hint = excluded.hint,"
      " hint_en = excluded.hint_en, colour = excluded.colour, quota = excluded.quota,"
      " active = excluded.active",
      "tittttt"
      "ii",
      code, (gint64)(*code - 'A'), name, text_or (tx, "name_en", name), text_or (tx, "hint", ""),
      text_or (tx, "hint_en", ""), text_or (tx, "colour", "#0a5567"), quota,
      (gint64)!hall_tx_bool (tx, "closed"));
}

static gboolean
set_counter_categories (HallTx *tx, gint64 counter, const char *categories, GError **error)
{
  g_auto (GStrv) codes = g_strsplit (categories, ",", -1);

  if (!hall_db_exec (tx->db, error, "DELETE FROM counter_category WHERE counter = ?1", "i", counter))
    return FALSE;
  for (char **code = codes; *code != NULL; code++) {
    gint64 known = 0;

    g_strstrip (*code);
    if (!hall_db_get_int (tx->db, &known, error, "SELECT 1 FROM category WHERE code = ?1", "t", *code))
      return FALSE;
    if (!known) {
      hall_set_error (error, HALL_ERROR_NOT_FOUND, NULL, "categories", _ ("there is no category “%s”"),
                      *code);
      return FALSE;
    }
    if (!hall_db_exec (
            tx->db, error,
            "INSERT INTO counter_category (counter, category) VALUES (?1, ?2) ON CONFLICT DO NOTHING", "it",
            counter, *code))
      return FALSE;
  }
  return TRUE;
}

static gboolean
do_set_counter (HallTx *tx, GError **error)
{
  gint64 counter = hall_tx_int (tx, "number", 0);
  const char *categories = hall_tx_text (tx, "categories");
  g_autofree char *name = g_strdup_printf ("%d号窗口", (int)counter);

  if (counter < 1 || counter > 99) {
    hall_set_error (error, HALL_ERROR_INVALID, NULL, "number", _ ("a counter has a number from 1 to 99"));
    return FALSE;
  }
  return hall_db_exec (tx->db, error,
                       "INSERT INTO counter (number, name) VALUES (?1, ?2) ON CONFLICT (number) DO UPDATE SET"
                       " name = excluded.name",
                       "it", counter, text_or (tx, "name", name))
         && (categories == NULL || set_counter_categories (tx, counter, categories, error));
}

/* What waits for a queue that is not there goes to the new printer: nobody has to send every paper there by
 * hand. What a queue has, or is about to get, comes out of that one. */
static gboolean
move_papers (HallTx *tx, const char *place, GError **error)
{
  return hall_tx_text (tx, "printer") == NULL
         || hall_db_exec (tx->db, error,
                          "UPDATE outbox SET printer = ?2, state = 'waiting', reason = NULL, message = NULL"
                          " WHERE place = ?1 AND cups_job = 0 AND state = 'attention' AND reason = 'removed'",
                          "tt", place, hall_tx_text (tx, "printer"));
}

/* Which CUPS queue a counter or a station prints to; an empty one takes it away. */
static gboolean
do_set_printer (HallTx *tx, GError **error)
{
  gint64 counter = hall_tx_int (tx, "counter", 0);
  const char *station = hall_tx_text (tx, "station");
  const char *form = text_or (tx, "form", "roll80");
  g_autofree char *place = g_strdup_printf ("counter-%d", (int)counter);
  gint64 known = 0;

  if (!g_str_equal (form, "roll80") && !g_str_equal (form, "a5")) {
    hall_set_error (error, HALL_ERROR_INVALID, NULL, "form", _ ("a form is roll80 or a5"));
    return FALSE;
  }
  if (station != NULL)
    return hall_db_exec (
               tx->db, error,
               "INSERT INTO station (name, printer) VALUES (?1, ?2) ON CONFLICT (name) DO UPDATE SET"
               " printer = excluded.printer",
               "tt", station, hall_tx_text (tx, "printer"))
           && move_papers (tx, station, error);
  if (counter == 0) {
    hall_set_error (error, HALL_ERROR_INVALID, NULL, "counter", _ ("name a counter or a station"));
    return FALSE;
  }
  if (!hall_db_get_int (tx->db, &known, error, "SELECT 1 FROM counter WHERE number = ?1", "i", counter))
    return FALSE;
  if (!known) {
    hall_set_error (error, HALL_ERROR_NOT_FOUND, NULL, "counter", _ ("there is no counter %d"), (int)counter);
    return FALSE;
  }
  return hall_db_exec_one (tx->db, error, "UPDATE counter SET printer = ?2, form = ?3 WHERE number = ?1",
                           "itt", counter, hall_tx_text (tx, "printer"), form)
         && move_papers (tx, place, error);
}

static gboolean
do_set_phrase (HallTx *tx, GError **error)
{
  return hall_db_exec (
      tx->db, error,
      "INSERT INTO phrase (moment, position, text) VALUES (?1, ?2, ?3) ON CONFLICT (moment, position)"
      " DO UPDATE SET text = excluded.text",
      "tit", hall_tx_text (tx, "moment"), hall_tx_int (tx, "position", 0), text_or (tx, "text", ""));
}

static gboolean
check_option (HallTx *tx, const char *name, const char *value, GError **error)
{
  static const struct {
    const char *name;
    gint64 min;
    gint64 max;
  } numbers[] = {
    { "late_minutes", 0, 240 },        { "stop_minutes", 0, 240 },        { "wait_limit_s", 60, 14400 },
    { "waiting_per_counter", 1, 999 }, { "recall_gap_s", 1, 600 },        { "calls_before_no_show", 1, 9 },
    { "return_after", 0, 99 },         { "idle_lock_s", 15, 7200 },       { "quota_warn_percent", 1, 100 },
    { "visual_only", 0, 1 },           { "record_complete_s", 60, 3600 }, { "emergency_minutes", 5, 240 },
  };
  /* open_week: the days the hall opens, 1 for Monday; profile: utility or government; remedy: on refusals;
   * avoid_words: what customers shall not read, see hall_avoid_list_read(); season, room_temperature: read
   * out to customers (hall rules 3.15). */
  static const char *const texts[] = { "voice",       "note_not_invoice", "open_week",
                                       "profile",     "remedy",           "enquiry_phone",
                                       "avoid_words", "season",           "room_temperature" };
  gint64 number;
  gint64 at;

  for (gsize i = 0; i < G_N_ELEMENTS (numbers); i++)
    if (g_str_equal (name, numbers[i].name)) {
      if (g_ascii_string_to_signed (value, 10, numbers[i].min, numbers[i].max, &number, NULL))
        return TRUE;
      hall_set_error (error, HALL_ERROR_INVALID, NULL, "value", _ ("“%s” is a whole number from %d to %d"),
                      name, (int)numbers[i].min, (int)numbers[i].max);
      return FALSE;
    }
  if (g_str_equal (name, "open_from") || g_str_equal (name, "open_until"))
    return hall_time_at (tx->zone, tx->today, value, &at, error);
  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    if (g_str_equal (name, texts[i]))
      return TRUE;
  /* Prices for what is read out (000-20), as many as the hall has: tariff_home. */
  if (g_str_has_prefix (name, "tariff_")
      && strspn (name, "abcdefghijklmnopqrstuvwxyz0123456789_") == strlen (name))
    return hall_text_check (value, -1, "value", 100, HALL_TEXT_ONE_LINE, error);
  hall_set_error (error, HALL_ERROR_NOT_FOUND, NULL, "name", _ ("there is no option “%s”"), name);
  return FALSE;
}

static gboolean
set_hall_text (HallTx *tx, const char *name, const char *value, gboolean *done, GError **error)
{
  static const struct {
    const char *name;
    const char *sql;
  } columns[] = {
    { "org_name", "UPDATE hall SET org_name = ?1" },
    { "hall_name", "UPDATE hall SET hall_name = ?1" },
    { "slogan", "UPDATE hall SET slogan = ?1" },
    { "phone", "UPDATE hall SET phone = ?1" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (columns); i++)
    if (g_str_equal (name, columns[i].name)) {
      *done = TRUE;
      return hall_db_exec (tx->db, error, columns[i].sql, "t", value);
    }
  return TRUE;
}

static gboolean
do_set_option (HallTx *tx, GError **error)
{
  const char *name = text_or (tx, "name", "");
  const char *value = text_or (tx, "value", "");
  gboolean done = FALSE;

  if (!set_hall_text (tx, name, value, &done, error))
    return FALSE;
  return done
         || (check_option (tx, name, value, error)
             && hall_db_exec (
                 tx->db, error,
                 "INSERT INTO option (name, value) VALUES (?1, ?2) ON CONFLICT (name) DO UPDATE SET"
                 " value = excluded.value",
                 "tt", name, value));
}

const HallCommandSpec hall_commands_setup[] = {
  { "set-category", HALL_ROLE_ADMIN, HALL_COMMAND_ANYWHERE,
    "category:word name:line name_en?:line hint?:line hint_en?:line colour?:word quota?:int closed?:bool",
    HALL_TOPIC_SETUP, do_set_category },
  { "set-counter", HALL_ROLE_ADMIN, HALL_COMMAND_ANYWHERE, "number:int name?:line categories?:line",
    HALL_TOPIC_SETUP, do_set_counter },
  { "set-printer", HALL_ROLE_LEAD | HALL_ROLE_ADMIN, HALL_COMMAND_ANYWHERE,
    "counter?:int station?:word printer?:line form?:word", HALL_TOPIC_SETUP | HALL_TOPIC_PAPERS,
    do_set_printer },
  { "set-phrase", HALL_ROLE_ADMIN, HALL_COMMAND_ANYWHERE, "moment:word position?:int text:line",
    HALL_TOPIC_SETUP, do_set_phrase },
  { "import-tickets", HALL_ROLE_ADMIN, HALL_COMMAND_ANYWHERE, "source:line data:bytes create_missing?:bool",
    HALL_TOPIC_SETUP | HALL_TOPIC_TICKETS, hall_import_tickets },
  { "set-option", HALL_ROLE_ADMIN, HALL_COMMAND_ANYWHERE, "name:word value:line", HALL_TOPIC_SETUP,
    do_set_option },
  { NULL },
};
