/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "hall-material-reason.h"

#include <glib/gi18n-lib.h>

#include "hall-draft.h"
#include "hall-key-button.h"
#include "hall-material-words.h"
#include "hall-shell.h"
#include "hall-text-field.h"

#define MAX_LINE 200 /* characters of one of the lines, as the hall takes it */

/**
 * HallMaterialReason:
 *
 * Why a material is not as it must be, how to put it right and where to get it: one of the usual problems is
 * one press away and fills in all three, free text goes everywhere. Of what is not needed only why. Enter
 * goes on and at last is done, Esc gives up. Signals: "done"; "cancelled".
 */
struct _HallMaterialReason {
  AdwBin parent_instance;

  GtkLabel *problem_label;
  HallTextField *problem_field;
  GtkFlowBox *chips;
  GtkWidget *more;
  HallTextField *fix_field;
  GtkMenuButton *fix_menu;
  HallTextField *where_field;
  GtkMenuButton *where_menu;
  GtkLabel *wrong;
  HallKeyButton *done_button;

  GtkEditable *problem; /* (unowned) what the fields type in */
  GtkEditable *fix;
  GtkEditable *where;
  HallStore *store;       /* (owned) (nullable) */
  char *draft;            /* (nullable) what its drafts are called */
  HallCaseItemLine *item; /* (owned) (nullable) */
  HallItemState state;
  gboolean filling; /* a usual problem is put in, nobody types */
  gboolean own_fix; /* the clerk typed it: a usual problem does not replace it */
  gboolean own_where;
  gboolean typed; /* there is something to keep */
};

G_DEFINE_FINAL_TYPE (HallMaterialReason, hall_material_reason, ADW_TYPE_BIN)

enum { DONE, CANCELLED, N_SIGNALS };
static guint signals[N_SIGNALS];

static void
set_text (HallMaterialReason *self, GtkEditable *editable, const char *text)
{
  self->filling = TRUE;
  gtk_editable_set_text (editable, text != NULL ? text : "");
  /* A long place is read from its beginning. */
  gtk_editable_set_position (editable, editable == self->problem ? -1 : 0);
  self->filling = FALSE;
}

static void
on_changed_cb (HallMaterialReason *self, GtkEditable *editable)
{
  if (self->filling)
    return;
  self->typed = TRUE;
  if (editable == self->fix)
    self->own_fix = *gtk_editable_get_text (editable) != '\0';
  else if (editable == self->where)
    self->own_where = *gtk_editable_get_text (editable) != '\0';
  hall_material_reason_set_problem (self, NULL, NULL);
}

static void
finish (HallMaterialReason *self)
{
  g_signal_emit (self, signals[DONE], 0);
}

/* Enter: to the next line that says nothing yet; when all say something it is done. */
static void
on_activate_cb (HallMaterialReason *self, GtkEditable *editable)
{
  GtkEditable *lines[] = { self->problem, self->fix, self->where };
  gboolean after = FALSE;

  for (gsize i = 0; i < G_N_ELEMENTS (lines) && self->state != HALL_ITEM_NOT_NEEDED; i++) {
    if (after && *gtk_editable_get_text (lines[i]) == '\0' && lines[i] != self->where) {
      gtk_widget_grab_focus (GTK_WIDGET (lines[i]));
      return;
    }
    after |= lines[i] == editable;
  }
  finish (self);
}

static void
choose (HallMaterialReason *self, const HallMaterialPhrase *phrase)
{
  g_autofree char *fix = hall_material_phrase_fix (phrase, self->item);

  set_text (self, self->problem, phrase->problem);
  if (!self->own_fix)
    set_text (self, self->fix, fix);
  if (!self->own_where)
    set_text (self, self->where, hall_material_phrase_where (phrase, self->item));
  hall_material_reason_set_problem (self, NULL, NULL);
  gtk_widget_grab_focus (GTK_WIDGET (self->done_button));
}

static void
on_chip_cb (GtkButton *chip, gpointer data)
{
  HallMaterialReason *self = HALL_MATERIAL_REASON (
      gtk_widget_get_ancestor (GTK_WIDGET (chip), HALL_TYPE_MATERIAL_REASON));

  choose (self, data);
}

static void
clear_chips (HallMaterialReason *self)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->chips))) != NULL)
    gtk_flow_box_remove (self->chips, child);
}

static void
fill_chips (HallMaterialReason *self)
{
  gsize n;
  const HallMaterialPhrase *phrases = hall_material_phrases (self->state, &n);

  clear_chips (self);
  for (gsize i = 0; i < n; i++) {
    GtkWidget *chip = gtk_button_new_with_label (
        hall_shell_localised (phrases[i].problem, phrases[i].problem_en));

    gtk_widget_add_css_class (chip, "chip");
    g_signal_connect (chip, "clicked", G_CALLBACK (on_chip_cb), (gpointer)&phrases[i]);
    gtk_flow_box_append (self->chips, chip);
    /* The button is the stop of the Tab key, not the place it stands on. */
    gtk_widget_set_focusable (gtk_widget_get_parent (chip), FALSE);
  }
}

static void
on_pick_cb (GtkButton *button, gpointer data)
{
  GtkEditable *target = data;
  GtkWidget *popover = gtk_widget_get_ancestor (GTK_WIDGET (button), GTK_TYPE_POPOVER);

  gtk_editable_set_text (target, gtk_button_get_label (button));
  gtk_editable_set_position (target, -1);
  gtk_popover_popdown (GTK_POPOVER (popover));
  gtk_widget_grab_focus (GTK_WIDGET (target));
}

static void
add_choice (GtkBox *box, GtkEditable *target, GHashTable *seen, const char *text)
{
  GtkWidget *button;

  if (text == NULL || *text == '\0' || !g_hash_table_add (seen, g_strdup (text)))
    return;
  button = gtk_button_new_with_label (text);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "act");
  gtk_label_set_xalign (GTK_LABEL (gtk_button_get_child (GTK_BUTTON (button))), 0);
  gtk_label_set_wrap (GTK_LABEL (gtk_button_get_child (GTK_BUTTON (button))), TRUE);
  gtk_label_set_max_width_chars (GTK_LABEL (gtk_button_get_child (GTK_BUTTON (button))), 40);
  g_signal_connect (button, "clicked", G_CALLBACK (on_pick_cb), target);
  gtk_box_append (box, button);
}

static GtkBox *
start_menu (GtkMenuButton *menu)
{
  GtkWidget *popover = gtk_popover_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  gtk_popover_set_child (GTK_POPOVER (popover), box);
  gtk_menu_button_set_popover (menu, popover);
  return GTK_BOX (box);
}

static void
fill_menus (HallMaterialReason *self)
{
  gsize n;
  const HallMaterialPhrase *phrases = hall_material_phrases (self->state, &n);
  GtkBox *fixes = start_menu (self->fix_menu);
  GtkBox *places = start_menu (self->where_menu);
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (gsize i = 0; i < n; i++) {
    g_autofree char *fix = hall_material_phrase_fix (&phrases[i], self->item);

    add_choice (fixes, self->fix, seen, fix);
  }
  add_choice (places, self->where, seen, self->item->how);
  add_choice (places, self->where, seen, self->item->issuer);
  for (gsize i = 0; i < n; i++)
    add_choice (places, self->where, seen, phrases[i].where);
  add_choice (places, self->where, seen, "本厅填表台");
  add_choice (places, self->where, seen, "本厅缴费窗口");
}

/* The usual problems lie between the first line and the second: the arrows go through them. */
static gboolean
walk (HallMaterialReason *self, guint keyval)
{
  const gboolean back = keyval == GDK_KEY_Left || keyval == GDK_KEY_Up;
  const gboolean down = keyval == GDK_KEY_Down;
  GtkWidget *focus = gtk_root_get_focus (gtk_widget_get_root (GTK_WIDGET (self)));
  GtkFlowBoxChild *place = NULL;
  int at = -1;

  if (focus == NULL || (!back && !down && keyval != GDK_KEY_Right))
    return GDK_EVENT_PROPAGATE;
  if (gtk_widget_is_ancestor (focus, GTK_WIDGET (self->chips)))
    at = gtk_flow_box_child_get_index (
        GTK_FLOW_BOX_CHILD (gtk_widget_get_ancestor (focus, GTK_TYPE_FLOW_BOX_CHILD)));
  else if (!down || !gtk_widget_is_ancestor (focus, GTK_WIDGET (self->problem)))
    return GDK_EVENT_PROPAGATE;
  at += back ? -1 : 1;
  place = at >= 0 ? gtk_flow_box_get_child_at_index (self->chips, at) : NULL;
  if (place != NULL)
    gtk_widget_grab_focus (gtk_flow_box_child_get_child (place));
  else if (back)
    gtk_widget_grab_focus (GTK_WIDGET (self->problem));
  else if (self->state != HALL_ITEM_NOT_NEEDED)
    gtk_widget_grab_focus (GTK_WIDGET (self->fix));
  return GDK_EVENT_STOP;
}

/* What was typed is kept until it is wanted again. */
static void
cancel (HallMaterialReason *self)
{
  if (!self->typed)
    hall_material_reason_forget (self);
  g_signal_emit (self, signals[CANCELLED], 0);
}

static gboolean
on_key_cb (HallMaterialReason *self, guint keyval, guint keycode, GdkModifierType state)
{
  if ((keyval == GDK_KEY_Return || keyval == GDK_KEY_KP_Enter) && (state & GDK_CONTROL_MASK) != 0) {
    finish (self);
    return GDK_EVENT_STOP;
  }
  if (keyval != GDK_KEY_Escape)
    return walk (self, keyval);
  cancel (self);
  return GDK_EVENT_STOP;
}

static void
hall_material_reason_dispose (GObject *object)
{
  HallMaterialReason *self = HALL_MATERIAL_REASON (object);

  g_clear_object (&self->item);
  g_clear_object (&self->store);
  g_clear_pointer (&self->draft, g_free);
  gtk_widget_dispose_template (GTK_WIDGET (object), HALL_TYPE_MATERIAL_REASON);
  G_OBJECT_CLASS (hall_material_reason_parent_class)->dispose (object);
}

static gboolean
hall_material_reason_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (HALL_MATERIAL_REASON (widget)->problem));
}

static void
hall_material_reason_class_init (HallMaterialReasonClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = hall_material_reason_dispose;
  widget_class->grab_focus = hall_material_reason_grab_focus;

  signals[DONE] = g_signal_new ("done", HALL_TYPE_MATERIAL_REASON, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                G_TYPE_NONE, 0);
  signals[CANCELLED] = g_signal_new ("cancelled", HALL_TYPE_MATERIAL_REASON, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                     NULL, G_TYPE_NONE, 0);

  g_type_ensure (HALL_TYPE_KEY_BUTTON);
  g_type_ensure (HALL_TYPE_TEXT_FIELD);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/halldesk/HallDesk/hall-material-reason.ui");
  gtk_widget_class_bind_template_child (widget_class, HallMaterialReason, problem_label);
  gtk_widget_class_bind_template_child (widget_class, HallMaterialReason, problem_field);
  gtk_widget_class_bind_template_child (widget_class, HallMaterialReason, chips);
  gtk_widget_class_bind_template_child (widget_class, HallMaterialReason, more);
  gtk_widget_class_bind_template_child (widget_class, HallMaterialReason, fix_field);
  gtk_widget_class_bind_template_child (widget_class, HallMaterialReason, fix_menu);
  gtk_widget_class_bind_template_child (widget_class, HallMaterialReason, where_field);
  gtk_widget_class_bind_template_child (widget_class, HallMaterialReason, where_menu);
  gtk_widget_class_bind_template_child (widget_class, HallMaterialReason, wrong);
  gtk_widget_class_bind_template_child (widget_class, HallMaterialReason, done_button);
  gtk_widget_class_bind_template_callback (widget_class, cancel);
  gtk_widget_class_bind_template_callback (widget_class, finish);
}

static void
hall_material_reason_init (HallMaterialReason *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();
  const struct {
    HallTextField **field;
    GtkEditable **line;
    const char *hint;
    const char *name;
  } lines[] = {
    { &self->problem_field, &self->problem, _ ("Choose below, or write"), _ ("Problem") },
    { &self->fix_field, &self->fix, _ ("What the customer is to do"), _ ("Put right") },
    { &self->where_field, &self->where, _ ("Where to get it"), _ ("Where") },
  };

  gtk_widget_init_template (GTK_WIDGET (self));
  for (gsize i = 0; i < G_N_ELEMENTS (lines); i++) {
    GtkEntry *entry = GTK_ENTRY (hall_text_field_get_editor (*lines[i].field));

    *lines[i].line = GTK_EDITABLE (entry);
    gtk_entry_set_max_length (entry, MAX_LINE);
    gtk_entry_set_placeholder_text (entry, lines[i].hint);
    gtk_accessible_update_property (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_PROPERTY_LABEL, lines[i].name, -1);
    /* Enter goes on here, and does not press the button of the window. */
    gtk_entry_set_activates_default (entry, FALSE);
    g_signal_connect_object (entry, "changed", G_CALLBACK (on_changed_cb), self, G_CONNECT_SWAPPED);
    g_signal_connect_object (entry, "activate", G_CALLBACK (on_activate_cb), self, G_CONNECT_SWAPPED);
  }
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_object (keys, "key-pressed", G_CALLBACK (on_key_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
}

/**
 * hall_material_reason_new:
 *
 * Returns: (transfer floating): an empty form
 */
GtkWidget *
hall_material_reason_new (void)
{
  return g_object_new (HALL_TYPE_MATERIAL_REASON, NULL);
}

/**
 * hall_material_reason_set_place:
 * @self: the form
 * @store: (nullable): the hall, whose words to avoid are pointed out: the customer reads what is written here
 * @draft: (nullable): what its drafts are called, of the clerk, the case and the material
 *
 * Says whose words these are, before hall_material_reason_begin().
 */
void
hall_material_reason_set_place (HallMaterialReason *self, HallStore *store, const char *draft)
{
  g_return_if_fail (HALL_IS_MATERIAL_REASON (self));

  g_set_object (&self->store, store);
  g_free (self->draft);
  self->draft = g_strdup (draft);
}

/* A draft goes before what is known: somebody was about to write it. */
static void
start_line (
    HallMaterialReason *self, HallTextField *field, GtkEditable *line, const char *name, const char *text)
{
  g_autofree char *draft = NULL;
  g_autofree char *kept = NULL;

  if (self->store != NULL && self->draft != NULL) {
    const char *address = hall_store_get_address (self->store);

    draft = g_strdup_printf ("%s-%s-%s", self->draft, hall_item_state_name (self->state), name);
    kept = hall_draft_load (address, 0, draft);
    self->filling = TRUE;
    hall_text_field_keep_draft (field, address, 0, draft);
    hall_text_field_set_read_by_customer (field, self->store);
    self->filling = FALSE;
  }
  if (kept == NULL)
    set_text (self, line, text);
  else
    self->typed = TRUE;
}

/**
 * hall_material_reason_forget:
 * @self: the form
 *
 * Drops its drafts: what was written is in the hall, or nobody wants it.
 */
void
hall_material_reason_forget (HallMaterialReason *self)
{
  g_return_if_fail (HALL_IS_MATERIAL_REASON (self));

  if (self->draft == NULL || self->item == NULL)
    return;
  self->filling = TRUE;
  hall_text_field_drop_draft (self->problem_field);
  hall_text_field_drop_draft (self->fix_field);
  hall_text_field_drop_draft (self->where_field);
  self->filling = FALSE;
}

/**
 * hall_material_reason_begin:
 * @self: the form
 * @item: the material
 * @state: what is wrong with it: missing, faulty, or not needed, which is asked for its why alone
 * @problem: (nullable): what stands there now
 * @fix: (nullable): the same
 * @where: (nullable): the same; nothing means what the matter says
 *
 * Starts the form with what is known already.
 */
void
hall_material_reason_begin (HallMaterialReason *self,
                            const HallCaseItemLine *item,
                            HallItemState state,
                            const char *problem,
                            const char *fix,
                            const char *where)
{
  g_return_if_fail (HALL_IS_MATERIAL_REASON (self) && item != NULL);

  g_set_object (&self->item, (HallCaseItemLine *)item);
  self->state = state;
  self->own_fix = FALSE;
  self->own_where = FALSE;
  self->typed = FALSE;
  start_line (self, self->problem_field, self->problem, "problem", problem);
  start_line (self, self->fix_field, self->fix, "fix", fix);
  start_line (self, self->where_field, self->where, "where", where != NULL ? where : item->how);
  gtk_widget_set_visible (self->more, state != HALL_ITEM_NOT_NEEDED);
  gtk_label_set_text (self->problem_label, state == HALL_ITEM_NOT_NEEDED ? _ ("Why") : _ ("Problem"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->problem), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  gtk_label_get_text (self->problem_label), -1);
  fill_chips (self);
  fill_menus (self);
  hall_material_reason_set_problem (self, NULL, NULL);
}

/**
 * hall_material_reason_get_state:
 * @self: the form
 *
 * Returns: what hall_material_reason_begin() was given
 */
HallItemState
hall_material_reason_get_state (HallMaterialReason *self)
{
  g_return_val_if_fail (HALL_IS_MATERIAL_REASON (self), HALL_ITEM_UNSEEN);

  return self->state;
}

static GtkEditable *
find_line (HallMaterialReason *self, const char *field)
{
  if (g_strcmp0 (field, "problem") == 0 || g_strcmp0 (field, "reason") == 0)
    return self->problem;
  if (g_strcmp0 (field, "fix") == 0)
    return self->fix;
  return g_strcmp0 (field, "where") == 0 ? self->where : NULL;
}

/**
 * hall_material_reason_resume:
 * @self: the form
 *
 * Puts the focus where something is still to be said, or on the button that writes it down.
 *
 * Returns: whether all is said
 */
gboolean
hall_material_reason_resume (HallMaterialReason *self)
{
  g_return_val_if_fail (HALL_IS_MATERIAL_REASON (self), FALSE);

  if (*gtk_editable_get_text (self->problem) == '\0')
    gtk_widget_grab_focus (GTK_WIDGET (self->problem));
  else if (self->state != HALL_ITEM_NOT_NEEDED && *gtk_editable_get_text (self->fix) == '\0')
    gtk_widget_grab_focus (GTK_WIDGET (self->fix));
  else
    return gtk_widget_grab_focus (GTK_WIDGET (self->done_button));
  return FALSE;
}

/**
 * hall_material_reason_get_text:
 * @self: the form
 * @field: problem, fix or where
 *
 * Returns: (transfer none) (nullable): what stands there, %NULL when nothing does
 */
const char *
hall_material_reason_get_text (HallMaterialReason *self, const char *field)
{
  GtkEditable *line;
  const char *text;

  g_return_val_if_fail (HALL_IS_MATERIAL_REASON (self), NULL);

  line = find_line (self, field);
  g_return_val_if_fail (line != NULL, NULL);
  text = gtk_editable_get_text (line);
  return *text != '\0' ? text : NULL;
}

/**
 * hall_material_reason_set_problem:
 * @self: the form
 * @field: (nullable): which line is wrong: problem, fix, where or reason
 * @message: (nullable): what is wrong, for people; %NULL for nothing
 *
 * Shows a refusal at the line it is about, with the focus there.
 */
void
hall_material_reason_set_problem (HallMaterialReason *self, const char *field, const char *message)
{
  GtkEditable *lines[3];
  GtkEditable *wrong;

  g_return_if_fail (HALL_IS_MATERIAL_REASON (self));

  lines[0] = self->problem;
  lines[1] = self->fix;
  lines[2] = self->where;
  wrong = message != NULL ? find_line (self, field) : NULL;
  for (gsize i = 0; i < G_N_ELEMENTS (lines); i++) {
    if (lines[i] == wrong)
      gtk_widget_add_css_class (GTK_WIDGET (lines[i]), "error");
    else
      gtk_widget_remove_css_class (GTK_WIDGET (lines[i]), "error");
    gtk_accessible_update_state (
        GTK_ACCESSIBLE (lines[i]), GTK_ACCESSIBLE_STATE_INVALID,
        lines[i] == wrong ? GTK_ACCESSIBLE_INVALID_TRUE : GTK_ACCESSIBLE_INVALID_FALSE, -1);
  }
  gtk_label_set_text (self->wrong, message != NULL ? message : "");
  gtk_widget_set_visible (GTK_WIDGET (self->wrong), message != NULL);
  if (wrong != NULL)
    gtk_widget_grab_focus (GTK_WIDGET (wrong));
}
