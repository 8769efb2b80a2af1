/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What waits for the shift lead (hall rules 7), and what a yes would change, with its figures: nobody agrees
 * to what cannot be seen. */

#include <glib/gi18n-lib.h>

#include "hall-case-private.h"
#include "hall-json.h"
#include "hall-lead-view.h"
#include "hall-money.h"
#include "hall-time.h"
#include "hall-views-private.h"

G_DEFINE_FINAL_TYPE (HallApproval, hall_approval, G_TYPE_OBJECT)

static void
hall_approval_finalize (GObject *object)
{
  HallApproval *self = HALL_APPROVAL (object);
  char *texts[] = { self->kind,       self->number, self->title,      self->matter,
                    self->reason,     self->change, self->hindrance,  self->asked_by,
                    self->asked_name, self->state,  self->decided_by, self->decision };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    g_free (texts[i]);
  G_OBJECT_CLASS (hall_approval_parent_class)->finalize (object);
}

static void
hall_approval_class_init (HallApprovalClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = hall_approval_finalize;
}

static void
hall_approval_init (HallApproval *self)
{
}

/* What is needed to tell one request. */
typedef struct {
  HallEngine *engine;
  HallDb *db;
  GTimeZone *zone;
  gint64 now;
  const char *day; /* (nullable) the open one */
} Teller;

static const char *
kind_title (const char *kind)
{
  /* Translators: what a clerk asks the shift lead for */
  static const char *const titles[][2] = {
    { "void", NC_ ("approval", "Void") },
    { "refusal", NC_ ("approval", "Refusal") },
    { "extension", NC_ ("approval", "More time") },
    { "demand", NC_ ("approval", "Second notice") },
    { "deferral", NC_ ("approval", "To follow later") },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (titles); i++)
    if (g_str_equal (titles[i][0], kind))
      return g_dpgettext2 (GETTEXT_PACKAGE, "approval", titles[i][1]);
  return kind;
}

/**
 * hall_cause_word:
 * @cause: (nullable): a cause of a second notice, as stored
 *
 * Returns: (transfer none): what people call it
 */
const char *
hall_cause_word (const char *cause)
{
  /* Translators: the four causes of a second notice */
  static const char *const words[][2] = {
    { "rule-changed", NC_ ("cause", "the rules changed") },
    { "facts-changed", NC_ ("cause", "the facts changed") },
    { "data-changed", NC_ ("cause", "the customer's data changed") },
    { "our-error", NC_ ("cause", "our own error") },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (words); i++)
    if (g_strcmp0 (words[i][0], cause) == 0)
      return g_dpgettext2 (GETTEXT_PACKAGE, "cause", words[i][1]);
  return cause != NULL ? cause : "";
}

static const char *
asked_text (GVariant *asked, const char *key)
{
  const char *text = NULL;

  g_variant_lookup (asked, key, "&s", &text);
  return text != NULL ? text : "";
}

static char *
counter_words (gint64 counter)
{
  /* Translators: where a paper comes out; %d is the number of a counter */
  return counter != 0 ? g_strdup_printf (_ ("counter %d"), (int)counter) : g_strdup (_ ("the guide desk"));
}

static char *
time_words (const Teller *teller, gint64 time_us)
{
  return hall_time_format (teller->zone, time_us, "%m-%d %H:%M");
}

/* --- Money --- */

/* What should lie in the drawer of a counter: float, receipts and voids, less deposits. */
static gboolean
drawer_figure (const Teller *teller, const char *day, gint64 counter, gint64 *expected, GError **error)
{
  *expected = G_MININT64;
  return hall_db_get_int (
      teller->db, expected, error,
      "SELECT d.float_fen + coalesce ((SELECT sum (cash_fen) FROM receipt WHERE day = d.day AND"
      " counter = d.counter AND changed_at >= d.opened_at), 0) - coalesce ((SELECT sum (amount_fen) FROM"
      " drawer_entry WHERE day = d.day AND counter = d.counter AND kind = 'deposit' AND at >= d.opened_at), "
      "0)"
      " FROM duty d WHERE d.day = ?1 AND d.counter = ?2 AND d.opened_at IS NOT NULL"
      " ORDER BY d.opened_at DESC LIMIT 1",
      "ti", day, counter);
}

static gboolean
tell_money (const Teller *teller,
            HallApproval *line,
            const char *day,
            gint64 counter,
            gint64 cash,
            GString *text,
            GError **error)
{
  gint64 expected;

  if (!drawer_figure (teller, teller->day, counter, &expected, error))
    return FALSE;
  if (cash != 0 && expected != G_MININT64) {
    g_autofree char *before = hall_money_to_text (expected);
    g_autofree char *after = hall_money_to_text (expected - cash);

    /* Translators: %d a counter, %s what its drawer should hold, before and after a void */
    g_string_append_printf (text, _ (" The drawer of counter %d should then hold %s instead of %s yuan."),
                            (int)counter, after, before);
  }
  if (g_strcmp0 (day, teller->day) != 0)
    line->hindrance = g_strdup (_ ("a void after the day is approved by an administrator"));
  return TRUE;
}

/* The red entry, what goes back in cash and otherwise, and the drawer's figure before and after. */
static gboolean
tell_void (const Teller *teller, HallApproval *line, GVariant *asked, GError **error)
{
  g_autoptr (GError) local = NULL;
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (HallRows) rows = hall_db_query (
      teller->db, error, "SELECT day, counter, total_fen, other_fen, cash_fen FROM receipt WHERE number = ?1",
      "t", line->number);
  g_autofree char *day = NULL;
  g_autofree char *total = NULL;
  g_autofree char *cash_text = NULL;
  gint64 counter;
  gint64 other;
  gint64 cash;

  if (rows == NULL)
    return FALSE;
  if (!hall_rows_next (rows, &local))
    return hall_rows_done (&local, error);
  day = hall_rows_dup (rows, 0);
  counter = line->counter != 0 ? line->counter : hall_rows_int (rows, 1);
  total = hall_money_to_text (-hall_rows_int (rows, 2));
  other = hall_rows_int (rows, 3);
  cash = hall_rows_int (rows, 4);
  cash_text = hall_money_to_text (cash);
  g_clear_pointer (&rows, hall_rows_free);
  /* Translators: the amounts of a void: -1286.50 and 1286.50 */
  g_string_append_printf (text, _ ("Red entry of %s yuan, %s yuan back in cash."), total, cash_text);
  if (other != 0) {
    g_autofree char *other_text = hall_money_to_text (other);

    /* Translators: what was paid by card or phone */
    g_string_append_printf (text, _ (" %s yuan goes back the way it came."), other_text);
  }
  if (!tell_money (teller, line, day, counter, cash, text, error))
    return FALSE;
  line->change = g_string_free (g_steal_pointer (&text), FALSE);
  return TRUE;
}

/* --- Cases --- */

/* What of the case is told beside the request. */
typedef struct {
  gint64 id;
  char *matter;
  char *matter_name;
  char *state;
  gint64 due_at;
  char *due_kind;
  char *notice; /* (nullable) the newest */
} Case;

static void
case_clear (Case *self)
{
  g_free (self->matter);
  g_free (self->matter_name);
  g_free (self->state);
  g_free (self->due_kind);
  g_free (self->notice);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Case, case_clear)

static gboolean
load_case (const Teller *teller, const char *number, Case *file, GError **error)
{
  g_autoptr (GError) local = NULL;
  g_autoptr (HallRows) rows = hall_db_query (
      teller->db, error,
      "SELECT f.id, f.matter, m.name, f.state, f.due_at, v.due_kind, (SELECT n.number FROM notice n WHERE"
      " n.file = f.id ORDER BY n.round DESC LIMIT 1) FROM case_file f JOIN matter m ON m.code = f.matter"
      " JOIN matter_version v ON v.matter = f.matter AND v.version = f.version WHERE f.number = ?1",
      "t", number);

  if (rows == NULL)
    return FALSE;
  if (hall_rows_next (rows, &local))
    *file = (Case){ .id = hall_rows_int (rows, 0),
                    .matter = hall_rows_dup (rows, 1),
                    .matter_name = hall_rows_dup (rows, 2),
                    .state = hall_rows_dup (rows, 3),
                    .due_at = hall_rows_int (rows, 4),
                    .due_kind = hall_rows_dup (rows, 5),
                    .notice = hall_rows_dup (rows, 6) };
  return hall_rows_done (&local, error);
}

static char *
tell_refusal (HallApproval *line, GVariant *asked)
{
  g_autofree char *place = counter_words (line->counter);
  const char *option = asked_text (asked, "option");
  GString *text = g_string_new (NULL);

  /* Translators: %s the class of a refusal: 不符合规定条件 */
  g_string_append_printf (text, _ ("Refused: %s."), hall_refusal_class_word (asked_text (asked, "class")));
  /* Translators: %s is a document and its article */
  g_string_append_printf (text, _ (" Basis: %s."), asked_text (asked, "basis"));
  if (*option != '\0')
    /* Translators: %s is where a customer who is refused can go */
    g_string_append_printf (text, _ (" Instead: %s."), option);
  /* Translators: %s is a place: counter 3 */
  g_string_append_printf (text, _ (" The refusal notice prints at %s, with the lead's name on it."), place);
  return g_string_free (text, FALSE);
}

/* How much later, as the calendar of the day of the request counts. */
static char *
tell_more (const Teller *teller, const Case *file, gint64 due, GError **error)
{
  g_autofree char *before = time_words (teller, file->due_at);
  g_autofree char *after = time_words (teller, due);
  HallTermUnit unit = g_strcmp0 (file->due_kind, "working-days") == 0 ? HALL_TERM_WORKING_DAYS
                                                                      : HALL_TERM_MINUTES;
  gint64 amount;

  if (!hall_case_extension (teller->db, teller->zone, unit, file->due_at, due, &amount, error))
    return NULL;
  if (unit == HALL_TERM_MINUTES)
    /* Translators: a due time before and after, and how many minutes more */
    return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "Due %s instead of %s: %d minute more.",
                                         "Due %s instead of %s: %d minutes more.", (gulong)amount),
                            after, before, (int)amount);
  /* Translators: a due time before and after, and how many working days more */
  return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "Due %s instead of %s: %d working day more.",
                                       "Due %s instead of %s: %d working days more.", (gulong)amount),
                          after, before, (int)amount);
}

static gboolean
is_told (const Teller *teller,
         const Case *file,
         HallApproval *line,
         GVariant *asked,
         gboolean *told,
         GError **error)
{
  gint64 replies = 0;

  *told = *asked_text (asked, "told") != '\0';
  if (*told)
    return TRUE;
  if (!hall_db_get_int (teller->db, &replies, error,
                        "SELECT count (*) FROM case_event WHERE file = ?1 AND command = 'reply' AND at >= ?2",
                        "ii", file->id, line->asked_at))
    return FALSE;
  *told = replies > 0;
  return TRUE;
}

static gboolean
tell_extension (const Teller *teller, const Case *file, HallApproval *line, GVariant *asked, GError **error)
{
  const char *text = asked_text (asked, "due");
  g_auto (HallCaseHours) hours = { 0 };
  gint64 due = 0;
  gboolean told;

  if (!hall_case_hours_load (teller->db, teller->zone, &hours, error)
      || !is_told (teller, file, line, asked, &told, error))
    return FALSE;
  if (hall_day_is_valid (text))
    hall_time_at (teller->zone, text, hours.closes, &due, NULL);
  else
    hall_time_parse (teller->zone, text, &due, NULL);
  line->change = tell_more (teller, file, due, error);
  if (line->change == NULL)
    return FALSE;
  if (teller->now > file->due_at)
    line->hindrance = g_strdup (_ ("the time of this case is up; it could only be extended before"));
  else if (!told)
    line->hindrance = g_strdup (_ ("the customer does not know of it yet: tell them first"));
  return TRUE;
}

/* What people call a material, also one that is new on the list. */
static char *
item_name (const Teller *teller, const Case *file, const char *code, GError **error)
{
  char *name = hall_db_get_text (
      teller->db, error,
      "SELECT name FROM matter_item WHERE matter = ?1 AND code = ?2 ORDER BY version DESC"
      " LIMIT 1",
      "tt", file->matter, code);

  return name != NULL ? name : g_strdup (code);
}

static char *
tell_demand (const Case *file, const char *name, GVariant *asked)
{
  GString *text = g_string_new (NULL);
  const char *problem = asked_text (asked, "problem");

  /* Translators: %1$s the number of a notice, %2$s a material, %3$s why: the rules changed */
  g_string_append_printf (text, _ ("Beyond the notice %1$s one more material: %2$s, because %3$s."),
                          file->notice != NULL ? file->notice : "", name,
                          hall_cause_word (asked_text (asked, "cause")));
  if (*problem != '\0')
    /* Translators: %s is what is wrong with a material */
    g_string_append_printf (text, _ (" Its problem: %s."), problem);
  g_string_append (text, _ (" It counts as a second notice today."));
  return g_string_free (text, FALSE);
}

static gboolean
tell_case (const Teller *teller, HallApproval *line, GVariant *asked, const char *code, GError **error)
{
  g_auto (Case) file = { 0 };
  g_autofree char *name = NULL;
  const char *wanted = g_str_equal (line->kind, "refusal") ? "refusing" : "open";

  if (!load_case (teller, line->number, &file, error))
    return FALSE;
  line->matter = g_strdup (file.matter_name);
  if (file.state == NULL)
    return TRUE;
  if (g_str_equal (line->kind, "extension"))
    return tell_extension (teller, &file, line, asked, error);
  if (!g_str_equal (file.state, wanted))
    /* Translators: %s is the state of a case */
    line->hindrance = g_strdup_printf (_ ("the case is “%s” now"), hall_case_state_word (file.state));
  if (g_str_equal (line->kind, "refusal")) {
    line->change = tell_refusal (line, asked);
    return TRUE;
  }
  name = item_name (teller, &file, code, error);
  if (g_str_equal (line->kind, "demand"))
    line->change = tell_demand (&file, name, asked);
  else
    /* Translators: %s a material, %s a day */
    line->change = g_strdup_printf (_ ("The case can be accepted without “%s”, which may follow until %s."),
                                    name, asked_text (asked, "until"));
  return TRUE;
}

static gboolean
tell (const Teller *teller, HallApproval *line, const char *subject, const char *detail, GError **error)
{
  g_autoptr (GVariant) asked = hall_json_to_variant (detail, error);
  const char *slash = strchr (subject, '/');

  if (asked == NULL)
    return FALSE;
  line->number = slash != NULL ? g_strndup (subject, (gsize)(slash - subject)) : g_strdup (subject);
  line->title = g_strdup (kind_title (line->kind));
  line->reason = g_strdup (asked_text (asked, "reason"));
  if (g_str_equal (line->kind, "void")
          ? !tell_void (teller, line, asked, error)
          : !tell_case (teller, line, asked, slash != NULL ? slash + 1 : "", error))
    return FALSE;
  if (line->change == NULL)
    line->change = g_strdup ("");
  if (!g_str_equal (line->state, "waiting"))
    g_clear_pointer (&line->hindrance, g_free);
  return TRUE;
}

#define REQUEST_COLUMNS                                                                                      \
  "SELECT r.id, r.kind, r.subject, r.detail, r.asked_by, s.name, r.counter, r.asked_at, r.state,"            \
  " r.decided_by, r.decided_at, r.reason FROM request r LEFT JOIN staff s ON s.number = r.asked_by WHERE "

static gboolean
read_rows (GListStore *store, GPtrArray *subjects, HallRows *rows, GError **error)
{
  g_autoptr (GError) local = NULL;

  while (hall_rows_next (rows, &local)) {
    g_autoptr (HallApproval) line = g_object_new (HALL_TYPE_APPROVAL, NULL);

    line->request = hall_rows_int (rows, 0);
    line->kind = hall_rows_dup (rows, 1);
    g_ptr_array_add (subjects, hall_rows_dup (rows, 2));
    g_ptr_array_add (subjects, hall_rows_dup (rows, 3));
    line->asked_by = hall_rows_dup (rows, 4);
    line->asked_name = hall_rows_dup (rows, 5);
    line->counter = hall_rows_int (rows, 6);
    line->asked_at = hall_rows_int (rows, 7);
    line->state = hall_rows_dup (rows, 8);
    line->decided_by = hall_rows_dup (rows, 9);
    line->decided_at = hall_rows_int (rows, 10);
    line->decision = hall_rows_dup (rows, 11);
    g_list_store_append (store, line);
  }
  return hall_rows_done (&local, error);
}

static GListModel *
read_requests (HallEngine *engine, HallRows *rows, const char *day, GError **error)
{
  g_autoptr (GListStore) store = g_list_store_new (HALL_TYPE_APPROVAL);
  g_autoptr (GPtrArray) subjects = g_ptr_array_new_with_free_func (g_free);
  const Teller teller = { .engine = engine,
                          .db = hall_engine_get_db (engine),
                          .zone = hall_engine_get_zone (engine),
                          .now = hall_clock_now (hall_engine_get_clock (engine)),
                          .day = day };

  if (rows == NULL || !read_rows (store, subjects, rows, error))
    return NULL;
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (store)); i++) {
    g_autoptr (HallApproval) line = g_list_model_get_item (G_LIST_MODEL (store), i);

    if (!tell (&teller, line, subjects->pdata[2 * i], subjects->pdata[2 * i + 1], error))
      return NULL;
  }
  return G_LIST_MODEL (g_steal_pointer (&store));
}

static gboolean
open_day (HallEngine *engine, char **day, GError **error)
{
  g_autoptr (GError) local = NULL;

  *day = hall_db_get_text (hall_engine_get_db (engine), &local,
                           "SELECT day FROM business_day WHERE state = 'open'", "");
  return hall_rows_done (&local, error);
}

/**
 * hall_approvals_read:
 * @engine: the engine
 * @params: nothing
 * @error: what went wrong
 *
 * Returns: (transfer full): what waits for a lead, the oldest first, a #GListModel of #HallApproval; a
 * #HallReadFunc
 */
GListModel *
hall_approvals_read (HallEngine *engine, GVariant *params, GError **error)
{
  g_autofree char *day = NULL;
  g_autoptr (HallRows) rows = NULL;

  g_return_val_if_fail (HALL_IS_ENGINE (engine), NULL);

  if (!open_day (engine, &day, error))
    return NULL;
  rows = hall_db_query (hall_engine_get_db (engine), error,
                        REQUEST_COLUMNS "r.state = 'waiting' ORDER BY r.id LIMIT 200", "");
  return read_requests (engine, rows, day, error);
}

/**
 * hall_requests_read:
 * @engine: the engine
 * @params: s, a staff number
 * @error: what went wrong
 *
 * Whoever asked sees what became of it.
 *
 * Returns: (transfer full): what that person asked for and waits, or was decided today, the newest first, a
 * #GListModel of #HallApproval; a #HallReadFunc
 */
GListModel *
hall_requests_read (HallEngine *engine, GVariant *params, GError **error)
{
  const char *staff = g_variant_get_string (params, NULL);
  g_autofree char *day = NULL;
  g_autoptr (HallRows) rows = NULL;
  gint64 from = 0;

  g_return_val_if_fail (HALL_IS_ENGINE (engine), NULL);

  if (!open_day (engine, &day, error)
      || (day != NULL && !hall_time_at (hall_engine_get_zone (engine), day, "00:00", &from, error)))
    return NULL;
  rows = hall_db_query (hall_engine_get_db (engine), error,
                        REQUEST_COLUMNS "r.asked_by = ?1 AND (r.state = 'waiting' OR r.decided_at >= ?2)"
                                        " ORDER BY r.id DESC LIMIT 50",
                        "ti", staff, from);
  return read_requests (engine, rows, day, error);
}
