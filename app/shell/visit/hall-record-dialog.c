/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "hall-record-dialog.h"

#include <glib/gi18n.h>

#include "hall-shell.h"

/*
 * The record of one thing that somebody wanted (S002 3.4): what for comes first, and only what that must say
 * is asked (000-07). At the guide desk it is also the way to a number.
 */

/* Which kinds ask for a field: bits of HallVisitKind. */
#define OF(kind) (1u << HALL_VISIT_##kind)
#define ALL ((1u << HALL_N_VISIT_KINDS) - 1)

#define WIDTH 620          /* of every dialog that asks */
#define TAKE "take-ticket" /* among the results: no record, but a number for a counter */

typedef struct {
  HallAskDialog *dialog;  /* (unowned) */
  HallChoiceField *kinds; /* (unowned) as all that follow */
  HallChoiceField *subs[HALL_N_VISIT_KINDS];
  HallChoiceField *results[HALL_N_VISIT_KINDS];
  HallChoiceField *matters;
  HallChoiceField *urgencies;
  HallChoiceField *departments; /* (nullable) the directory; otherwise it is typed */
  HallTextField *department;    /* (nullable) */
  HallTextField *contact;
  HallTextField *result_text;
  HallTextField *phone;
  GtkWidget *follow_up;
  GHashTable *categories; /* (owned) code of a matter → of its category */
  gboolean ready;         /* all of them are there */
} Asking;

static void
asking_free (gpointer data)
{
  Asking *self = data;

  g_hash_table_unref (self->categories);
  g_free (self);
}

static HallVisitKind
kind_of (const Asking *self)
{
  const guint at = hall_choice_field_get_selected (self->kinds);

  return at < HALL_N_VISIT_KINDS ? (HallVisitKind)at : HALL_N_VISIT_KINDS;
}

static const char *
result_of (const Asking *self)
{
  const HallVisitKind kind = kind_of (self);
  GVariant *value = kind < HALL_N_VISIT_KINDS && self->results[kind] != NULL
                        ? hall_choice_field_get_value (self->results[kind])
                        : NULL;

  return value != NULL ? g_variant_get_string (value, NULL) : "";
}

/* --- What is asked --- */

static void
show (gpointer widget, gboolean visible)
{
  if (widget != NULL)
    gtk_widget_set_visible (GTK_WIDGET (widget), visible);
}

static const struct {
  const char *arg;
  HallTextKind kind;
  const char *title;
  guint of;
} texts[] = {
  { "text", HALL_TEXT_WRAP, N_ ("In the customer’s words"),
    OF (ENQUIRY) | OF (REPAIR) | OF (SUGGESTION) | OF (COMPLAINT) | OF (EMERGENCY) },
  { "answer", HALL_TEXT_WRAP, N_ ("What was answered"), OF (ENQUIRY) },
  { "occurred", HALL_TEXT_ENTRY, N_ ("When it happened"), OF (COMPLAINT) },
  { "place", HALL_TEXT_ENTRY, N_ ("Where it happened"), OF (COMPLAINT) },
  { "demand", HALL_TEXT_WRAP, N_ ("What the customer asks for"), OF (COMPLAINT) },
  { "address", HALL_TEXT_ENTRY, N_ ("Where it is"), OF (REPAIR) | OF (EMERGENCY) },
};

/* A result of that kind needs words, or somebody to hear again. */
static void
update_shown (Asking *self)
{
  const HallVisitKind kind = kind_of (self);
  const guint bit = kind < HALL_N_VISIT_KINDS ? 1u << kind : 0;
  const char *result = result_of (self);
  const gboolean take = g_str_equal (result, TAKE);
  const gboolean forwarded = g_str_equal (result, "forwarded");
  const gboolean appointed = g_str_equal (result, "appointed");
  const gboolean later = gtk_check_button_get_active (GTK_CHECK_BUTTON (self->follow_up)) && !take;

  for (guint i = 0; i < HALL_N_VISIT_KINDS; i++) {
    show (self->subs[i], i == kind && !take);
    show (self->results[i], i == kind);
  }
  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    show (hall_ask_dialog_get_field (self->dialog, texts[i].arg), (texts[i].of & bit) != 0);
  show (self->matters, kind == HALL_VISIT_BUSINESS);
  show (self->urgencies, kind == HALL_VISIT_REPAIR);
  show (self->departments, forwarded);
  show (self->department, forwarded);
  show (self->contact, forwarded);
  show (self->result_text, appointed || g_str_equal (result, "referred"));
  show (self->follow_up, bit != 0 && kind != HALL_VISIT_EMERGENCY && !take && !forwarded && !appointed);
  show (self->phone, (bit & (OF (REPAIR) | OF (EMERGENCY))) != 0 || later || forwarded || appointed);
  gtk_window_set_default_size (GTK_WINDOW (self->dialog), WIDTH, -1); /* as high as what is asked */
  hall_ask_dialog_set_go_text (self->dialog, take ? _ ("Take the number") : _ ("Record"));
}

static void
on_changed_cb (Asking *self)
{
  if (self->ready)
    update_shown (self);
}

static void
add_words (HallChoiceField *field, const char *arg, const HallVisitWord *words, gsize n)
{
  for (gsize i = 0; i < n; i++)
    hall_choice_field_add (field, hall_visit_word (&words[i]), NULL, arg,
                           g_variant_new_string (words[i].code));
}

static HallChoiceField *
add_choice (Asking *self, const char *arg, const char *title, gboolean open)
{
  HallChoiceField *field = hall_ask_dialog_add_choice (self->dialog, arg, title, open);

  g_signal_connect_swapped (field, "changed", G_CALLBACK (on_changed_cb), self);
  return field;
}

static void
add_kinds (Asking *self)
{
  self->kinds = add_choice (self, "kind", _ ("What for"), TRUE);
  hall_choice_field_set_columns (self->kinds, 3);
  for (guint i = 0; i < HALL_N_VISIT_KINDS; i++)
    hall_choice_field_add (self->kinds, hall_visit_kind_word (i), NULL, "kind",
                           g_variant_new_string (hall_visit_kind_name (i)));
}

/* What it is about: mandatory of complaints and emergencies, so nothing is chosen for the clerk there. */
static void
add_subs (Asking *self)
{
  for (guint i = 0; i < HALL_N_VISIT_KINDS; i++) {
    const gboolean must = i == HALL_VISIT_COMPLAINT || i == HALL_VISIT_EMERGENCY;
    gsize n;
    const HallVisitWord *words = hall_visit_subs (i, &n);

    if (i == HALL_VISIT_BUSINESS)
      continue; /* the matter says it */
    self->subs[i] = add_choice (self, "sub", _ ("What it is about"), must);
    hall_choice_field_set_columns (self->subs[i], 3);
    if (!must)
      hall_choice_field_add (self->subs[i], _ ("Not said"), NULL, NULL, NULL);
    add_words (self->subs[i], "sub", words, n);
  }
}

static void
add_matters (Asking *self, const HallDeskView *view)
{
  self->matters = add_choice (self, "matter", _ ("Matter"), FALSE);
  hall_choice_field_add (self->matters, _ ("Choose the matter"), NULL, NULL, NULL);
  for (guint i = 0; i < g_list_model_get_n_items (view->categories); i++) {
    g_autoptr (HallCategory) category = g_list_model_get_item (view->categories, i);

    for (guint j = 0; j < g_list_model_get_n_items (category->matters); j++) {
      g_autoptr (HallMatter) matter = g_list_model_get_item (category->matters, j);
      g_autofree char *name = g_strdup_printf ("%s  %s", matter->code,
                                               hall_shell_localised (matter->name, matter->name_en));

      hall_choice_field_add (self->matters, name, NULL, "matter", g_variant_new_string (matter->code));
      g_hash_table_replace (self->categories, g_strdup (matter->code), g_strdup (category->code));
    }
  }
}

static void
add_result (HallChoiceField *field, const char *code)
{
  hall_choice_field_add (field, hall_visit_result_word (code), NULL, "result", g_variant_new_string (code));
}

/* Where more than one thing can have come of it; all else has a result of its own. */
static void
add_results (Asking *self, gboolean may_take)
{
  static const char *const of_business[] = { "done", "accepted", "noticed", "appointed", "referred", "left" };
  static const char *const of_repair[] = { "recorded", "forwarded", "appointed", "done" };
  HallChoiceField *business = add_choice (self, "result", _ ("What came of it"), FALSE);
  HallChoiceField *repair = add_choice (self, "result", _ ("What came of it"), FALSE);

  if (may_take)
    hall_choice_field_add (business, _ ("Takes a number for a counter"), NULL, "result",
                           g_variant_new_string (TAKE));
  for (gsize i = 0; i < G_N_ELEMENTS (of_business); i++)
    add_result (business, of_business[i]);
  for (gsize i = 0; i < G_N_ELEMENTS (of_repair); i++)
    add_result (repair, of_repair[i]);
  self->results[HALL_VISIT_BUSINESS] = business;
  self->results[HALL_VISIT_REPAIR] = repair;
}

static void
add_departments (Asking *self, GListModel *departments)
{
  const guint n = departments != NULL ? g_list_model_get_n_items (departments) : 0;

  if (n == 0) {
    self->department = hall_ask_dialog_add_field (self->dialog, "department", HALL_TEXT_ENTRY,
                                                  _ ("Department"));
  } else {
    self->departments = add_choice (self, "department", _ ("Department"), FALSE);
    for (guint i = 0; i < n; i++) {
      g_autoptr (HallDepartment) one = g_list_model_get_item (departments, i);

      hall_choice_field_add (self->departments, one->name, one->duty, "department",
                             g_variant_new_string (one->name));
    }
  }
  self->contact = hall_ask_dialog_add_field (self->dialog, "contact", HALL_TEXT_ENTRY,
                                             _ ("Who takes it on there (optional)"));
}

/* --- What is sent --- */

/* A number instead of a record: the queue follows from the matter. */
static void
compose (HallAskDialog *dialog, GVariantDict *args, gpointer data)
{
  Asking *self = data;
  const gboolean take = g_str_equal (result_of (self), TAKE);
  g_autofree char *matter = NULL;

  hall_ask_dialog_rename_command (dialog, take ? TAKE : "record");
  if (!take)
    return;
  g_variant_dict_lookup (args, "matter", "s", &matter);
  g_variant_dict_clear (args);
  g_variant_dict_init (args, NULL);
  if (matter == NULL)
    return;
  g_variant_dict_insert (args, "matter", "s", matter);
  g_variant_dict_insert (args, "category", "s", (const char *)g_hash_table_lookup (self->categories, matter));
}

/* What is known of what a ticket left open. */
static void
fill_in (Asking *self, HallVisitLine *open)
{
  hall_choice_field_set_selected (self->kinds, open->kind);
  if (open->matter != NULL)
    hall_choice_field_select_value (self->matters, open->matter);
}

/* The number it is about; nothing where there is none. */
static char *
subject_of (const HallDeskView *view, HallVisitLine *open)
{
  const char *ticket = open != NULL ? open->ticket : view->current != NULL ? view->current->label : NULL;

  if (open != NULL && open->matter_name != NULL)
    return g_strjoin ("  ", ticket, open->matter_name, NULL);
  return g_strdup (ticket);
}

/**
 * hall_record_dialog_new:
 * @parent: the window it belongs to
 * @store: (nullable): the hall
 * @station: (nullable): of this workstation
 * @view: what was read; only used during the call
 * @open: (nullable): what a ticket left open; %NULL for something of the customer who is being served, or of
 *   somebody without a number
 * @departments: (nullable): of #HallDepartment
 *
 * Asks what somebody wanted and what came of it (S002 4.1), and records it.
 *
 * Returns: (transfer none): a dialog, to be presented
 */
HallAskDialog *
hall_record_dialog_new (GtkWindow *parent,
                        HallStore *store,
                        const char *station,
                        const HallDeskView *view,
                        HallVisitLine *open,
                        GListModel *departments)
{
  Asking *self = g_new0 (Asking, 1);
  const gboolean numberless = open == NULL && view->current == NULL;
  g_autofree char *owner = g_strdup_printf ("%s-%" G_GINT64_FORMAT, view->staff,
                                            open != NULL            ? open->id
                                            : view->current != NULL ? -view->current->id
                                                                    : (gint64)0);
  g_autofree char *subject = subject_of (view, open);

  self->dialog = hall_ask_dialog_new (parent, store,
                                      open != NULL ? _ ("Complete the record")
                                      : numberless ? _ ("Record without a number")
                                                   : _ ("Record a visit"),
                                      _ ("Record"));
  self->categories = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_object_set_data_full (G_OBJECT (self->dialog), "asking", self, asking_free);
  hall_ask_dialog_set_command (self->dialog, "record", view->staff, view->counter, station);
  hall_ask_dialog_set_draft_owner (self->dialog, owner);
  if (subject != NULL)
    hall_ask_dialog_set_subject (self->dialog, subject);
  if (open != NULL)
    hall_ask_dialog_set_arg (self->dialog, "record", g_variant_new_int64 (open->id));

  add_kinds (self);
  add_subs (self);
  add_matters (self, view);
  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    hall_ask_dialog_add_field (self->dialog, texts[i].arg, texts[i].kind, _ (texts[i].title));
  self->urgencies = add_choice (self, "urgency", _ ("How urgent"), TRUE);
  hall_choice_field_set_columns (self->urgencies, 3);
  {
    gsize n;
    const HallVisitWord *words = hall_visit_urgencies (&n);

    add_words (self->urgencies, "urgency", words, n);
  }
  add_results (self, numberless);
  add_departments (self, departments);
  self->result_text = hall_ask_dialog_add_field (self->dialog, "result_text", HALL_TEXT_WRAP,
                                                 _ ("What was agreed: when, where"));
  self->follow_up = GTK_WIDGET (
      hall_ask_dialog_add_tick (self->dialog, "follow_up", _ ("The customer is to hear again")));
  g_signal_connect_swapped (self->follow_up, "toggled", G_CALLBACK (on_changed_cb), self);
  self->phone = hall_ask_dialog_add_field (self->dialog, "phone", HALL_TEXT_ENTRY, _ ("Phone"));
  hall_ask_dialog_set_compose (self->dialog, compose, self);
  if (open != NULL)
    fill_in (self, open);
  else
    hall_choice_field_set_selected (self->kinds, HALL_VISIT_ENQUIRY);
  self->ready = TRUE;
  update_shown (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->kinds));
  return self->dialog;
}
