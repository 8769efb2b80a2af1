/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "hall-case-open.h"

#include <glib/gi18n-lib.h>

#include "hall-case-checks.h"
#include "hall-case-field.h"
#include "hall-case-offers.h"
#include "hall-case-picker.h"
#include "hall-case-words.h"
#include "hall-draft.h"
#include "hall-key-button.h"
#include "hall-shell.h"

/**
 * HallCaseOpen:
 *
 * Opens a case: the matter, and of the customer only what that matter may ask (rows 000-13, 000-14, 002-25,
 * 002-26). Who they are is asked after they agreed to it. What is typed is judged at its field and refused
 * there; it is kept as a draft for this ticket, but never an identity number.
 *
 * Action: case-open.open. Signals: opened (const char *number), step-changed.
 */
struct _HallCaseOpen {
  AdwBin parent_instance;

  HallCasePicker *picker;
  GtkStack *side;
  GtkScrolledWindow *scroller;
  GtkLabel *matter_name;
  HallPill *promise;
  HallPill *fee;
  GtkLabel *conditions;
  HallCaseOffers *offers;
  char *continued; /* (owned) (nullable) the number of the case that is being gone on with */
  GtkToggleButton *person;
  GtkToggleButton *company;
  GtkDropDown *kind;
  GtkLabel *nothing;
  GtkGrid *grid;
  GtkWidget *identity;
  GtkCheckButton *consent;
  GtkLabel *purpose;
  GtkLabel *consent_message;
  GtkWidget *identity_fields;
  GtkDropDown *id_type;
  HallCaseField *id_tail;
  HallCaseField *id_number;
  GtkWidget *proxy_box;
  GtkCheckButton *proxy;
  GtkWidget *proxy_fields;
  HallCaseField *proxy_name;
  HallCaseField *proxy_relation;
  HallCaseField *proxy_authority;
  GtkLabel *outcome;
  GtkWidget *cancel;
  GtkWidget *open;

  HallCaseField *contact[4]; /* (owned): in @grid while they may be asked */

  const HallCaseContext *context; /* (nullable) as set last */
  HallStore *store;               /* (owned) (nullable) */
  GListModel *matters;            /* (owned) (nullable) */
  char *matter;                   /* (owned) (nullable): the one to choose, once the matters are there */
  char *asked;                    /* (owned) (nullable): whose fields are shown */
  char *key;                      /* (owned) (nullable): whose form it is: the ticket */
  HallCasePaper paper;            /* of which the number is taken down */
  gint64 counter;
  GCancellable *reading; /* (owned) (nullable) */
  gulong changed_id;
  gboolean filling;
  gboolean busy;
};

G_DEFINE_FINAL_TYPE (HallCaseOpen, hall_case_open, ADW_TYPE_BIN)

enum { SIGNAL_OPENED, SIGNAL_STEP_CHANGED, N_SIGNALS };

static guint signals[N_SIGNALS];

/* What may be asked of anybody beside who they are: the personal field, the argument and its name. */
static const struct {
  const char *name;
  const char *title;
} contacts[] = {
  { "name", N_ ("Name") },
  { "phone", N_ ("Telephone") },
  { "account", N_ ("Account") },
  { "address", N_ ("Address") },
};

/* --- Judging what is typed --- */

/* Somebody scanned or typed the whole number where the last four are enough: it is checked, then it goes. */
static void
on_id_tail_cb (HallCaseOpen *self)
{
  g_autofree char *text = hall_case_field_dup_text (self->id_tail);
  GtkEntry *entry = GTK_ENTRY (hall_case_field_get_editable (self->id_tail));
  g_autofree char *tail = NULL;

  gtk_entry_set_visibility (entry, g_utf8_strlen (text, -1) <= 4);
  if (self->filling || strlen (text) != 18 || !hall_case_field_is_right (self->id_tail))
    return;
  tail = hall_id_last_four (text);
  self->filling = TRUE;
  hall_case_field_set_text (self->id_tail, tail);
  gtk_entry_set_visibility (entry, TRUE);
  gtk_editable_set_position (GTK_EDITABLE (entry), -1);
  self->filling = FALSE;
}

static HallIdType
chosen_type (HallCaseOpen *self)
{
  guint selected = gtk_drop_down_get_selected (self->id_type);

  return selected < HALL_N_ID_TYPES ? (HallIdType)selected : HALL_ID_NUMBER;
}

static void
on_id_type_cb (HallCaseOpen *self)
{
  guint whole;

  self->paper.type = chosen_type (self);
  whole = self->paper.type == HALL_ID_NUMBER ? 18 : 20;
  hall_case_field_set_check (self->id_tail, hall_case_check_tail, whole, &self->paper);
  hall_case_field_set_check (self->id_number, hall_case_check_number, whole, &self->paper);
}

/* --- The draft of this ticket --- */

static struct {
  const char *name;
  gsize offset;
} const drafts[] = {
  { "open-case-name", G_STRUCT_OFFSET (HallCaseOpen, contact[0]) },
  { "open-case-phone", G_STRUCT_OFFSET (HallCaseOpen, contact[1]) },
  { "open-case-account", G_STRUCT_OFFSET (HallCaseOpen, contact[2]) },
  { "open-case-address", G_STRUCT_OFFSET (HallCaseOpen, contact[3]) },
  { "open-case-proxy", G_STRUCT_OFFSET (HallCaseOpen, proxy_name) },
  { "open-case-relation", G_STRUCT_OFFSET (HallCaseOpen, proxy_relation) },
  { "open-case-authority", G_STRUCT_OFFSET (HallCaseOpen, proxy_authority) },
};

static HallCaseField *
draft_field (HallCaseOpen *self, gsize i)
{
  return G_STRUCT_MEMBER (HallCaseField *, self, drafts[i].offset);
}

static void
keep_text (HallCaseOpen *self, const char *name, const char *text)
{
  if (self->store != NULL && self->key != NULL)
    hall_draft_save (hall_store_get_address (self->store), self->counter, name, text);
}

static void
keep_draft (HallCaseOpen *self)
{
  for (gsize i = 0; i < G_N_ELEMENTS (drafts); i++) {
    g_autofree char *text = hall_case_field_dup_text (draft_field (self, i));

    keep_text (self, drafts[i].name, text);
  }
  keep_text (self, "open-case-matter", self->matter);
  keep_text (self, "open-case-ticket", self->key);
}

static void
drop_draft (HallCaseOpen *self)
{
  for (gsize i = 0; i < G_N_ELEMENTS (drafts); i++)
    keep_text (self, drafts[i].name, NULL);
  keep_text (self, "open-case-matter", NULL);
  keep_text (self, "open-case-ticket", NULL);
}

/* What was typed for this ticket before a crash, a lock or a power cut. Returns the matter, %NULL without a
 * draft; what another customer said is forgotten. */
static char *
load_draft (HallCaseOpen *self)
{
  const char *address = hall_store_get_address (self->store);
  g_autofree char *key = hall_draft_load (address, self->counter, "open-case-ticket");

  if (key == NULL)
    return NULL;
  if (!g_str_equal (key, self->key)) {
    drop_draft (self);
    return NULL;
  }
  for (gsize i = 0; i < G_N_ELEMENTS (drafts); i++) {
    g_autofree char *text = hall_draft_load (address, self->counter, drafts[i].name);

    hall_case_field_set_text (draft_field (self, i), text);
    if (i >= G_N_ELEMENTS (contacts) && text != NULL)
      gtk_check_button_set_active (self->proxy, TRUE);
  }
  return hall_draft_load (address, self->counter, "open-case-matter");
}

/* --- What is shown --- */

static gboolean
may_ask (HallMatterView *matter, const char *field)
{
  return matter != NULL && hall_matter_view_may_ask (matter, field);
}

static char *
asked_text (HallCaseOpen *self, gsize i, gboolean only_right)
{
  HallCaseField *field = self->contact[i];
  g_autofree char *text = NULL;

  if (gtk_widget_get_parent (GTK_WIDGET (field)) == NULL)
    return NULL;
  text = hall_case_field_dup_text (field);
  if (*text == '\0' || (only_right && !hall_case_field_is_right (field)))
    return NULL;
  return g_steal_pointer (&text);
}

static void
look_for_cases (HallCaseOpen *self)
{
  g_autofree char *name = asked_text (self, 0, TRUE);
  g_autofree char *phone = asked_text (self, 1, TRUE);
  g_autofree char *account = asked_text (self, 2, TRUE);

  if (self->store != NULL)
    hall_case_offers_look (self->offers, self->store, name, phone, account);
}

static void
on_typed_cb (HallCaseOpen *self)
{
  if (self->filling)
    return;
  keep_draft (self);
  look_for_cases (self);
}

/* Only the fields that the matter may ask stand in the form, two beside each other. */
static void
lay_out (HallCaseOpen *self, HallMatterView *matter)
{
  int shown = 0;

  for (gsize i = 0; i < G_N_ELEMENTS (contacts); i++) {
    GtkWidget *field = GTK_WIDGET (self->contact[i]);

    if (gtk_widget_get_parent (field) != NULL)
      gtk_grid_remove (self->grid, field);
  }
  for (gsize i = 0; i < G_N_ELEMENTS (contacts); i++)
    if (may_ask (matter, contacts[i].name)) {
      gboolean wide = g_str_equal (contacts[i].name, "address");

      shown += wide ? shown % 2 : 0;
      gtk_grid_attach (self->grid, GTK_WIDGET (self->contact[i]), shown % 2, shown / 2, wide ? 2 : 1, 1);
      shown += wide ? 2 : 1;
    }
  gtk_widget_set_visible (GTK_WIDGET (self->grid), shown > 0);
  gtk_widget_set_visible (self->proxy_box, may_ask (matter, "name"));
  gtk_widget_set_visible (self->identity, may_ask (matter, "id-check") || may_ask (matter, "id-number"));
  gtk_widget_set_visible (GTK_WIDGET (self->id_number), may_ask (matter, "id-number"));
  gtk_widget_set_visible (GTK_WIDGET (self->id_tail), !may_ask (matter, "id-number"));
  gtk_widget_set_visible (GTK_WIDGET (self->nothing), matter != NULL && *matter->fields == NULL);
}

static void
show_matter (HallCaseOpen *self, HallMatterView *matter)
{
  const char *name = hall_shell_localised (matter->name, matter->name_en);
  const char *promise = hall_shell_localised (matter->promise, matter->promise_en);
  g_autofree char *purpose = NULL;

  gtk_label_set_text (self->matter_name, name);
  hall_pill_set (self->promise, "info", "alarm-symbolic", *promise != '\0' ? promise : NULL);
  hall_pill_set (self->fee, "plain", NULL, hall_case_fee_words (matter->fee));
  gtk_label_set_text (self->conditions, matter->conditions);
  gtk_widget_set_visible (GTK_WIDGET (self->conditions), *matter->conditions != '\0');
  purpose = g_strdup_printf (
      may_ask (matter, "id-number")
          /* Translators: %s is a matter */
          ? _ ("The customer agrees: their identity number is taken down for “%s” only, and "
               "kept sealed")
          : _ ("The customer agrees: who they are is checked for “%s” only; the last four "
               "characters are kept"),
      name);
  gtk_label_set_text (self->purpose, purpose);
}

static void
refresh (HallCaseOpen *self)
{
  HallMatterView *matter = hall_case_picker_get_matter (self->picker);
  gboolean can = matter != NULL && self->store != NULL && !self->busy;
  g_autofree char *text = NULL;

  if (self->context != NULL && self->context->staff != NULL)
    /* Translators: %s is a staff number */
    text = g_strdup_printf (_ ("The case gets its number at once. %s becomes first-responsible for it."),
                            self->context->staff);
  gtk_label_set_text (self->outcome, text != NULL ? text : "");
  gtk_widget_remove_css_class (GTK_WIDGET (self->outcome), "bad-text");
  gtk_widget_add_css_class (GTK_WIDGET (self->outcome), "quiet");
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "case-open.open", can);
  gtk_widget_set_visible (self->cancel, self->context != NULL && self->context->file != NULL);
  g_signal_emit (self, signals[SIGNAL_STEP_CHANGED], 0);
}

static void
select_kind (HallCaseOpen *self, const char *kind)
{
  const char *const *kinds = hall_case_kinds ();

  for (guint i = 0; kinds[i] != NULL; i++)
    if (g_str_equal (kinds[i], kind))
      gtk_drop_down_set_selected (self->kind, i);
}

static void
on_matter_cb (HallCaseOpen *self)
{
  HallMatterView *matter = hall_case_picker_get_matter (self->picker);

  gtk_stack_set_visible_child_name (self->side, matter != NULL ? "form" : "none");
  if (matter != NULL && g_strcmp0 (matter->code, self->asked) != 0) {
    g_free (self->asked);
    self->asked = g_strdup (matter->code);
    g_free (self->matter);
    self->matter = g_strdup (matter->code);
    select_kind (self, hall_case_kind_of_category (matter->category_name, matter->category_name_en));
    gtk_check_button_set_active (self->consent, FALSE);
    if (!self->filling)
      keep_draft (self);
  }
  if (matter != NULL) {
    lay_out (self, matter);
    show_matter (self, matter);
    look_for_cases (self);
  }
  refresh (self);
}

static GtkWidget *
first_field (HallCaseOpen *self)
{
  for (gsize i = 0; i < G_N_ELEMENTS (contacts); i++)
    if (gtk_widget_get_parent (GTK_WIDGET (self->contact[i])) != NULL)
      return GTK_WIDGET (self->contact[i]);
  return gtk_widget_get_visible (self->identity) ? GTK_WIDGET (self->consent) : self->open;
}

static void
on_chosen_cb (HallCaseOpen *self)
{
  if (hall_case_picker_get_matter (self->picker) != NULL)
    gtk_widget_grab_focus (first_field (self));
}

/* Enter goes to the next field; after the last it is the button's turn. */
static void
on_walk_cb (HallCaseOpen *self)
{
  gtk_widget_child_focus (GTK_WIDGET (self), GTK_DIR_TAB_FORWARD);
}

/* Nothing of who somebody is can be typed before they agreed (row 000-13); what was typed goes with the tick.
 */
static void
on_consent_cb (HallCaseOpen *self)
{
  gboolean agreed = gtk_check_button_get_active (self->consent);

  gtk_widget_set_sensitive (self->identity_fields, agreed);
  gtk_widget_set_visible (GTK_WIDGET (self->consent_message), FALSE);
  if (!agreed) {
    hall_case_field_set_text (self->id_tail, NULL);
    hall_case_field_set_text (self->id_number, NULL);
  }
}

static void
on_proxy_cb (HallCaseOpen *self)
{
  gboolean somebody_else = gtk_check_button_get_active (self->proxy);

  gtk_widget_set_visible (self->proxy_fields, somebody_else);
  if (somebody_else && !self->filling)
    gtk_widget_grab_focus (GTK_WIDGET (self->proxy_name));
}

/* Theirs or not, it is shown: why the hall did not let it go on here has been said. */
static void
on_continued_cb (GtkWidget *widget, GVariant *answer, const GError *error, gpointer data)
{
  HallCaseOpen *self = HALL_CASE_OPEN (widget);
  g_autofree char *number = g_steal_pointer (&self->continued);

  self->busy = FALSE;
  drop_draft (self);
  hall_case_open_start_over (self);
  g_signal_emit (self, signals[SIGNAL_OPENED], 0, number);
}

/* The customer has a case already: their number leads to it from now on. */
static void
on_offer_cb (HallCaseOpen *self, const char *number)
{
  if (self->busy)
    return;
  self->busy = TRUE;
  g_free (self->continued);
  self->continued = g_strdup (number);
  hall_shell_do (GTK_WIDGET (self), self->store,
                 hall_case_context_command (self->context, "continue-case",
                                            g_variant_new_parsed ("{'case': <%s>}", number)),
                 on_continued_cb, NULL);
}

/* --- Opening --- */

static HallCaseField *
field_of (HallCaseOpen *self, const char *name)
{
  const struct {
    const char *name;
    HallCaseField *field;
  } fields[] = {
    { "proxy.name", self->proxy_name },
    { "proxy", self->proxy_name },
    { "proxy.relation", self->proxy_relation },
    { "proxy.authority", self->proxy_authority },
    { "id_number", gtk_widget_get_visible (GTK_WIDGET (self->id_number)) ? self->id_number : self->id_tail },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (contacts); i++)
    if (g_strcmp0 (name, contacts[i].name) == 0
        && gtk_widget_get_parent (GTK_WIDGET (self->contact[i])) != NULL)
      return self->contact[i];
  for (gsize i = 0; i < G_N_ELEMENTS (fields); i++)
    if (g_strcmp0 (name, fields[i].name) == 0)
      return fields[i].field;
  return NULL;
}

typedef struct {
  GWeakRef form;
  GWeakRef field;
} Scroll;

static void
scroll_free (gpointer data)
{
  Scroll *scroll = data;

  g_weak_ref_clear (&scroll->form);
  g_weak_ref_clear (&scroll->field);
  g_free (scroll);
}

/* What was said under a field has its place by now. */
static gboolean
on_scroll_cb (gpointer data)
{
  Scroll *scroll = data;
  g_autoptr (HallCaseOpen) self = g_weak_ref_get (&scroll->form);
  g_autoptr (GtkWidget) field = g_weak_ref_get (&scroll->field);
  GtkAdjustment *adjustment;
  double y;

  if (self == NULL || field == NULL || self->scroller == NULL
      || !gtk_widget_translate_coordinates (field, GTK_WIDGET (self->scroller), 0,
                                            gtk_widget_get_height (field), NULL, &y))
    return G_SOURCE_REMOVE;
  adjustment = gtk_scrolled_window_get_vadjustment (self->scroller);
  y += gtk_adjustment_get_value (adjustment);
  gtk_adjustment_clamp_page (adjustment, y - gtk_widget_get_height (field), y + 6);
  return G_SOURCE_REMOVE;
}

static void
bring_into_view (HallCaseOpen *self, GtkWidget *field)
{
  Scroll *scroll = g_new0 (Scroll, 1);

  g_weak_ref_init (&scroll->form, self);
  g_weak_ref_init (&scroll->field, field);
  g_timeout_add_full (G_PRIORITY_DEFAULT, 50, on_scroll_cb, scroll, scroll_free);
}

/* A refusal stands where it can be put right. */
static void
show_refusal (HallCaseOpen *self, const GError *error)
{
  const char *name = hall_error_get_field (error);
  g_autofree char *text = hall_shell_error_text (error);
  HallCaseField *field = field_of (self, name);

  if (field != NULL) {
    gtk_widget_grab_focus (GTK_WIDGET (field));
    hall_case_field_refuse (field, text);
    bring_into_view (self, GTK_WIDGET (field));
  } else if (g_strcmp0 (name, "consent") == 0 || g_strcmp0 (name, "id_type") == 0) {
    gtk_label_set_text (self->consent_message, text);
    gtk_widget_set_visible (GTK_WIDGET (self->consent_message), TRUE);
    gtk_widget_grab_focus (GTK_WIDGET (self->consent));
  } else {
    gtk_label_set_text (self->outcome, text);
    gtk_widget_remove_css_class (GTK_WIDGET (self->outcome), "quiet");
    gtk_widget_add_css_class (GTK_WIDGET (self->outcome), "bad-text");
  }
}

static void
on_done_cb (GtkWidget *widget, GVariant *answer, const GError *error, gpointer data)
{
  HallCaseOpen *self = HALL_CASE_OPEN (widget);
  g_autofree char *number = NULL;

  self->busy = FALSE;
  refresh (self);
  if (error != NULL) {
    show_refusal (self, error);
    return;
  }
  g_variant_lookup (answer, "case", "s", &number);
  drop_draft (self);
  hall_case_open_start_over (self);
  g_signal_emit (self, signals[SIGNAL_OPENED], 0, number);
}

static void
add_text (GVariantBuilder *args, const char *name, const char *text)
{
  if (text != NULL && *text != '\0')
    g_variant_builder_add (args, "{sv}", name, g_variant_new_string (text));
}

static void
add_proxy (HallCaseOpen *self, GVariantBuilder *args)
{
  g_autofree char *name = hall_case_field_dup_text (self->proxy_name);
  g_autofree char *relation = hall_case_field_dup_text (self->proxy_relation);
  g_autofree char *authority = hall_case_field_dup_text (self->proxy_authority);
  GVariantBuilder group = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE_VARDICT);

  g_variant_builder_add (&group, "{sv}", "name", g_variant_new_string (name));
  g_variant_builder_add (&group, "{sv}", "relation", g_variant_new_string (relation));
  g_variant_builder_add (&group, "{sv}", "authority", g_variant_new_string (authority));
  g_variant_builder_add (args, "{sv}", "proxy", g_variant_builder_end (&group));
}

static void
add_identity (HallCaseOpen *self, HallMatterView *matter, GVariantBuilder *args)
{
  g_autofree char *number = hall_case_field_dup_text (may_ask (matter, "id-number") ? self->id_number
                                                                                    : self->id_tail);

  g_variant_builder_add (args, "{sv}", "consent", g_variant_new_boolean (TRUE));
  add_text (args, "id_type", hall_id_type_name (chosen_type (self)));
  add_text (args, "id_number", number);
}

static void
on_open_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  HallCaseOpen *self = HALL_CASE_OPEN (widget);
  HallMatterView *matter = hall_case_picker_get_matter (self->picker);
  g_auto (GVariantBuilder) args = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE_VARDICT);

  if (matter == NULL || self->busy || self->context == NULL || self->context->store == NULL)
    return;
  add_text (&args, "matter", matter->code);
  add_text (&args, "kind", hall_case_kinds ()[gtk_drop_down_get_selected (self->kind)]);
  add_text (&args, "applicant", gtk_toggle_button_get_active (self->company) ? "company" : "person");
  for (gsize i = 0; i < G_N_ELEMENTS (contacts); i++) {
    g_autofree char *text = asked_text (self, i, FALSE);

    add_text (&args, contacts[i].name, text);
  }
  if (gtk_check_button_get_active (self->proxy) && gtk_widget_get_visible (self->proxy_box))
    add_proxy (self, &args);
  if (gtk_check_button_get_active (self->consent) && gtk_widget_get_visible (self->identity))
    add_identity (self, matter, &args);
  self->busy = TRUE;
  refresh (self);
  hall_shell_do_quietly (
      widget, self->store,
      hall_case_context_command (self->context, "open-case", g_variant_builder_end (&args)), on_done_cb,
      NULL);
}

/* --- The matters --- */

static void
on_matters_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (HallCaseOpen) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GListModel) matters = hall_store_read_finish (HALL_STORE (source), result, &error);
  g_autofree char *matter = NULL;

  if (matters == NULL || self->store == NULL || self->context == NULL)
    return;
  matter = g_strdup (self->matter);
  g_set_object (&self->matters, matters);
  hall_case_picker_set_matters (self->picker, matters,
                                self->context->desk != NULL && self->context->desk->current != NULL
                                    ? self->context->desk->current->category
                                    : NULL);
  self->filling = TRUE;
  hall_case_picker_select (self->picker, matter);
  on_matter_cb (self);
  self->filling = FALSE;
  /* Who was sent to look for a matter has it already. */
  if (matter != NULL && hall_case_picker_is_waiting (self->picker))
    on_chosen_cb (self);
}

static void
read_matters (HallCaseOpen *self)
{
  g_cancellable_cancel (self->reading);
  g_clear_object (&self->reading);
  self->reading = g_cancellable_new ();
  hall_store_read_async (self->store, (HallReadFunc)hall_matters_view_read, NULL, g_object_unref,
                         self->reading, on_matters_cb, g_object_ref (self));
}

static void
on_store_changed_cb (HallCaseOpen *self, HallTopic topics)
{
  if ((topics & HALL_TOPIC_SETUP) != 0)
    read_matters (self);
}

static void
take_store (HallCaseOpen *self, HallStore *store)
{
  if (self->store == store)
    return;
  if (self->store != NULL)
    g_clear_signal_handler (&self->changed_id, self->store);
  g_set_object (&self->store, store);
  g_clear_object (&self->matters);
  if (store != NULL)
    self->changed_id = g_signal_connect_object (store, "changed", G_CALLBACK (on_store_changed_cb), self,
                                                G_CONNECT_SWAPPED);
}

/* --- The class --- */

static void
make_contacts (HallCaseOpen *self)
{
  static const HallCaseFieldCheck checks[] = { hall_case_check_name, hall_case_check_phone, NULL, NULL };
  static const guint whole[] = { 200, 11, 0, 0 };

  for (gsize i = 0; i < G_N_ELEMENTS (contacts); i++) {
    self->contact[i] = HALL_CASE_FIELD (g_object_ref_sink (hall_case_field_new (_ (contacts[i].title))));
    hall_case_field_set_check (self->contact[i], checks[i], whole[i], self);
    g_signal_connect_swapped (self->contact[i], "changed", G_CALLBACK (on_typed_cb), self);
    g_signal_connect_swapped (self->contact[i], "activate", G_CALLBACK (on_walk_cb), self);
  }
  gtk_entry_set_input_purpose (GTK_ENTRY (hall_case_field_get_editable (self->contact[1])),
                               GTK_INPUT_PURPOSE_PHONE);
  hall_case_field_set_check (self->proxy_name, hall_case_check_name, 200, self);
}

static void
fill_choices (HallCaseOpen *self)
{
  g_autoptr (GtkStringList) kinds = gtk_string_list_new (NULL);
  g_autoptr (GtkStringList) types = gtk_string_list_new (NULL);

  for (const char *const *kind = hall_case_kinds (); *kind != NULL; kind++)
    gtk_string_list_append (kinds, hall_case_kind_word (*kind));
  for (guint i = 0; i < HALL_N_ID_TYPES; i++)
    gtk_string_list_append (types, hall_id_type_word ((HallIdType)i));
  gtk_drop_down_set_model (self->kind, G_LIST_MODEL (kinds));
  gtk_drop_down_set_model (self->id_type, G_LIST_MODEL (types));
}

static void
hall_case_open_dispose (GObject *object)
{
  HallCaseOpen *self = HALL_CASE_OPEN (object);

  take_store (self, NULL);
  g_cancellable_cancel (self->reading);
  g_clear_object (&self->reading);
  gtk_widget_dispose_template (GTK_WIDGET (self), HALL_TYPE_CASE_OPEN);
  for (gsize i = 0; i < G_N_ELEMENTS (contacts); i++)
    g_clear_object (&self->contact[i]);
  g_clear_pointer (&self->matter, g_free);
  g_clear_pointer (&self->asked, g_free);
  g_clear_pointer (&self->key, g_free);
  g_clear_pointer (&self->continued, g_free);
  G_OBJECT_CLASS (hall_case_open_parent_class)->dispose (object);
}

static gboolean
hall_case_open_grab_focus (GtkWidget *widget)
{
  HallCaseOpen *self = HALL_CASE_OPEN (widget);

  return gtk_widget_grab_focus (
      hall_case_picker_get_matter (self->picker) != NULL ? first_field (self) : GTK_WIDGET (self->picker));
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, HallCaseOpen, picker);
  gtk_widget_class_bind_template_child (widget_class, HallCaseOpen, side);
  gtk_widget_class_bind_template_child (widget_class, HallCaseOpen, scroller);
  gtk_widget_class_bind_template_child (widget_class, HallCaseOpen, matter_name);
  gtk_widget_class_bind_template_child (widget_class, HallCaseOpen, promise);
  gtk_widget_class_bind_template_child (widget_class, HallCaseOpen, fee);
  gtk_widget_class_bind_template_child (widget_class, HallCaseOpen, conditions);
  gtk_widget_class_bind_template_child (widget_class, HallCaseOpen, offers);
  gtk_widget_class_bind_template_child (widget_class, HallCaseOpen, person);
  gtk_widget_class_bind_template_child (widget_class, HallCaseOpen, company);
  gtk_widget_class_bind_template_child (widget_class, HallCaseOpen, kind);
  gtk_widget_class_bind_template_child (widget_class, HallCaseOpen, nothing);
  gtk_widget_class_bind_template_child (widget_class, HallCaseOpen, grid);
  gtk_widget_class_bind_template_child (widget_class, HallCaseOpen, identity);
  gtk_widget_class_bind_template_child (widget_class, HallCaseOpen, consent);
  gtk_widget_class_bind_template_child (widget_class, HallCaseOpen, purpose);
  gtk_widget_class_bind_template_child (widget_class, HallCaseOpen, consent_message);
  gtk_widget_class_bind_template_child (widget_class, HallCaseOpen, identity_fields);
  gtk_widget_class_bind_template_child (widget_class, HallCaseOpen, id_type);
  gtk_widget_class_bind_template_child (widget_class, HallCaseOpen, id_tail);
  gtk_widget_class_bind_template_child (widget_class, HallCaseOpen, id_number);
  gtk_widget_class_bind_template_child (widget_class, HallCaseOpen, proxy_box);
  gtk_widget_class_bind_template_child (widget_class, HallCaseOpen, proxy);
  gtk_widget_class_bind_template_child (widget_class, HallCaseOpen, proxy_fields);
  gtk_widget_class_bind_template_child (widget_class, HallCaseOpen, proxy_name);
  gtk_widget_class_bind_template_child (widget_class, HallCaseOpen, proxy_relation);
  gtk_widget_class_bind_template_child (widget_class, HallCaseOpen, proxy_authority);
  gtk_widget_class_bind_template_child (widget_class, HallCaseOpen, outcome);
  gtk_widget_class_bind_template_child (widget_class, HallCaseOpen, cancel);
  gtk_widget_class_bind_template_child (widget_class, HallCaseOpen, open);
}

static void
hall_case_open_class_init (HallCaseOpenClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = hall_case_open_dispose;
  widget_class->grab_focus = hall_case_open_grab_focus;
  g_type_ensure (HALL_TYPE_CASE_FIELD);
  g_type_ensure (HALL_TYPE_CASE_OFFERS);
  g_type_ensure (HALL_TYPE_CASE_PICKER);
  g_type_ensure (HALL_TYPE_KEY_BUTTON);
  g_type_ensure (HALL_TYPE_PILL);
  signals[SIGNAL_OPENED] = g_signal_new ("opened", G_OBJECT_CLASS_TYPE (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                         NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[SIGNAL_STEP_CHANGED] = g_signal_new ("step-changed", G_OBJECT_CLASS_TYPE (klass), G_SIGNAL_RUN_LAST,
                                               0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/halldesk/HallDesk/hall-case-open.ui");
  bind_children (widget_class);
  gtk_widget_class_bind_template_callback (widget_class, on_matter_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_offer_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_typed_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_walk_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_consent_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_proxy_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_id_tail_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_id_type_cb);
  gtk_widget_class_install_action (widget_class, "case-open.open", NULL, on_open_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Return, GDK_CONTROL_MASK, "case-open.open",
                                       NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_KP_Enter, GDK_CONTROL_MASK, "case-open.open",
                                       NULL);
}

static void
hall_case_open_init (HallCaseOpen *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  make_contacts (self);
  fill_choices (self);
  on_id_type_cb (self);
  on_matter_cb (self);
}

/**
 * hall_case_open_new:
 *
 * Returns: (transfer floating): a new form
 */
GtkWidget *
hall_case_open_new (void)
{
  return g_object_new (HALL_TYPE_CASE_OPEN, NULL);
}

/**
 * hall_case_open_start_over:
 * @self: the form
 *
 * Empties the form; the matter has to be chosen again.
 */
void
hall_case_open_start_over (HallCaseOpen *self)
{
  g_return_if_fail (HALL_IS_CASE_OPEN (self));

  self->filling = TRUE;
  for (gsize i = 0; i < G_N_ELEMENTS (drafts); i++)
    hall_case_field_set_text (draft_field (self, i), NULL);
  gtk_check_button_set_active (self->consent, FALSE);
  hall_case_field_set_text (self->id_tail, NULL);
  hall_case_field_set_text (self->id_number, NULL);
  gtk_check_button_set_active (self->proxy, FALSE);
  gtk_toggle_button_set_active (self->person, TRUE);
  gtk_drop_down_set_selected (self->id_type, 0);
  hall_case_offers_clear (self->offers);
  g_clear_pointer (&self->matter, g_free);
  g_clear_pointer (&self->asked, g_free);
  hall_case_picker_select (self->picker, NULL);
  on_matter_cb (self);
  self->filling = FALSE;
}

/* Another customer sits here: what was typed for the one before is gone. */
static void
take_customer (HallCaseOpen *self, const HallTicket *ticket)
{
  g_autofree char *key = ticket != NULL ? g_strdup_printf ("%" G_GINT64_FORMAT, ticket->id)
                                        : g_strdup ("none");
  g_autofree char *drafted = NULL;

  if (g_strcmp0 (key, self->key) == 0)
    return;
  g_free (self->key);
  self->key = g_steal_pointer (&key);
  hall_case_open_start_over (self);
  self->filling = TRUE;
  drafted = load_draft (self);
  self->filling = FALSE;
  self->matter = g_strdup (drafted != NULL ? drafted : ticket != NULL ? ticket->matter : NULL);
  read_matters (self);
}

/**
 * hall_case_open_set_context:
 * @self: the form
 * @context: (nullable): where the clerk is; has to stay valid until the next one
 *
 * Whose form it is. For another ticket it begins anew, with the ticket's matter and what was typed for it
 * before.
 */
void
hall_case_open_set_context (HallCaseOpen *self, const HallCaseContext *context)
{
  g_return_if_fail (HALL_IS_CASE_OPEN (self));

  self->context = context;
  take_store (self, context != NULL ? context->store : NULL);
  if (context != NULL && context->store != NULL) {
    self->paper.now = context->now;
    self->counter = context->counter;
    /* Before the desk was read nobody knows whose draft it is. */
    if (context->desk != NULL || context->counter == 0)
      take_customer (self, context->desk != NULL ? context->desk->current : NULL);
  }
  refresh (self);
}

/**
 * hall_case_open_get_step:
 * @self: the form
 *
 * Returns: (transfer none) (nullable): the button that opens the case, once there is a matter
 */
GtkWidget *
hall_case_open_get_step (HallCaseOpen *self)
{
  g_return_val_if_fail (HALL_IS_CASE_OPEN (self), NULL);

  return hall_case_picker_get_matter (self->picker) != NULL ? self->open : NULL;
}
