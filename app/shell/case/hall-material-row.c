/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "hall-material-row.h"

#include <glib/gi18n-lib.h>

#include "hall-key-button.h"
#include "hall-keycap.h"
#include "hall-material-reason.h"
#include "hall-material-words.h"
#include "hall-pill.h"
#include "hall-shell.h"

#define MAX_SHEETS 999

/**
 * HallMaterialRow:
 *
 * One material of the checklist. Quiet it is a mark, a line and a pill; the current one opens: the four
 * states to choose from in the pill's place, and under them what is wrong, how to put it right and where.
 * What the customer need not be asked for again is locked and says why.
 *
 * A mark shows at once and is asked of the hall in the same moment: signal "mark" (GVariant a{sv}, the
 * arguments of the command check without the case), to be answered by hall_material_row_take_answer(). What
 * the hall refuses goes back to what it was and says so here. Signals "asking": the reason was opened;
 * "left": it is closed, the focus belongs to the list again.
 */
struct _HallMaterialRow {
  GtkListBoxRow parent_instance;

  GtkWidget *box;
  GtkImage *mark;
  GtkLabel *title;
  GtkLabel *summary;
  HallPill *pill;
  GtkWidget *chooser;
  GtkToggleButton *have;
  GtkToggleButton *missing;
  GtkToggleButton *faulty;
  GtkToggleButton *not_needed;
  GtkLabel *refusal;
  GtkWidget *detail;
  GtkWidget *lines;
  GtkLabel *problem_label;
  GtkLabel *problem;
  GtkWidget *fix_label;
  GtkLabel *fix;
  GtkWidget *where_label;
  GtkLabel *where;
  GtkWidget *sheets_box;
  GtkSpinButton *sheets;
  HallKeyButton *ask_lead;
  HallKeyButton *follow;
  HallKeyButton *change;
  HallMaterialReason *reason;

  HallCaseItemLine *item; /* (owned) (nullable) */
  gboolean afresh;        /* the customer is back: what is outstanding is looked at anew */
  gboolean editable;
  gboolean current;
  guint pending;       /* marks that the hall has not answered yet */
  HallItemState state; /* as shown */
  char *shown_problem; /* (nullable) */
  char *shown_fix;     /* (nullable) */
  char *shown_where;   /* (nullable) */
  gint64 shown_sheets;
  gboolean asking;   /* the reason is open */
  gboolean updating; /* the spin button is being set, nobody turns it */
};

G_DEFINE_FINAL_TYPE (HallMaterialRow, hall_material_row, GTK_TYPE_LIST_BOX_ROW)

enum { MARK, ASKING, LEFT, N_SIGNALS };
static guint signals[N_SIGNALS];

static void show (HallMaterialRow *self);

static gboolean
says (const char *text)
{
  return text != NULL && *text != '\0';
}

static gboolean
is_wrong (HallItemState state)
{
  return state == HALL_ITEM_MISSING || state == HALL_ITEM_FAULTY;
}

/* --- What it shows --- */

static const char *
tone_of (HallItemState state)
{
  static const char *const tones[HALL_N_ITEM_STATES] = { "plain", "ok", "bad", "warn", "plain" };

  return tones[state];
}

static const char *
icon_of (HallItemState state)
{
  static const char *const icons[HALL_N_ITEM_STATES] = {
    "view-more-horizontal-symbolic", "object-select-symbolic", "window-close-symbolic",
    "dialog-warning-symbolic",       "list-remove-symbolic",
  };

  return icons[state];
}

static void
show_mark (HallMaterialRow *self)
{
  static const char *const tones[] = { "ok", "bad", "warn", "plain" };
  const gboolean later = self->item->deferred_until != NULL && is_wrong (self->state);
  const gboolean lock = hall_material_row_is_locked (self) && self->state != HALL_ITEM_HAVE;

  for (gsize i = 0; i < G_N_ELEMENTS (tones); i++)
    gtk_widget_remove_css_class (GTK_WIDGET (self->mark), tones[i]);
  gtk_widget_add_css_class (GTK_WIDGET (self->mark), later || lock ? "plain" : tone_of (self->state));
  gtk_image_set_from_icon_name (self->mark, later  ? "alarm-symbolic"
                                            : lock ? "changes-prevent-symbolic"
                                                   : icon_of (self->state));
}

static void
show_pill (HallMaterialRow *self)
{
  g_autofree char *text = NULL;

  if (self->item->waits != NULL && self->editable) {
    hall_pill_set (self->pill, "info", "alarm-symbolic", _ ("waits for the lead"));
  } else if (self->item->deferred_until != NULL && is_wrong (self->state)) {
    /* Translators: %s is a day until which a material may follow */
    text = g_strdup_printf (C_ ("material", "until %s"), self->item->deferred_until);
    hall_pill_set (self->pill, "info", "alarm-symbolic", text);
  } else if (hall_material_row_is_locked (self)) {
    hall_pill_set (self->pill, self->state == HALL_ITEM_HAVE ? "ok" : "plain", "changes-prevent-symbolic",
                   self->state == HALL_ITEM_HAVE ? hall_material_state_word (self->state)
                                                 : _ ("not asked for"));
  } else {
    hall_pill_set (self->pill, tone_of (self->state), NULL, hall_material_state_word (self->state));
  }
}

static char *
title_markup (HallMaterialRow *self)
{
  const gboolean contrast = adw_style_manager_get_high_contrast (adw_style_manager_get_default ());
  g_autofree char *detail = hall_material_detail (self->item);
  g_autofree char *sheets = NULL;

  if (self->state == HALL_ITEM_HAVE && self->shown_sheets > 1)
    sheets = g_strdup_printf (
        g_dngettext (GETTEXT_PACKAGE, "%d sheet taken", "%d sheets taken", (gulong)self->shown_sheets),
        (int)self->shown_sheets);
  return g_markup_printf_escaped ("<b>%s</b>   <span size='91%%' alpha='%s'>%s%s%s</span>",
                                  hall_material_name (self->item), contrast ? "100%" : "74%", detail,
                                  sheets != NULL ? "  ·  " : "", sheets != NULL ? sheets : "");
}

/* Why it stands as it does, in one line. */
static char *
summary_text (HallMaterialRow *self)
{
  if (self->item->waits != NULL && self->editable)
    return g_strdup (g_str_equal (self->item->waits, "request-demand")
                         ? _ ("The shift lead was asked whether it may be asked for now")
                         : _ ("The shift lead was asked to let it follow later"));
  if (self->item->deferred_until != NULL && is_wrong (self->state))
    /* Translators: %s is a day */
    return g_strdup_printf (_ ("May follow until %s: the shift lead agreed"), self->item->deferred_until);
  if (hall_material_row_is_locked (self))
    return g_strdup (self->state == HALL_ITEM_HAVE
                         ? _ ("Found good before the notice: it need not be brought again")
                         : _ ("Not on the notice that the customer has, so it is not asked for now"));
  if (self->state == HALL_ITEM_UNSEEN && self->item->listed)
    return says (self->item->problem)
               /* Translators: of a material on a return visit; %s is what was wrong the last time */
               ? g_strdup_printf (_ ("The notice asked for it: %s"), self->item->problem)
               : g_strdup (_ ("The notice asked for it"));
  if (self->state == HALL_ITEM_NOT_NEEDED)
    return g_strdup (self->shown_problem);
  if (is_wrong (self->state))
    return hall_material_reason_line (self->shown_problem, self->shown_fix, self->shown_where);
  return NULL;
}

static void
show_line (GtkWidget *label, GtkLabel *value, const char *text)
{
  gtk_label_set_text (value, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (value), says (text));
  gtk_widget_set_visible (label, says (text));
}

static void
show_detail (HallMaterialRow *self)
{
  const gboolean locked = hall_material_row_is_locked (self);
  const gboolean open = self->current && self->editable;
  const gboolean wrong = is_wrong (self->state);
  const gboolean told = wrong || (self->state == HALL_ITEM_NOT_NEEDED && self->item->mandatory);
  const char *how = self->state == HALL_ITEM_UNSEEN && !locked ? self->item->how : NULL;

  gtk_label_set_text (self->problem_label, wrong ? _ ("Problem") : _ ("Why"));
  show_line (GTK_WIDGET (self->problem_label), self->problem, told ? self->shown_problem : NULL);
  show_line (self->fix_label, self->fix, wrong ? self->shown_fix : NULL);
  show_line (self->where_label, self->where, wrong ? self->shown_where : how);
  gtk_widget_set_visible (self->lines, !locked && !self->asking && (told || says (how)));
  gtk_widget_set_visible (GTK_WIDGET (self->change), told && !locked && !self->asking);
  gtk_widget_set_visible (GTK_WIDGET (self->follow),
                          wrong && !locked && !self->asking && self->item->may_follow
                              && self->item->deferred_until == NULL && self->item->waits == NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->ask_lead), locked && self->item->waits == NULL);
  gtk_widget_set_visible (self->sheets_box, self->state == HALL_ITEM_HAVE && !locked);
  gtk_widget_set_visible (GTK_WIDGET (self->reason), self->asking);
  gtk_widget_set_visible (
      self->detail, open && (self->asking || locked || told || says (how) || self->state == HALL_ITEM_HAVE));
  self->updating = TRUE;
  gtk_spin_button_set_value (self->sheets, (double)self->shown_sheets);
  self->updating = FALSE;
}

static void
show_chooser (HallMaterialRow *self)
{
  const struct {
    GtkToggleButton *button;
    HallItemState state;
    const char *tone;
  } choices[] = {
    { self->have, HALL_ITEM_HAVE, "on-ok" },
    { self->missing, HALL_ITEM_MISSING, "on-bad" },
    { self->faulty, HALL_ITEM_FAULTY, "on-warn" },
    { self->not_needed, HALL_ITEM_NOT_NEEDED, "on-plain" },
  };
  const HallItemState chosen = self->asking ? hall_material_reason_get_state (self->reason) : self->state;
  const gboolean open = self->current && self->editable && !hall_material_row_is_locked (self);

  for (gsize i = 0; i < G_N_ELEMENTS (choices); i++) {
    const gboolean on = choices[i].state == chosen;

    gtk_toggle_button_set_active (choices[i].button, on);
    if (on)
      gtk_widget_add_css_class (GTK_WIDGET (choices[i].button), choices[i].tone);
    else
      gtk_widget_remove_css_class (GTK_WIDGET (choices[i].button), choices[i].tone);
  }
  gtk_widget_set_visible (self->chooser, open);
  if (open)
    gtk_widget_set_visible (GTK_WIDGET (self->pill), FALSE);
}

static void
show_for_readers (HallMaterialRow *self, const char *summary)
{
  const char *word = hall_material_row_is_locked (self) && self->state != HALL_ITEM_HAVE
                         ? _ ("not asked for")
                         : hall_material_state_word (self->state);
  /* Translators: a row of the checklist for screen readers: the material, then its state */
  g_autofree char *label = g_strdup_printf (C_ ("material", "%s: %s"), hall_material_name (self->item), word);

  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, label,
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, summary != NULL ? summary : "", -1);
  gtk_accessible_update_state (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_STATE_EXPANDED,
                               self->current && self->editable, GTK_ACCESSIBLE_STATE_DISABLED,
                               hall_material_row_is_locked (self), -1);
}

static void
show (HallMaterialRow *self)
{
  g_autofree char *title = NULL;
  g_autofree char *summary = NULL;
  gboolean open;

  if (self->item == NULL)
    return;
  title = title_markup (self);
  summary = summary_text (self);
  gtk_label_set_markup (self->title, title);
  show_mark (self);
  show_pill (self);
  show_chooser (self);
  show_detail (self);
  /* The open row spells out what its one line says. */
  open = gtk_widget_get_visible (self->detail)
         && ((is_wrong (self->state) && self->item->deferred_until == NULL)
             || self->state == HALL_ITEM_NOT_NEEDED);
  gtk_label_set_text (self->summary, summary != NULL ? summary : "");
  gtk_widget_set_visible (GTK_WIDGET (self->summary),
                          says (summary) && (!open || hall_material_row_is_locked (self)));
  if (is_wrong (self->state) && self->item->deferred_until == NULL && !hall_material_row_is_locked (self))
    gtk_widget_add_css_class (GTK_WIDGET (self->summary), "bad-text");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->summary), "bad-text");
  if (self->current && self->editable)
    gtk_widget_add_css_class (self->box, "current");
  else
    gtk_widget_remove_css_class (self->box, "current");
  show_for_readers (self, summary);
}

static void
set_refusal (HallMaterialRow *self, const char *text)
{
  gtk_label_set_text (self->refusal, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (self->refusal), says (text));
}

/* --- Marking --- */

static void
set_shown (
    HallMaterialRow *self, HallItemState state, const char *problem, const char *fix, const char *where)
{
  char *const texts[] = { g_strdup (problem), g_strdup (fix), g_strdup (where) };

  g_free (self->shown_problem);
  g_free (self->shown_fix);
  g_free (self->shown_where);
  self->state = state;
  self->shown_problem = texts[0];
  self->shown_fix = texts[1];
  self->shown_where = texts[2];
}

/* As the hall has it. */
static void
take_item (HallMaterialRow *self)
{
  const HallCaseItemLine *item = self->item;
  const gboolean unsettled = self->afresh && !item->barred && item->state != HALL_ITEM_HAVE
                             && item->deferred_until == NULL;

  set_shown (self, unsettled ? HALL_ITEM_UNSEEN : item->state, item->problem, item->fix, item->where);
  self->shown_sheets = item->sheets;
}

static void
add_text (GVariantBuilder *args, const char *key, const char *value)
{
  if (says (value))
    g_variant_builder_add (args, "{sv}", key, g_variant_new_string (value));
}

/* Asks the hall for what is shown already. */
static void
ask_hall (HallMaterialRow *self)
{
  GVariantBuilder args = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE_VARDICT);

  g_variant_builder_add (&args, "{sv}", "item", g_variant_new_string (self->item->code));
  add_text (&args, "state", hall_item_state_name (self->state));
  if (self->state == HALL_ITEM_NOT_NEEDED)
    add_text (&args, "reason", self->shown_problem);
  else if (is_wrong (self->state)) {
    add_text (&args, "problem", self->shown_problem);
    add_text (&args, "fix", self->shown_fix);
    add_text (&args, "where", self->shown_where);
  } else {
    g_variant_builder_add (&args, "{sv}", "sheets", g_variant_new_int64 (self->shown_sheets));
  }
  self->pending++;
  set_refusal (self, NULL);
  show (self);
  g_signal_emit (self, signals[MARK], 0, g_variant_builder_end (&args));
}

static void
open_reason (HallMaterialRow *self, HallItemState state)
{
  const gboolean same = state == self->state;
  g_autofree char *fix = NULL;
  const char *problem = same ? self->shown_problem : NULL;
  const char *where = same ? self->shown_where : NULL;

  self->asking = TRUE;
  set_refusal (self, NULL);
  if (!same && self->item->listed && self->item->state == HALL_ITEM_UNSEEN && state != HALL_ITEM_NOT_NEEDED) {
    /* The notice said it already. */
    problem = self->item->problem;
    fix = g_strdup (self->item->fix);
    where = self->item->where;
  } else if (same) {
    fix = g_strdup (self->shown_fix);
  }
  hall_material_reason_begin (self->reason, self->item, state, problem, fix, where);
  show (self);
  g_signal_emit (self, signals[ASKING], 0);
  gtk_widget_grab_focus (GTK_WIDGET (self->reason));
}

static void
close_reason (HallMaterialRow *self)
{
  self->asking = FALSE;
  show (self);
  g_signal_emit (self, signals[LEFT], 0);
}

static void
on_reason_done_cb (HallMaterialRow *self)
{
  const HallItemState state = hall_material_reason_get_state (self->reason);
  const char *problem = hall_material_reason_get_text (self->reason, "problem");
  const char *fix = hall_material_reason_get_text (self->reason, "fix");
  const char *where = hall_material_reason_get_text (self->reason, "where");
  HallCheckItem check = { .code = self->item->code,
                          .name = hall_material_name (self->item),
                          .mandatory = self->item->mandatory,
                          .state = state,
                          .problem = problem,
                          .fix = fix,
                          .where = where,
                          .reason = problem };
  g_autoptr (GError) error = NULL;

  /* The same question that the hall asks, answered before anything goes away. */
  if (!hall_check_item_check (&check, &error)) {
    g_autofree char *text = hall_shell_error_text (error);

    hall_material_reason_set_problem (self->reason, hall_error_get_field (error), text);
    return;
  }
  set_shown (self, state, problem, state == HALL_ITEM_NOT_NEEDED ? NULL : fix,
             state == HALL_ITEM_NOT_NEEDED ? NULL : where);
  self->asking = FALSE;
  ask_hall (self);
  g_signal_emit (self, signals[LEFT], 0);
}

static void
on_chosen_cb (HallMaterialRow *self, GtkToggleButton *button)
{
  const HallItemState state = button == self->have      ? HALL_ITEM_HAVE
                              : button == self->missing ? HALL_ITEM_MISSING
                              : button == self->faulty  ? HALL_ITEM_FAULTY
                                                        : HALL_ITEM_NOT_NEEDED;

  hall_material_row_mark (self, state);
  show_chooser (self);
}

static void
on_sheets_cb (HallMaterialRow *self)
{
  const int sheets = gtk_spin_button_get_value_as_int (self->sheets);

  if (!self->updating && self->state == HALL_ITEM_HAVE && sheets != self->shown_sheets)
    hall_material_row_add_sheets (self, sheets - (int)self->shown_sheets);
}

static void
on_change_cb (HallMaterialRow *self)
{
  hall_material_row_ask (self);
}

/* --- The object --- */

static void
hall_material_row_dispose (GObject *object)
{
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (object), NULL);
  G_OBJECT_CLASS (hall_material_row_parent_class)->dispose (object);
}

static void
hall_material_row_finalize (GObject *object)
{
  HallMaterialRow *self = HALL_MATERIAL_ROW (object);

  g_clear_object (&self->item);
  g_free (self->shown_problem);
  g_free (self->shown_fix);
  g_free (self->shown_where);
  G_OBJECT_CLASS (hall_material_row_parent_class)->finalize (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, HallMaterialRow, box);
  gtk_widget_class_bind_template_child (widget_class, HallMaterialRow, mark);
  gtk_widget_class_bind_template_child (widget_class, HallMaterialRow, title);
  gtk_widget_class_bind_template_child (widget_class, HallMaterialRow, summary);
  gtk_widget_class_bind_template_child (widget_class, HallMaterialRow, pill);
  gtk_widget_class_bind_template_child (widget_class, HallMaterialRow, chooser);
  gtk_widget_class_bind_template_child (widget_class, HallMaterialRow, have);
  gtk_widget_class_bind_template_child (widget_class, HallMaterialRow, missing);
  gtk_widget_class_bind_template_child (widget_class, HallMaterialRow, faulty);
  gtk_widget_class_bind_template_child (widget_class, HallMaterialRow, not_needed);
  gtk_widget_class_bind_template_child (widget_class, HallMaterialRow, refusal);
  gtk_widget_class_bind_template_child (widget_class, HallMaterialRow, detail);
  gtk_widget_class_bind_template_child (widget_class, HallMaterialRow, lines);
  gtk_widget_class_bind_template_child (widget_class, HallMaterialRow, problem_label);
  gtk_widget_class_bind_template_child (widget_class, HallMaterialRow, problem);
  gtk_widget_class_bind_template_child (widget_class, HallMaterialRow, fix_label);
  gtk_widget_class_bind_template_child (widget_class, HallMaterialRow, fix);
  gtk_widget_class_bind_template_child (widget_class, HallMaterialRow, where_label);
  gtk_widget_class_bind_template_child (widget_class, HallMaterialRow, where);
  gtk_widget_class_bind_template_child (widget_class, HallMaterialRow, sheets_box);
  gtk_widget_class_bind_template_child (widget_class, HallMaterialRow, sheets);
  gtk_widget_class_bind_template_child (widget_class, HallMaterialRow, ask_lead);
  gtk_widget_class_bind_template_child (widget_class, HallMaterialRow, follow);
  gtk_widget_class_bind_template_child (widget_class, HallMaterialRow, change);
  gtk_widget_class_bind_template_child (widget_class, HallMaterialRow, reason);
}

static void
hall_material_row_class_init (HallMaterialRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = hall_material_row_dispose;
  object_class->finalize = hall_material_row_finalize;

  signals[MARK] = g_signal_new ("mark", HALL_TYPE_MATERIAL_ROW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                G_TYPE_NONE, 1, G_TYPE_VARIANT);
  signals[ASKING] = g_signal_new ("asking", HALL_TYPE_MATERIAL_ROW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 0);
  signals[LEFT] = g_signal_new ("left", HALL_TYPE_MATERIAL_ROW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                G_TYPE_NONE, 0);

  g_type_ensure (HALL_TYPE_KEY_BUTTON);
  g_type_ensure (HALL_TYPE_KEYCAP);
  g_type_ensure (HALL_TYPE_MATERIAL_REASON);
  g_type_ensure (HALL_TYPE_PILL);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/halldesk/HallDesk/hall-material-row.ui");
  bind_children (widget_class);
  gtk_widget_class_bind_template_callback (widget_class, on_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_reason_done_cb);
  gtk_widget_class_bind_template_callback (widget_class, close_reason);
  gtk_widget_class_bind_template_callback (widget_class, on_sheets_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_change_cb);
}

static void
name_choice (GtkToggleButton *button, HallItemState state)
{
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  hall_material_state_word (state), -1);
}

static void
hall_material_row_init (HallMaterialRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  name_choice (self->have, HALL_ITEM_HAVE);
  name_choice (self->missing, HALL_ITEM_MISSING);
  name_choice (self->faulty, HALL_ITEM_FAULTY);
  name_choice (self->not_needed, HALL_ITEM_NOT_NEEDED);
}

/**
 * hall_material_row_new:
 *
 * Returns: (transfer floating): a row, empty until hall_material_row_set_item()
 */
GtkWidget *
hall_material_row_new (void)
{
  return g_object_new (HALL_TYPE_MATERIAL_ROW, NULL);
}

/**
 * hall_material_row_set_place:
 * @self: a row
 * @store: (nullable): the hall
 * @draft: (nullable): what the drafts of this clerk and case are called
 */
void
hall_material_row_set_place (HallMaterialRow *self, HallStore *store, const char *draft)
{
  g_return_if_fail (HALL_IS_MATERIAL_ROW (self));

  hall_material_reason_set_place (self->reason, store, draft);
}

/**
 * hall_material_row_set_item:
 * @self: a row
 * @item: the material as the hall has it
 * @afresh: whether the customer is back with a notice, so that what is outstanding is looked at anew
 * @editable: whether the checklist is being worked on
 *
 * Shows a material. What was marked and not answered yet stays as marked, and a reason that is being written
 * stays open.
 */
void
hall_material_row_set_item (HallMaterialRow *self, HallCaseItemLine *item, gboolean afresh, gboolean editable)
{
  g_return_if_fail (HALL_IS_MATERIAL_ROW (self) && HALL_IS_CASE_ITEM_LINE (item));

  g_set_object (&self->item, item);
  self->afresh = afresh;
  self->editable = editable;
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->ask_lead), "s", item->code);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->follow), "s", item->code);
  if (self->pending == 0)
    take_item (self);
  if (!editable || hall_material_row_is_locked (self))
    self->asking = FALSE;
  show (self);
}

/**
 * hall_material_row_get_item:
 * @self: a row
 *
 * Returns: (transfer none) (nullable): the material
 */
HallCaseItemLine *
hall_material_row_get_item (HallMaterialRow *self)
{
  g_return_val_if_fail (HALL_IS_MATERIAL_ROW (self), NULL);

  return self->item;
}

/**
 * hall_material_row_get_state:
 * @self: a row
 *
 * Returns: the state as it is shown
 */
HallItemState
hall_material_row_get_state (HallMaterialRow *self)
{
  g_return_val_if_fail (HALL_IS_MATERIAL_ROW (self), HALL_ITEM_UNSEEN);

  return self->state;
}

/**
 * hall_material_row_is_locked:
 * @self: a row
 *
 * Returns: whether a notice went that did not ask for it, so that only the lead can (hall rules 3.2), while
 * the list is being worked on
 */
gboolean
hall_material_row_is_locked (HallMaterialRow *self)
{
  g_return_val_if_fail (HALL_IS_MATERIAL_ROW (self), FALSE);

  return self->editable && self->item != NULL && self->item->barred;
}

/**
 * hall_material_row_is_pending:
 * @self: a row
 *
 * Returns: whether the hall has still to answer a mark
 */
gboolean
hall_material_row_is_pending (HallMaterialRow *self)
{
  g_return_val_if_fail (HALL_IS_MATERIAL_ROW (self), FALSE);

  return self->pending > 0;
}

/**
 * hall_material_row_is_asking:
 * @self: a row
 *
 * Returns: whether its reason is being written
 */
gboolean
hall_material_row_is_asking (HallMaterialRow *self)
{
  g_return_val_if_fail (HALL_IS_MATERIAL_ROW (self), FALSE);

  return self->asking;
}

/**
 * hall_material_row_set_current:
 * @self: a row
 * @current: whether it is the one that is looked at
 */
void
hall_material_row_set_current (HallMaterialRow *self, gboolean current)
{
  g_return_if_fail (HALL_IS_MATERIAL_ROW (self));

  if (self->current == current)
    return;
  self->current = current;
  if (!current) {
    self->asking = FALSE;
    set_refusal (self, NULL);
  }
  show (self);
}

/**
 * hall_material_row_mark:
 * @self: a row
 * @state: what was found
 *
 * Marks the material. What is simply not there says so by itself; what is faulty, and what the matter needs
 * and this customer does not, asks for its reason first.
 */
void
hall_material_row_mark (HallMaterialRow *self, HallItemState state)
{
  g_return_if_fail (HALL_IS_MATERIAL_ROW (self) && self->item != NULL);

  if (!self->editable)
    return;
  if (hall_material_row_is_locked (self)) {
    set_refusal (self,
                 _ ("The customer was given a notice without it: only the shift lead can ask for it now "
                    "(rule S004 9.2)"));
    return;
  }
  if (state == HALL_ITEM_FAULTY || (state == HALL_ITEM_NOT_NEEDED && self->item->mandatory)) {
    open_reason (self, state);
    return;
  }
  self->asking = FALSE;
  if (state == HALL_ITEM_MISSING) {
    gsize n;
    const HallMaterialPhrase *usual = hall_material_phrases (state, &n);
    g_autofree char *fix = hall_material_phrase_fix (usual, self->item);

    if (self->item->listed && self->item->state != HALL_ITEM_HAVE && says (self->item->problem))
      /* Still what the notice said. */
      set_shown (self, state, self->item->problem, self->item->fix, self->item->where);
    else if (self->state != HALL_ITEM_MISSING)
      set_shown (self, state, usual->problem, fix, hall_material_phrase_where (usual, self->item));
  } else {
    set_shown (self, state, NULL, NULL, NULL);
    self->shown_sheets = state == HALL_ITEM_HAVE ? MAX (self->shown_sheets, MAX (self->item->copies, 1)) : 0;
  }
  ask_hall (self);
}

/**
 * hall_material_row_add_sheets:
 * @self: a row
 * @by: how many more sheets were taken, or fewer
 */
void
hall_material_row_add_sheets (HallMaterialRow *self, int by)
{
  gint64 sheets;

  g_return_if_fail (HALL_IS_MATERIAL_ROW (self));

  sheets = CLAMP (self->shown_sheets + by, 0, MAX_SHEETS);
  if (!self->editable || self->state != HALL_ITEM_HAVE || hall_material_row_is_locked (self)
      || sheets == self->shown_sheets)
    return;
  self->shown_sheets = sheets;
  ask_hall (self);
}

/**
 * hall_material_row_ask:
 * @self: a row
 *
 * Opens the reason of a material that is missing, faulty or not needed.
 */
void
hall_material_row_ask (HallMaterialRow *self)
{
  g_return_if_fail (HALL_IS_MATERIAL_ROW (self));

  if (!self->editable || hall_material_row_is_locked (self))
    return;
  if (is_wrong (self->state) || self->state == HALL_ITEM_NOT_NEEDED)
    open_reason (self, self->state);
}

/**
 * hall_material_row_resume:
 * @self: a row
 *
 * Goes on with a reason that is open: puts the focus where something is still to be said.
 *
 * Returns: whether all is said
 */
gboolean
hall_material_row_resume (HallMaterialRow *self)
{
  g_return_val_if_fail (HALL_IS_MATERIAL_ROW (self), FALSE);

  return self->asking && hall_material_reason_resume (self->reason);
}

/**
 * hall_material_row_record:
 * @self: a row
 *
 * Writes down the reason that is open, or says in it what is missing.
 */
void
hall_material_row_record (HallMaterialRow *self)
{
  g_return_if_fail (HALL_IS_MATERIAL_ROW (self));

  if (self->asking)
    on_reason_done_cb (self);
}

/**
 * hall_material_row_take_answer:
 * @self: a row
 * @error: (nullable): why the hall did not take the mark; %NULL when it did
 *
 * Ends the wait of one "mark". A refusal stands at the row, which goes back to what the hall has.
 */
void
hall_material_row_take_answer (HallMaterialRow *self, const GError *error)
{
  g_return_if_fail (HALL_IS_MATERIAL_ROW (self));

  self->pending -= self->pending > 0;
  if (error == NULL) {
    if (!self->asking)
      hall_material_reason_forget (self->reason);
    return;
  }
  if (self->pending == 0)
    take_item (self);
  show (self);
  if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED)) {
    g_autofree char *text = hall_shell_error_text (error);

    set_refusal (self, text);
  }
}
