/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "hall-tx.h"

#include <glib/gi18n-lib.h>

#include "hall-commands.h"
#include "hall-engine-private.h"
#include "hall-journal.h"
#include "hall-json.h"
#include "hall-money.h"
#include "hall-person.h"
#include "hall-text.h"
#include "hall-time.h"

static const HallCommandSpec *const tables[] = {
  hall_commands_day,    hall_commands_ticket,    hall_commands_case,   hall_commands_visit,
  hall_commands_cash,   hall_commands_paper,     hall_commands_people, hall_commands_setup,
  hall_commands_matter, hall_commands_knowledge,
};

/**
 * hall_command_spec_find:
 * @name: a command's name
 *
 * Returns: (transfer none) (nullable): its row of the table
 */
const HallCommandSpec *
hall_command_spec_find (const char *name)
{
  for (gsize i = 0; i < G_N_ELEMENTS (tables); i++)
    for (const HallCommandSpec *spec = tables[i]; spec->name != NULL; spec++)
      if (g_str_equal (spec->name, name))
        return spec;
  return NULL;
}

gboolean
hall_command_exists (const char *name)
{
  return hall_command_spec_find (name) != NULL;
}

/**
 * hall_commands_list:
 * @func: called for each command, moment by moment
 * @data: passed on
 */
void
hall_commands_list (HallCommandListFunc func, gpointer data)
{
  for (gsize i = 0; i < G_N_ELEMENTS (tables); i++)
    for (const HallCommandSpec *spec = tables[i]; spec->name != NULL; spec++)
      func (spec->name, spec->roles, spec->args, data);
}

typedef struct {
  char name[32];
  char type[12];
  gboolean optional;
} ArgSpec;

/* Reads the next "name?:type" of @args; %FALSE at the end. */
static gboolean
next_arg (const char **args, ArgSpec *arg)
{
  const char *colon;
  const char *end;
  gsize length;

  while (**args == ' ')
    (*args)++;
  if (**args == '\0')
    return FALSE;
  colon = strchr (*args, ':');
  g_assert (colon != NULL);
  end = strchrnul (colon, ' ');
  length = (gsize)(colon - *args);
  arg->optional = colon[-1] == '?';
  g_strlcpy (arg->name, *args, MIN (sizeof arg->name, length + (arg->optional ? 0 : 1)));
  g_strlcpy (arg->type, colon + 1, MIN (sizeof arg->type, (gsize)(end - colon)));
  *args = end;
  return TRUE;
}

static const GVariantType *
variant_type_of (const char *type)
{
  if (g_str_equal (type, "int") || g_str_equal (type, "money"))
    return G_VARIANT_TYPE_INT64;
  if (g_str_equal (type, "bool"))
    return G_VARIANT_TYPE_BOOLEAN;
  if (g_str_equal (type, "list"))
    return G_VARIANT_TYPE ("av");
  if (g_str_equal (type, "group"))
    return G_VARIANT_TYPE_VARDICT;
  if (g_str_equal (type, "bytes"))
    return G_VARIANT_TYPE_BYTESTRING;
  return G_VARIANT_TYPE_STRING;
}

static gboolean
check_value (const ArgSpec *arg, GVariant *value, GError **error)
{
  const char *text;
  gsize length;

  if (!g_variant_is_of_type (value, variant_type_of (arg->type))) {
    hall_set_error (error, HALL_ERROR_INVALID, NULL, arg->name, _ ("“%s” is not of the right kind (%s)"),
                    arg->name, arg->type);
    return FALSE;
  }
  if (g_str_equal (arg->type, "money")) {
    gint64 fen = g_variant_get_int64 (value);

    if (fen < 0 || fen > HALL_MONEY_MAX_FEN) {
      hall_set_error (error, HALL_ERROR_INVALID, NULL, arg->name,
                      _ ("“%s” must be an amount from 0.00 to 999999999.99 yuan"), arg->name);
      return FALSE;
    }
  }
  if (variant_type_of (arg->type) != G_VARIANT_TYPE_STRING)
    return TRUE;

  text = g_variant_get_string (value, &length);
  if (length == 0 && !arg->optional && g_str_equal (arg->type, "word")) {
    hall_set_error (error, HALL_ERROR_INVALID, NULL, arg->name, _ ("“%s” is missing"), arg->name);
    return FALSE;
  }
  if (g_str_equal (arg->type, "reason"))
    return hall_text_check (text, (gssize)length, arg->name, 200, HALL_TEXT_ONE_LINE, error)
           && hall_reason_check (text, arg->name, error);
  if (g_str_equal (arg->type, "text"))
    return hall_text_check (text, (gssize)length, arg->name, HALL_TEXT_MAX, HALL_TEXT_LINES, error);
  return hall_text_check (text, (gssize)length, arg->name, g_str_equal (arg->type, "word") ? 64 : 200,
                          HALL_TEXT_ONE_LINE, error);
}

/* Refuses an argument that the command does not have: a misspelt one would be lost without a word. */
static gboolean
check_names (const HallCommandSpec *spec, GVariant *args, GError **error)
{
  GVariantIter iter;
  const char *key;

  g_variant_iter_init (&iter, args);
  while (g_variant_iter_next (&iter, "{&sv}", &key, NULL)) {
    const char *rest = spec->args;
    gboolean known = FALSE;
    ArgSpec arg;

    while (!known && next_arg (&rest, &arg))
      known = g_str_equal (arg.name, key);
    if (!known) {
      hall_set_error (error, HALL_ERROR_INVALID, NULL, key, _ ("“%s” has no argument “%s”"), spec->name, key);
      return FALSE;
    }
  }
  return TRUE;
}

/* Whether what was typed into an argument may be masked: a secret is a secret. */
static gboolean
is_free_text (const HallCommandSpec *spec, const char *name)
{
  const char *rest = spec->args;
  ArgSpec arg;

  while (next_arg (&rest, &arg))
    if (g_str_equal (arg.name, name))
      return !g_str_equal (arg.type, "secret");
  return FALSE;
}

static char *
mask_text (const char *text, gboolean *changed)
{
  char *masked = text != NULL && g_utf8_validate (text, -1, NULL) ? hall_id_mask_in_text (text)
                                                                  : g_strdup (text);

  *changed |= g_strcmp0 (masked, text) != 0;
  return masked;
}

/* A file that is taken over is text too; what is none, a page, has no number in it to begin with. */
static GVariant *
mask_bytes (GVariant *value, gboolean *changed)
{
  gsize size;
  const char *data = g_variant_get_fixed_array (value, &size, 1);
  g_autofree char *text = NULL;
  g_autofree char *masked = NULL;
  gboolean found = FALSE;

  if (size == 0 || !g_utf8_validate (data, (gssize)size, NULL))
    return g_variant_ref (value);
  text = g_strndup (data, size);
  masked = mask_text (text, &found);
  if (!found)
    return g_variant_ref (value);
  *changed = TRUE;
  return g_variant_ref_sink (g_variant_new_fixed_array (G_VARIANT_TYPE_BYTE, masked, strlen (masked), 1));
}

static GVariant *
mask_value (GVariant *value, gboolean *changed)
{
  if (g_variant_is_of_type (value, G_VARIANT_TYPE_BYTESTRING))
    return mask_bytes (value, changed);
  if (g_variant_is_of_type (value, G_VARIANT_TYPE_STRING)) {
    g_autofree char *masked = hall_id_mask_in_text (g_variant_get_string (value, NULL));

    if (g_str_equal (masked, g_variant_get_string (value, NULL)))
      return g_variant_ref (value);
    *changed = TRUE;
    return g_variant_ref_sink (g_variant_new_string (masked));
  }
  if (g_variant_is_of_type (value, G_VARIANT_TYPE_VARDICT)) {
    GVariantBuilder group = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE_VARDICT);
    GVariantIter iter;
    const char *name;
    GVariant *child;

    g_variant_iter_init (&iter, value);
    while (g_variant_iter_next (&iter, "{&sv}", &name, &child)) {
      g_autoptr (GVariant) owned = child;
      g_autoptr (GVariant) masked = mask_value (owned, changed);
      g_autofree char *key = mask_text (name, changed);

      g_variant_builder_add (&group, "{sv}", key, masked);
    }
    return g_variant_ref_sink (g_variant_builder_end (&group));
  }
  if (g_variant_is_of_type (value, G_VARIANT_TYPE ("av"))) {
    GVariantBuilder list = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("av"));

    for (gsize i = 0; i < g_variant_n_children (value); i++) {
      g_autoptr (GVariant) boxed = g_variant_get_child_value (value, i);
      g_autoptr (GVariant) child = g_variant_get_variant (boxed);
      g_autoptr (GVariant) masked = mask_value (child, changed);

      g_variant_builder_add (&list, "v", masked);
    }
    return g_variant_ref_sink (g_variant_builder_end (&list));
  }
  return g_variant_ref (value);
}

/**
 * hall_command_spec_mask:
 * @spec: a command
 * @command: what was asked for
 *
 * Whatever somebody writes into a note, a reason or a name: an identity number keeps its last four characters
 * only (000-15), before anything is stored or written down. The whole number has one place, and it is sealed.
 *
 * Returns: (transfer full) (nullable): the command without it, %NULL when there is none in it
 */
HallCommand *
hall_command_spec_mask (const HallCommandSpec *spec, const HallCommand *command)
{
  GVariantBuilder args = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE_VARDICT);
  g_autoptr (GVariant) masked = NULL;
  gboolean changed = FALSE;
  g_autofree char *station = mask_text (command->station, &changed);
  g_autofree char *request = mask_text (command->request_id, &changed);
  GVariantIter iter;
  const char *name;
  GVariant *value;

  g_variant_iter_init (&iter, command->args);
  while (g_variant_iter_next (&iter, "{&sv}", &name, &value)) {
    g_autoptr (GVariant) owned = value;
    g_autoptr (GVariant) plain = is_free_text (spec, name) ? mask_value (owned, &changed)
                                                           : g_variant_ref (owned);

    g_variant_builder_add (&args, "{sv}", name, plain);
  }
  masked = g_variant_ref_sink (g_variant_builder_end (&args));
  if (!changed)
    return NULL;
  return hall_command_new (command->name, masked, command->staff, command->counter, station, request);
}

/* Whether an argument may not be written down. */
gboolean
hall_command_spec_is_secret (const HallCommandSpec *spec, const char *name)
{
  const char *rest = spec->args;
  ArgSpec arg;

  while (next_arg (&rest, &arg))
    if (g_str_equal (arg.name, name))
      return g_str_equal (arg.type, "secret");
  return FALSE;
}

/**
 * hall_command_spec_check:
 * @spec: a command
 * @args: its arguments, a{sv}
 * @error: INVALID with the field
 *
 * Returns: whether every argument is there, known and of its kind
 */
gboolean
hall_command_spec_check (const HallCommandSpec *spec, GVariant *args, GError **error)
{
  const char *rest = spec->args;
  ArgSpec arg;

  while (next_arg (&rest, &arg)) {
    g_autoptr (GVariant) value = g_variant_lookup_value (args, arg.name, NULL);

    if (value == NULL) {
      if (arg.optional)
        continue;
      hall_set_error (error, HALL_ERROR_INVALID, NULL, arg.name, _ ("“%s” is missing"), arg.name);
      return FALSE;
    }
    if (!check_value (&arg, value, error))
      return FALSE;
  }
  return check_names (spec, args, error);
}

static gboolean
parse_value (const ArgSpec *arg, const char *text, GVariantBuilder *args, GError **error)
{
  const GVariantType *type = variant_type_of (arg->type);

  if (g_variant_type_equal (type, G_VARIANT_TYPE_INT64)) {
    gint64 number;

    if (!g_ascii_string_to_signed (text, 10, G_MININT64, G_MAXINT64, &number, NULL)) {
      hall_set_error (error, HALL_ERROR_INVALID, NULL, arg->name, _ ("“%s” must be a whole number"),
                      arg->name);
      return FALSE;
    }
    g_variant_builder_add (args, "{sv}", arg->name, g_variant_new_int64 (number));
  } else if (g_variant_type_equal (type, G_VARIANT_TYPE_BOOLEAN)) {
    gboolean yes = g_str_equal (text, "true") || g_str_equal (text, "yes") || g_str_equal (text, "1");

    if (!yes && !g_str_equal (text, "false") && !g_str_equal (text, "no") && !g_str_equal (text, "0")) {
      hall_set_error (error, HALL_ERROR_INVALID, NULL, arg->name, _ ("“%s” must be true or false"),
                      arg->name);
      return FALSE;
    }
    g_variant_builder_add (args, "{sv}", arg->name, g_variant_new_boolean (yes));
  } else if (g_variant_type_equal (type, G_VARIANT_TYPE_STRING)) {
    if (!g_utf8_validate (text, -1, NULL)) {
      hall_set_error (error, HALL_ERROR_INVALID, NULL, arg->name, _ ("“%s” is not valid UTF-8"), arg->name);
      return FALSE;
    }
    g_variant_builder_add (args, "{sv}", arg->name, g_variant_new_string (text));
  } else {
    g_autofree char *wrapped = g_strdup_printf ("{\"value\":%s}", text);
    g_autoptr (GVariant) object = hall_json_to_variant (wrapped, error);
    g_autoptr (GVariant) value = object != NULL ? g_variant_lookup_value (object, "value", NULL) : NULL;

    if (value == NULL) {
      g_clear_error (error);
      hall_set_error (error, HALL_ERROR_INVALID, NULL, arg->name, _ ("“%s” must be JSON"), arg->name);
      return FALSE;
    }
    g_variant_builder_add (args, "{sv}", arg->name, value);
  }
  return TRUE;
}

/**
 * hall_command_args_from_strings:
 * @name: a command
 * @pairs: (array zero-terminated=1): "key=value"; lists and groups are written in JSON
 * @error: INVALID with the field, NOT_FOUND for an unknown command
 *
 * Returns: (transfer full): the arguments, a{sv}
 */
GVariant *
hall_command_args_from_strings (const char *name, const char *const *pairs, GError **error)
{
  const HallCommandSpec *spec = hall_command_spec_find (name);
  g_auto (GVariantBuilder) args = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE_VARDICT);

  if (spec == NULL) {
    hall_set_error (error, HALL_ERROR_INVALID, NULL, "do", _ ("there is no command “%s”"), name);
    return NULL;
  }
  for (; *pairs != NULL; pairs++) {
    const char *equals = strchr (*pairs, '=');
    g_autofree char *key = equals != NULL ? g_strndup (*pairs, (gsize)(equals - *pairs)) : g_strdup (*pairs);
    const char *rest = spec->args;
    gboolean known = FALSE;
    ArgSpec arg;

    while (!known && next_arg (&rest, &arg))
      known = g_str_equal (arg.name, key);
    if (!known || equals == NULL) {
      hall_set_error (error, HALL_ERROR_INVALID, NULL, key, _ ("“%s” has no argument “%s”"), name, key);
      return NULL;
    }
    if (!parse_value (&arg, equals + 1, &args, error))
      return NULL;
  }
  return g_variant_ref_sink (g_variant_builder_end (&args));
}

#define ASK_DAY                                                                                              \
  "SELECT (SELECT day FROM business_day WHERE state = 'open'),"                                              \
  " (SELECT value FROM option WHERE name = 'moved_to')"
#define ASK_STAFF                                                                                            \
  "SELECT s.name, s.roles, s.cash_right, d.id, d.state, d.counter FROM staff s"                              \
  " LEFT JOIN duty d ON d.staff = s.number AND d.state <> 'ended' AND d.day >= ?2"                           \
  " WHERE s.number = ?1 AND s.active = 1"
#define ASK_OPTIONS "SELECT name, value FROM option"

/* Who asks: name, roles and right, and where they sit. A place taken on a day that is over counts no more. */
static gboolean
load_staff (HallTx *tx, GError **error)
{
  g_autoptr (HallRows) rows = NULL;
  g_autoptr (GError) local = NULL;

  rows = hall_db_query (tx->db, error, ASK_STAFF, "tt", tx->staff, tx->day != NULL ? tx->day : tx->today);
  if (rows == NULL)
    return FALSE;
  if (!hall_rows_next (rows, &local)) {
    if (local != NULL)
      g_propagate_error (error, g_steal_pointer (&local));
    else
      hall_set_error (error, HALL_ERROR_NOT_FOUND, NULL, "as", _ ("there is no member of staff “%s”"),
                      tx->staff);
    return FALSE;
  }
  tx->staff_name = hall_rows_dup (rows, 0);
  if (!hall_roles_from_text (hall_rows_text (rows, 1), &tx->roles, error))
    return FALSE;
  tx->cash_right = hall_rows_int (rows, 2) != 0 || (tx->roles & HALL_ROLE_LEAD) != 0;
  tx->duty = hall_rows_int (rows, 3);
  tx->duty_state = hall_rows_dup (rows, 4);
  tx->duty_counter = hall_rows_int (rows, 5);
  if (tx->counter == 0)
    tx->counter = tx->duty_counter;
  return (tx->spec->flags & HALL_COMMAND_ARRIVES) != 0 || hall_duty_check_counter (tx, tx->counter, error);
}

/**
 * hall_tx_word:
 * @stored: the name of a state or a role, as it is stored: "waiting", "lead"
 *
 * Returns: (transfer none): the word for it in a sentence for people
 */
const char *
hall_tx_word (const char *stored)
{
  /* Translators: the states of a ticket, of a charge, and the roles, inside a sentence */
  static const char *const words[] = {
    NC_ ("state", "waiting"), NC_ ("state", "called"),  NC_ ("state", "serving"),  NC_ ("state", "paused"),
    NC_ ("state", "no-show"), NC_ ("state", "done"),    NC_ ("state", "void"),     NC_ ("state", "cancelled"),
    NC_ ("state", "carried"), NC_ ("state", "open"),    NC_ ("state", "received"), NC_ ("state", "posted"),
    NC_ ("state", "dropped"), NC_ ("state", "counter"), NC_ ("state", "clerk"),    NC_ ("state", "lead"),
    NC_ ("state", "admin"),   NC_ ("state", "station"),
  };

  for (gsize i = 0; i < G_N_ELEMENTS (words); i++)
    if (g_strcmp0 (words[i], stored) == 0)
      return g_dpgettext2 (GETTEXT_PACKAGE, "state", words[i]);
  return stored;
}

/* The words for a set of roles, one behind the other. */
char *
hall_tx_role_words (HallRole roles)
{
  g_autofree char *names = hall_roles_to_text (roles);
  g_auto (GStrv) parts = g_strsplit (names, ",", -1);

  for (char **part = parts; *part != NULL; part++) {
    char *word = g_strdup (hall_tx_word (*part));

    g_free (*part);
    *part = word;
  }
  return g_strjoinv (", ", parts);
}

static gboolean
check_right (HallTx *tx, GError **error)
{
  if ((tx->spec->roles & tx->roles) == 0) {
    g_autofree char *needed = hall_tx_role_words (tx->spec->roles);

    hall_set_error (error, HALL_ERROR_FORBIDDEN, "7", "as", _ ("“%s” may be asked for by: %s"),
                    tx->spec->name, needed);
    return FALSE;
  }
  if ((tx->spec->flags & HALL_COMMAND_CASH) && !tx->cash_right) {
    hall_set_error (error, HALL_ERROR_FORBIDDEN, "7", "as", _ ("%s has no right to take cash"), tx->staff);
    return FALSE;
  }
  return TRUE;
}

static gboolean
check_place (HallTx *tx, GError **error)
{
  gboolean open = g_strcmp0 (tx->duty_state, "open") == 0;
  gboolean paused = g_strcmp0 (tx->duty_state, "paused") == 0;

  if ((tx->spec->flags & HALL_COMMAND_DAY) && tx->day == NULL) {
    hall_set_error (error, HALL_ERROR_REFUSED, "5.11", NULL, _ ("the hall is not open today"));
    return FALSE;
  }
  if ((tx->spec->flags & HALL_COMMAND_ON_DUTY) && !open && !paused) {
    hall_set_error (error, HALL_ERROR_REFUSED, "5.11", "counter", _ ("open the counter first"));
    return FALSE;
  }
  if ((tx->spec->flags & HALL_COMMAND_AT_COUNTER) && !open) {
    if (paused)
      hall_set_error (error, HALL_ERROR_REFUSED, "S004 4.11", "counter",
                      _ ("the counter is paused; resume it first"));
    else
      hall_set_error (error, HALL_ERROR_REFUSED, "5.11", "counter", _ ("open the counter first"));
    return FALSE;
  }
  return TRUE;
}

/* The open day; and where the hall has gone, if it was moved: then nothing is done here any more. */
static gboolean
load_day (HallTx *tx, GError **error)
{
  g_autoptr (HallRows) rows = hall_db_query (tx->db, error, ASK_DAY, "");

  if (rows == NULL || !hall_rows_next (rows, error))
    return FALSE;
  tx->day = hall_rows_dup (rows, 0);
  if (hall_rows_is_null (rows, 1))
    return TRUE;
  hall_set_error (error, HALL_ERROR_REFUSED, NULL, "hall", _ ("this hall was moved to %s and goes on there"),
                  hall_rows_text (rows, 1));
  return FALSE;
}

/* What stands in every line of the journal: names of people and stations, the request id. */
static gboolean
check_asker (const HallCommand *command, GError **error)
{
  return (command->staff == NULL || hall_text_check (command->staff, -1, "as", 64, HALL_TEXT_ONE_LINE, error))
         && (command->station == NULL
             || hall_text_check (command->station, -1, "station", 64, HALL_TEXT_ONE_LINE, error))
         && hall_text_check (command->request_id, -1, "request", 128, HALL_TEXT_ONE_LINE, error);
}

/**
 * hall_tx_chain:
 *
 * Returns: (transfer full): which chain of the journal the line goes to: one a workstation, so that counters
 * do not queue behind each other
 */
char *
hall_tx_chain (HallTx *tx)
{
  if (tx->station != NULL)
    return g_strdup (tx->station);
  if (tx->counter != 0)
    return g_strdup_printf ("counter-%d", (int)tx->counter);
  return g_strdup ("hall");
}

/* Who works beside others works alone at least at one counter and on one chain. */
static gboolean
lock_own (HallTx *tx, GError **error)
{
  g_autofree char *chain = NULL;
  g_autofree char *chain_lock = NULL;
  g_autofree char *counter_lock = NULL;

  if (tx->alone || tx->owns)
    return TRUE;
  chain = hall_tx_chain (tx);
  chain_lock = g_strconcat ("chain/", chain, NULL);
  counter_lock = g_strdup_printf ("counter/%d", (int)tx->counter);
  return (tx->counter == 0 || hall_db_lock (tx->db, counter_lock, FALSE, error))
         && hall_db_lock (tx->db, chain_lock, FALSE, error);
}

/**
 * hall_tx_lock_queues:
 * @tx: a transaction
 * @categories: (array zero-terminated=1): whose queues, in the order of their letters
 * @error: BUSY
 *
 * Holds the queues until the end: whoever calls from one sees everybody who stands in it, and nobody else
 * calls meanwhile (5.3: strictly in order). After the next question tell the time with hall_tx_refresh_now().
 *
 * Returns: whether they are held
 */
gboolean
hall_tx_lock_queues (HallTx *tx, const char *const *categories, GError **error)
{
  for (; *categories != NULL; categories++) {
    g_autofree char *name = g_strconcat ("queue/", *categories, NULL);

    if (!hall_db_lock (tx->db, name, FALSE, error))
      return FALSE;
  }
  return TRUE;
}

/* The time behind a lock that was waited for: nobody is called before they came. */
void
hall_tx_refresh_now (HallTx *tx)
{
  tx->now = MAX (tx->now, hall_engine_now (tx->engine));
}

/**
 * hall_tx_need_alone:
 * @tx: a transaction
 * @error: what is said if it cannot be alone
 *
 * For what a command does once in a long while and what concerns all: opening the day. Return %FALSE when
 * this does; the command is carried out anew, with nobody beside it.
 *
 * Returns: whether nobody else changes anything meanwhile
 */
gboolean
hall_tx_need_alone (HallTx *tx, GError **error)
{
  if (tx->alone)
    return TRUE;
  tx->wants_alone = TRUE;
  hall_set_error (error, HALL_ERROR_BUSY, NULL, NULL, _ ("the hall is busy; please ask again"));
  return FALSE;
}

/* Where the one who asks sits, as far as the command says: where it does not, only their duty tells. */
static gboolean
place_is_known (HallTx *tx)
{
  return tx->counter != 0 || tx->staff == NULL;
}

/**
 * hall_tx_ask:
 * @tx: a transaction that has begun, behind the lock of the hall
 *
 * Asks ahead what hall_tx_begin() and the command will ask, so that over a network they come in one round
 * trip. Each question stands behind the locks that it depends on. A guess that is wrong (the day, at
 * midnight) costs nothing but the question.
 */
void
hall_tx_ask (HallTx *tx)
{
  g_autofree char *today = NULL;
  g_autofree char *chain = NULL;

  if (!hall_db_can_ask (tx->db) || !check_asker (tx->command, NULL))
    return;
  tx->staff = tx->command->staff;
  tx->counter = tx->command->counter;
  tx->station = tx->command->station;
  hall_db_ask (tx->db, ASK_DAY, "");
  today = hall_time_day (tx->zone, hall_engine_now (tx->engine));
  if (tx->staff != NULL)
    hall_db_ask (tx->db, ASK_STAFF, "tt", tx->staff, today);
  hall_db_ask (tx->db, ASK_OPTIONS, "");
  if (!place_is_known (tx))
    return;
  tx->owns = lock_own (tx, NULL);
  chain = hall_tx_chain (tx);
  hall_db_ask (tx->db, HALL_JOURNAL_HEAD, "t", chain);
  if (tx->spec->ask != NULL)
    tx->spec->ask (tx);
}

/**
 * hall_tx_begin:
 * @tx: a transaction that has begun, with engine, database, command, clock and zone set
 * @error: FORBIDDEN, REFUSED, NOT_FOUND
 *
 * Finds out who asks, where they sit and which day is open, and checks the role (hall rules 7).
 *
 * Returns: whether the command may be carried out
 */
gboolean
hall_tx_begin (HallTx *tx, GError **error)
{
  if (!check_asker (tx->command, error))
    return FALSE;
  tx->staff = tx->command->staff;
  tx->counter = tx->command->counter;
  tx->station = tx->command->station;
  tx->today = hall_time_day (tx->zone, tx->now);
  if (!load_day (tx, error))
    return FALSE;
  if (tx->staff == NULL)
    tx->roles = HALL_ROLE_STATION;
  else if (!load_staff (tx, error))
    return FALSE;
  return check_right (tx, error) && check_place (tx, error) && lock_own (tx, error);
}

void
hall_tx_clear (HallTx *tx)
{
  g_clear_pointer (&tx->today, g_free);
  g_clear_pointer (&tx->day, g_free);
  g_clear_pointer (&tx->staff_name, g_free);
  g_clear_pointer (&tx->duty_state, g_free);
  g_clear_pointer (&tx->options, g_hash_table_unref);
  g_variant_builder_clear (&tx->answer);
  g_variant_builder_clear (&tx->facts);
  g_variant_dict_clear (&tx->aside);
}

/**
 * hall_tx_text:
 *
 * Returns: (transfer none) (nullable): a text argument; %NULL when it is missing or empty
 */
const char *
hall_tx_text (HallTx *tx, const char *name)
{
  const char *text = NULL;

  if (!g_variant_lookup (tx->command->args, name, "&s", &text) || *text == '\0')
    return NULL;
  return text;
}

/* Whether a text says nothing: blanks only, also the wide ones of an input method. */
gboolean
hall_tx_is_blank (const char *text)
{
  while (*text != '\0' && g_unichar_isspace (g_utf8_get_char (text)))
    text = g_utf8_next_char (text);
  return *text == '\0';
}

gint64
hall_tx_int (HallTx *tx, const char *name, gint64 fallback)
{
  gint64 value = fallback;

  g_variant_lookup (tx->command->args, name, "x", &value);
  return value;
}

gboolean
hall_tx_bool (HallTx *tx, const char *name)
{
  gboolean value = FALSE;

  g_variant_lookup (tx->command->args, name, "b", &value);
  return value;
}

GVariant *
hall_tx_value (HallTx *tx, const char *name)
{
  return g_variant_lookup_value (tx->command->args, name, NULL);
}

void
hall_tx_answer_text (HallTx *tx, const char *name, const char *value)
{
  if (value != NULL)
    g_variant_builder_add (&tx->answer, "{sv}", name, g_variant_new_string (value));
}

void
hall_tx_answer_int (HallTx *tx, const char *name, gint64 value)
{
  g_variant_builder_add (&tx->answer, "{sv}", name, g_variant_new_int64 (value));
}

void
hall_tx_answer_bool (HallTx *tx, const char *name, gboolean value)
{
  g_variant_builder_add (&tx->answer, "{sv}", name, g_variant_new_boolean (value));
}

void
hall_tx_answer_value (HallTx *tx, const char *name, GVariant *value)
{
  g_variant_builder_add (&tx->answer, "{sv}", name, value);
}

/* For the one who asked alone: not even the journal keeps it, and who asks again with the same request is not
 * told again. */
void
hall_tx_answer_aside (HallTx *tx, const char *name, const char *value)
{
  g_variant_dict_insert (&tx->aside, name, "s", value);
}

/* Something the journal must hold so that a change behind its back is seen: the hash of a receipt, for one.
 */
void
hall_tx_fact (HallTx *tx, const char *name, const char *value)
{
  tx->has_facts = TRUE;
  g_variant_builder_add (&tx->facts, "{sv}", name, g_variant_new_string (value));
}

gint64
hall_tx_option_int (HallTx *tx, const char *name, gint64 fallback)
{
  g_autofree char *text = hall_tx_option_text (tx, name);
  gint64 value;

  if (text == NULL || !g_ascii_string_to_signed (text, 10, G_MININT64, G_MAXINT64, &value, NULL))
    return fallback;
  return value;
}

char *
hall_tx_option_text (HallTx *tx, const char *name)
{
  /* All at once where they were asked ahead; where a question costs nothing, only the one. */
  if (!hall_db_can_ask (tx->db))
    return hall_db_get_text (tx->db, NULL, "SELECT value FROM option WHERE name = ?1", "t", name);
  if (tx->options == NULL) {
    g_autoptr (HallRows) rows = hall_db_query (tx->db, NULL, ASK_OPTIONS, "");

    tx->options = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
    while (rows != NULL && hall_rows_next (rows, NULL))
      g_hash_table_insert (tx->options, hall_rows_dup (rows, 0), hall_rows_dup (rows, 1));
  }
  return g_strdup (g_hash_table_lookup (tx->options, name));
}

/**
 * hall_tx_next_number:
 * @tx: a transaction
 * @series: which numbers: "ticket/2026-11-20/A"
 * @number: (out): the next one, from 1 without gaps
 * @error: what went wrong
 *
 * The row of the series is counted up in the transaction that uses the number, so that a roll-back gives it
 * back.
 *
 * Returns: whether there is one
 */
gboolean
hall_tx_next_number (HallTx *tx, const char *series, gint64 *number, GError **error)
{
  *number = 0;
  if (!hall_db_get_int (tx->db, number, error,
                        "INSERT INTO series (name, last) VALUES (?1, 1)"
                        " ON CONFLICT (name) DO UPDATE SET last = series.last + 1 RETURNING last",
                        "t", series))
    return FALSE;
  HALL_MOMENT ("number taken");
  return TRUE;
}
