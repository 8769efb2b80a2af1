/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "hall-engine.h"

#include <glib/gi18n-lib.h>

#include "hall-address.h"
#include "hall-engine-private.h"
#include "hall-journal.h"
#include "hall-json.h"
#include "hall-time.h"
#include "hall-tx.h"

/* A wrong password costs 1, 2, 4 ... seconds, at most this. */
#define MAX_BLOCK_S 60
/* How often to look when nothing was heard. A ring of the bell can get lost (the other process died between
 * commit and ring); a server that went without a word must be missed within five seconds. */
#define LOOK_FILE_S 8
#define LOOK_SERVER_MS 1500
/* A command that meets others in its way is carried out again so often before somebody is told. */
#define MAX_TRIES 3

/**
 * HallEngine:
 *
 * A hall behind one connection, used by one thread.
 */
struct _HallEngine {
  GObject parent_instance;

  char *address;
  HallDb *db;       /* (owned) */
  HallClock *clock; /* (owned) */
  GTimeZone *zone;  /* (owned) */
  gboolean practice;
  guint8 *key;       /* (nullable) (owned) the hall's key while somebody is signed in */
  gint64 seen;       /* the last journal line whose topics were taken */
  gint64 offset_us;  /* of a practice hall's time of day */
  gboolean in_doubt; /* whether a commit was sent and not answered */
  gboolean too_new;  /* whether a newer program has changed the tables since */
};

G_DEFINE_FINAL_TYPE (HallEngine, hall_engine, G_TYPE_OBJECT)

void (*hall_engine_fault_hook) (const char *moment) = NULL;

static void
hall_engine_finalize (GObject *object)
{
  HallEngine *self = HALL_ENGINE (object);

  hall_engine_forget_key (self);
  g_clear_object (&self->db);
  g_clear_object (&self->clock);
  g_clear_pointer (&self->zone, g_time_zone_unref);
  g_clear_pointer (&self->address, g_free);
  G_OBJECT_CLASS (hall_engine_parent_class)->finalize (object);
}

static void
hall_engine_class_init (HallEngineClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = hall_engine_finalize;
}

static void
hall_engine_init (HallEngine *self)
{
}

/* The hall's time is the database's: a PC whose clock is wrong changes nothing. */
static void
follow_clock (HallEngine *self)
{
  gint64 offset = self->offset_us + hall_db_get_skew (self->db);

  if (!hall_clock_is_virtual (self->clock) && hall_clock_get_offset (self->clock) != offset)
    hall_clock_set_offset (self->clock, offset);
}

static gboolean
load_hall (HallEngine *self, GError **error)
{
  g_autoptr (GError) local = NULL;
  g_autoptr (HallRows) rows = NULL;

  rows = hall_db_query (self->db, error, "SELECT practice, clock_offset_us, time_zone FROM hall WHERE id = 1",
                        "");
  if (rows == NULL)
    return FALSE;
  if (!hall_rows_next (rows, &local)) {
    if (local != NULL)
      g_propagate_error (error, g_steal_pointer (&local));
    else
      hall_set_error (error, HALL_ERROR_CORRUPT, NULL, NULL, _ ("the file holds no hall"));
    return FALSE;
  }
  self->practice = hall_rows_int (rows, 0) != 0;
  self->offset_us = self->practice ? hall_rows_int (rows, 1) : 0;
  if (self->practice || hall_db_get_skew (self->db) != 0)
    follow_clock (self);
  g_clear_pointer (&self->zone, g_time_zone_unref);
  self->zone = hall_time_zone (hall_rows_text (rows, 2));
  if (self->zone == NULL) {
    hall_set_error (error, HALL_ERROR_CORRUPT, NULL, NULL, _ ("the hall's time zone is not known"));
    return FALSE;
  }
  g_clear_pointer (&rows, hall_rows_free);
  return hall_db_get_int (self->db, &self->seen, error, "SELECT max (id) FROM journal", "");
}

/**
 * hall_engine_open:
 * @address: the hall's file
 * @clock: where the time comes from
 * @error: NOT_FOUND, TOO_NEW, CORRUPT, UNAVAILABLE
 *
 * Returns: (transfer full): the hall, brought to this program's version if it was older
 */
HallEngine *
hall_engine_open (const char *address, HallClock *clock, GError **error)
{
  g_autoptr (HallEngine) self = NULL;

  g_return_val_if_fail (address != NULL, NULL);
  g_return_val_if_fail (HALL_IS_CLOCK (clock), NULL);

  if (!hall_keys_init (error))
    return NULL;
  self = g_object_new (HALL_TYPE_ENGINE, NULL);
  self->address = g_strdup (address);
  self->clock = g_object_ref (clock);
  self->db = hall_db_open (address, FALSE, error);
  if (self->db == NULL || !hall_migrate (self->db, address, error) || !load_hall (self, error))
    return NULL;
  return g_steal_pointer (&self);
}

/**
 * hall_engine_migrate:
 * @address: the hall's file
 * @error: NOT_FOUND, TOO_NEW, CORRUPT, UNAVAILABLE
 *
 * Brings a hall to this program's version, after a backup beside it.
 *
 * Returns: whether it is at this program's version now
 */
gboolean
hall_engine_migrate (const char *address, GError **error)
{
  g_autoptr (HallDb) db = hall_db_open (address, FALSE, error);

  return db != NULL && hall_migrate (db, address, error);
}

HallClock *
hall_engine_get_clock (HallEngine *self)
{
  g_return_val_if_fail (HALL_IS_ENGINE (self), NULL);
  return self->clock;
}

/* The hall's time, µs since the epoch, by the last that was heard of the server's clock. */
gint64
hall_engine_now (HallEngine *self)
{
  g_return_val_if_fail (HALL_IS_ENGINE (self), 0);
  follow_clock (self);
  return hall_clock_now (self->clock);
}

const char *
hall_engine_get_address (HallEngine *self)
{
  g_return_val_if_fail (HALL_IS_ENGINE (self), NULL);
  return self->address;
}

gboolean
hall_engine_is_practice (HallEngine *self)
{
  g_return_val_if_fail (HALL_IS_ENGINE (self), FALSE);
  return self->practice;
}

struct _HallDb *
hall_engine_get_db (HallEngine *self)
{
  g_return_val_if_fail (HALL_IS_ENGINE (self), NULL);
  return self->db;
}

GTimeZone *
hall_engine_get_zone (HallEngine *self)
{
  g_return_val_if_fail (HALL_IS_ENGINE (self), NULL);
  return self->zone;
}

const guint8 *
hall_engine_get_key (HallEngine *self)
{
  return self->key;
}

/**
 * hall_engine_forget_key:
 * @self: an engine
 *
 * Wipes the hall's key from memory: at sign-out and when the desk locks.
 */
void
hall_engine_forget_key (HallEngine *self)
{
  g_clear_pointer (&self->key, hall_key_free);
}

/* The arguments as they may stand in the journal: without passwords and identity numbers. */
static char *
journal_args (const HallCommandSpec *spec, GVariant *args)
{
  g_auto (GVariantDict) dict = G_VARIANT_DICT_INIT (args);
  g_autoptr (GVariant) plain = NULL;
  GVariantIter iter;
  const char *name;

  if (strstr (spec->args, ":secret") == NULL)
    return hall_json_from_variant (args);
  g_variant_iter_init (&iter, args);
  while (g_variant_iter_next (&iter, "{&sv}", &name, NULL))
    if (hall_command_spec_is_secret (spec, name))
      g_variant_dict_remove (&dict, name);
  plain = g_variant_ref_sink (g_variant_dict_end (&dict));
  return hall_json_from_variant (plain);
}

static gboolean
append_journal (HallTx *tx, const char *answer, GError **error)
{
  const HallCommand *command = tx->command;
  g_autofree char *args = journal_args (tx->spec, command->args);
  g_autofree char *chain = hall_tx_chain (tx);
  g_autoptr (GVariant) facts = g_variant_ref_sink (g_variant_builder_end (&tx->facts));
  g_autofree char *facts_text = tx->has_facts ? hall_json_from_variant (facts) : NULL;
  HallJournalLine line = {
    .at = tx->now,
    .day = tx->day,
    .command = command->name,
    .staff = command->staff,
    .counter = tx->counter,
    .station = tx->station,
    .request = command->request_id,
    .args = args,
    .answer = answer,
    .facts = facts_text,
    .topics = tx->topics,
    .chain = chain,
  };

  return hall_journal_append (tx->db, &line, error);
}

/* What was answered to this request id before, if it was. */
static gboolean
find_answer (HallEngine *self, const HallCommand *command, GVariant **answer, GError **error)
{
  g_autoptr (GError) local = NULL;
  g_autoptr (HallRows) rows = NULL;

  rows = hall_db_query (self->db, error, "SELECT command, answer FROM journal WHERE request = ?1", "t",
                        command->request_id);
  if (rows == NULL)
    return FALSE;
  if (!hall_rows_next (rows, &local)) {
    if (local != NULL) {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
    return TRUE;
  }
  if (g_strcmp0 (hall_rows_text (rows, 0), command->name) != 0) {
    hall_set_error (error, HALL_ERROR_CONFLICT, NULL, "request",
                    _ ("this request id was used for another command"));
    return FALSE;
  }
  *answer = hall_json_to_variant (hall_rows_text (rows, 1), error);
  return *answer != NULL;
}

/* When the store itself failed, that is what is said, not what a command made of reading nothing. */
static void
prefer_failure (HallDb *db, GError **error)
{
  g_autoptr (GError) failure = NULL;

  if (error == NULL || hall_db_check (db, &failure) || failure->code == HALL_ERROR_CONFLICT)
    return;
  g_clear_error (error);
  g_propagate_error (error, g_steal_pointer (&failure));
}

/* The answer with what nobody but the one who asked may see. */
static GVariant *
add_aside (HallTx *tx, GVariant *answer)
{
  g_autoptr (GVariant) aside = g_variant_ref_sink (g_variant_dict_end (&tx->aside));
  GVariantDict whole;
  GVariantIter iter;
  const char *name;
  GVariant *value;

  if (g_variant_n_children (aside) == 0)
    return g_variant_ref (answer);
  g_variant_dict_init (&whole, answer);
  g_variant_iter_init (&iter, aside);
  while (g_variant_iter_next (&iter, "{&sv}", &name, &value)) {
    g_variant_dict_insert_value (&whole, name, value);
    g_variant_unref (value);
  }
  return g_variant_ref_sink (g_variant_dict_end (&whole));
}

static GVariant *
carry_out (HallEngine *self, HallTx *tx, GError **error)
{
  g_autoptr (GVariant) answer = NULL;
  g_autofree char *text = NULL;

  HALL_MOMENT ("begun");
  if (!hall_tx_begin (tx, error) || !tx->spec->func (tx, error))
    return NULL;
  HALL_MOMENT ("changed");
  answer = g_variant_ref_sink (g_variant_builder_end (&tx->answer));
  text = hall_json_from_variant (answer);
  if (!append_journal (tx, text, error))
    return NULL;
  HALL_MOMENT ("written down");
  return add_aside (tx, answer);
}

/* One try, in one transaction. The locks are taken in this order everywhere: request, hall, counter, chain,
 * queues. */
static GVariant *
try_command (HallEngine *self,
             const HallCommand *command,
             const HallCommandSpec *spec,
             gboolean alone,
             gboolean *wants_alone,
             GError **error)
{
  g_autofree char *request = g_strconcat ("request/", command->request_id, NULL);
  g_autoptr (GVariant) answer = NULL;
  HallTx tx = { .engine = self,
                .db = self->db,
                .command = command,
                .spec = spec,
                .zone = self->zone,
                .topics = spec->topics,
                .alone = alone };

  if (!hall_db_begin (self->db, TRUE, error))
    return NULL;
  if (!hall_db_lock (self->db, request, FALSE, error) || !hall_db_lock (self->db, "hall", !alone, error)
      || (hall_tx_ask (&tx), !find_answer (self, command, &answer, error)) || answer != NULL) {
    hall_db_rollback (self->db);
    return g_steal_pointer (&answer);
  }
  tx.now = hall_engine_now (self);
  g_variant_builder_init (&tx.answer, G_VARIANT_TYPE_VARDICT);
  g_variant_builder_init (&tx.facts, G_VARIANT_TYPE_VARDICT);
  g_variant_dict_init (&tx.aside, NULL);
  answer = carry_out (self, &tx, error);
  if (answer != NULL) {
    hall_db_announce (self->db, tx.topics);
    self->in_doubt = TRUE;
    if (!hall_db_commit (self->db, error))
      g_clear_pointer (&answer, g_variant_unref);
    self->in_doubt = hall_db_is_lost (self->db);
  }
  if (answer == NULL) {
    prefer_failure (self->db, error);
    hall_db_rollback (self->db);
  }
  *wants_alone = tx.wants_alone;
  hall_tx_clear (&tx);
  return g_steal_pointer (&answer);
}

static GVariant *
keep_trying (HallEngine *self, const HallCommand *command, const HallCommandSpec *spec, GError **error)
{
  gboolean alone = (spec->flags & HALL_COMMAND_BESIDE) == 0;

  self->in_doubt = FALSE;
  for (int tries = 1;; tries++) {
    g_autoptr (GError) local = NULL;
    gboolean wants_alone = FALSE;
    GVariant *answer = try_command (self, command, spec, alone, &wants_alone, &local);

    if (answer != NULL)
      return answer;
    if (!wants_alone || alone || tries == MAX_TRIES) {
      g_propagate_error (error, g_steal_pointer (&local));
      return NULL;
    }
    alone = TRUE;
  }
}

/**
 * hall_engine_do:
 * @self: an engine
 * @command: what to do
 * @error: any #HallError
 *
 * Carries out one command in one transaction: checks role and rule, changes rows, appends the journal,
 * enqueues papers, commits. Whatever fails, nothing has changed. A command whose request id was carried out
 * before is answered as it was then.
 *
 * Returns: (transfer full): the answer, a{sv}
 */
GVariant *
hall_engine_do (HallEngine *self, const HallCommand *command, GError **error)
{
  const HallCommandSpec *spec;
  g_autoptr (HallCommand) masked = NULL;

  g_return_val_if_fail (HALL_IS_ENGINE (self), NULL);
  g_return_val_if_fail (command != NULL, NULL);

  spec = hall_command_spec_find (command->name);
  if (spec == NULL) {
    hall_set_error (error, HALL_ERROR_INVALID, NULL, "do", _ ("there is no command “%s”"), command->name);
    return NULL;
  }
  if (!hall_command_spec_check (spec, command->args, error))
    return NULL;
  HALL_MOMENT ("asked");
  if (self->too_new) {
    hall_set_error (error, HALL_ERROR_TOO_NEW, NULL, NULL,
                    _ ("the hall was changed by a newer version of Hall Desk; start that one"));
    return NULL;
  }
  masked = hall_command_spec_mask (spec, command);
  return keep_trying (self, masked != NULL ? masked : command, spec, error);
}

static gboolean
load_wrapped (HallEngine *self, const char *staff, HallWrappedKey *wrapped, GError **error)
{
  g_autoptr (HallRows) rows = NULL;
  g_autoptr (GError) local = NULL;
  gint64 now = hall_clock_now (self->clock);

  rows = hall_db_query (
      self->db, error,
      "SELECT kdf, salt, wrapped_key, blocked_until FROM staff WHERE number = ?1 AND active = 1", "t", staff);
  if (rows == NULL)
    return FALSE;
  if (!hall_rows_next (rows, &local)) {
    if (local != NULL)
      g_propagate_error (error, g_steal_pointer (&local));
    else
      hall_set_error (error, HALL_ERROR_FORBIDDEN, NULL, "staff",
                      _ ("the staff number or the password is wrong"));
    return FALSE;
  }
  /* A wait that is longer than any: the clock was put back, and nobody is shut out for that. */
  if (hall_rows_int (rows, 3) > now && hall_rows_int (rows, 3) - now <= MAX_BLOCK_S * G_USEC_PER_SEC) {
    hall_set_error (error, HALL_ERROR_FORBIDDEN, NULL, "password",
                    _ ("too many wrong passwords; please wait %d seconds"),
                    (int)((hall_rows_int (rows, 3) - now) / G_USEC_PER_SEC) + 1);
    return FALSE;
  }
  if (hall_rows_is_null (rows, 0)) {
    hall_set_error (error, HALL_ERROR_FORBIDDEN, NULL, "password", _ ("%s has no password yet"), staff);
    return FALSE;
  }
  wrapped->kdf = hall_rows_dup (rows, 0);
  wrapped->salt = hall_rows_bytes (rows, 1);
  wrapped->wrapped = hall_rows_bytes (rows, 2);
  return TRUE;
}

/* Remembers a wrong password, or that the right one came. Failing to remember must not open the door. */
static gboolean
note_attempt (HallEngine *self, const char *staff, gboolean right, GError **error)
{
  gint64 failures = 0;
  gint64 block_s;
  gboolean ok;

  if (!hall_db_get_int (self->db, &failures, error, "SELECT failures FROM staff WHERE number = ?1", "t",
                        staff))
    return FALSE;
  if (right && failures == 0)
    return TRUE;
  failures = right ? 0 : failures + 1;
  block_s = failures == 0 ? 0 : MIN (MAX_BLOCK_S, 1 << MIN (failures - 1, 10));
  if (!hall_db_begin (self->db, TRUE, error))
    return FALSE;
  ok = hall_db_exec (self->db, error, "UPDATE staff SET failures = ?2, blocked_until = ?3 WHERE number = ?1",
                     "tii", staff, failures,
                     failures == 0 ? 0 : hall_clock_now (self->clock) + block_s * G_USEC_PER_SEC)
       && hall_db_commit (self->db, error);
  if (!ok)
    hall_db_rollback (self->db);
  return ok;
}

/**
 * hall_engine_check_password:
 * @self: an engine
 * @staff: a staff number
 * @password: what was typed
 * @error: FORBIDDEN
 *
 * Opens the hall's key with the password (Argon2id, half a second) and keeps it for as long as somebody is
 * signed in. Each wrong password makes the next try wait longer: 1, 2, 4 ... 60 seconds.
 *
 * Returns: whether it was right
 */
gboolean
hall_engine_check_password (HallEngine *self, const char *staff, const char *password, GError **error)
{
  g_autoptr (GError) local = NULL;
  HallWrappedKey wrapped = { 0 };
  guint8 *key;

  g_return_val_if_fail (HALL_IS_ENGINE (self), FALSE);
  g_return_val_if_fail (staff != NULL && password != NULL, FALSE);

  if (!load_wrapped (self, staff, &wrapped, error))
    return FALSE;
  key = hall_key_unwrap (&wrapped, password, staff, &local);
  hall_wrapped_key_clear (&wrapped);
  if (key == NULL) {
    if (g_error_matches (local, HALL_ERROR, HALL_ERROR_FORBIDDEN))
      note_attempt (self, staff, FALSE, NULL);
    g_propagate_error (error, g_steal_pointer (&local));
    return FALSE;
  }
  if (!note_attempt (self, staff, TRUE, error)) {
    hall_key_free (key);
    return FALSE;
  }
  hall_engine_forget_key (self);
  self->key = key;
  return TRUE;
}

/**
 * hall_engine_sign_in:
 * @self: an engine
 * @staff: a staff number
 * @password: what was typed
 * @counter: which counter, 0 for none (guide desk, shift lead)
 * @station: (nullable): the workstation
 * @error: FORBIDDEN, REFUSED when the counter or the clerk is taken
 *
 * Checks the password and takes the counter: one clerk a counter, one counter a clerk (row 004-51).
 *
 * Returns: (transfer full): the answer of sign-in: staff, name, roles, counter, resumed
 */
GVariant *
hall_engine_sign_in (HallEngine *self,
                     const char *staff,
                     const char *password,
                     gint64 counter,
                     const char *station,
                     GError **error)
{
  g_autoptr (HallCommand) command = NULL;

  if (!hall_engine_check_password (self, staff, password, error))
    return NULL;
  command = hall_command_new ("sign-in", NULL, staff, counter, station, NULL);
  return hall_engine_do (self, command, error);
}

/**
 * hall_engine_set_practice_time:
 * @self: an engine of a practice hall
 * @time_us: what time it is in that hall now
 * @error: REFUSED in a real hall
 *
 * From now on the practice hall's time of day runs from here, for every process that opens it.
 *
 * Returns: whether it was set
 */
gboolean
hall_engine_set_practice_time (HallEngine *self, gint64 time_us, GError **error)
{
  gint64 offset;

  g_return_val_if_fail (HALL_IS_ENGINE (self), FALSE);

  offset = time_us - hall_db_get_skew (self->db)
           - g_get_real_time (); /* lint: the offset is from the machine's clock, which is what it shifts */

  if (!self->practice) {
    hall_set_error (error, HALL_ERROR_REFUSED, NULL, NULL, _ ("only a practice hall has a time of its own"));
    return FALSE;
  }
  if (!hall_db_exec (self->db, error, "UPDATE hall SET clock_offset_us = ?1 WHERE id = 1", "i", offset))
    return FALSE;
  self->offset_us = offset;
  follow_clock (self);
  return TRUE;
}

/**
 * hall_engine_listen:
 * @self: an engine
 * @error: UNAVAILABLE
 *
 * Begins to hear what others change.
 *
 * Returns: a file descriptor that becomes readable then, until the connection is lost; -1 with @error set
 */
int
hall_engine_listen (HallEngine *self, GError **error)
{
  g_return_val_if_fail (HALL_IS_ENGINE (self), -1);
  return hall_db_listen (self->db, error);
}

/* How often to look when nothing was heard, µs. */
gint64
hall_engine_get_look_interval (HallEngine *self)
{
  g_return_val_if_fail (HALL_IS_ENGINE (self), G_USEC_PER_SEC);
  return hall_address_is_server (self->address) ? LOOK_SERVER_MS * 1000 : LOOK_FILE_S * G_USEC_PER_SEC;
}

/* What the journal says in the lines since the last look. */
static HallTopic
read_changes (HallEngine *self, GError **error)
{
  g_autoptr (HallRows) rows = NULL;
  HallTopic topics = HALL_TOPIC_NONE;

  rows = hall_db_query (self->db, error, "SELECT id, topics FROM journal WHERE id > ?1 ORDER BY id", "i",
                        self->seen);
  if (rows == NULL)
    return HALL_TOPIC_NONE;
  while (hall_rows_next (rows, error)) {
    self->seen = hall_rows_int (rows, 0);
    topics |= (HallTopic)hall_rows_int (rows, 1);
  }
  return topics;
}

/**
 * hall_engine_take_changes:
 * @self: an engine
 * @ask: whether to ask the server, too, if it is still there
 * @error: UNAVAILABLE
 *
 * Returns: the topics of everything committed by anybody since the last call
 */
HallTopic
hall_engine_take_changes (HallEngine *self, gboolean ask, GError **error)
{
  guint topics = HALL_TOPIC_NONE;
  gint64 version = 0;

  g_return_val_if_fail (HALL_IS_ENGINE (self), HALL_TOPIC_NONE);

  if (ask && hall_address_is_server (self->address)) {
    if (!hall_db_get_version (self->db, &version, error))
      return HALL_TOPIC_NONE;
    self->too_new = version > HALL_SCHEMA_VERSION;
    follow_clock (self);
  }
  if (!hall_db_hear (self->db, &topics, error))
    return HALL_TOPIC_NONE;
  return topics == G_MAXUINT ? read_changes (self, error) : topics & HALL_TOPIC_ALL;
}

/* Whether the connection broke: hall_engine_reconnect() makes it anew. */
gboolean
hall_engine_is_lost (HallEngine *self)
{
  g_return_val_if_fail (HALL_IS_ENGINE (self), FALSE);
  return hall_db_is_lost (self->db);
}

/* Whether the last command may have been carried out although it was not answered: ask it again. */
gboolean
hall_engine_is_in_doubt (HallEngine *self)
{
  g_return_val_if_fail (HALL_IS_ENGINE (self), FALSE);
  return self->in_doubt;
}

/**
 * hall_engine_reconnect:
 * @self: an engine whose connection is lost
 * @error: UNAVAILABLE, TOO_NEW
 *
 * Tries once to make the connection anew.
 *
 * Returns: whether the hall is there again
 */
gboolean
hall_engine_reconnect (HallEngine *self, GError **error)
{
  g_return_val_if_fail (HALL_IS_ENGINE (self), FALSE);

  return hall_db_reconnect (self->db, error) && load_hall (self, error);
}
