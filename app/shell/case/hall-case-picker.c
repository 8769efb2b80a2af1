/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "hall-case-picker.h"

#include <glib/gi18n-lib.h>

#include "hall-pinyin.h"
#include "hall-shell.h"

/**
 * HallCasePicker:
 *
 * The matters of the hall to choose one from: those of the ticket's category first. What is typed is looked
 * for in names, codes and the first letters of pinyin (row 003-45).
 *
 * Signals: changed, chosen (picked with Enter: go on).
 */
struct _HallCasePicker {
  AdwBin parent_instance;

  GtkSearchEntry *search;
  GtkScrolledWindow *scroller;
  GtkListBox *list;
  GtkLabel *nothing;

  gboolean filling;
};

G_DEFINE_FINAL_TYPE (HallCasePicker, hall_case_picker, ADW_TYPE_BIN)

enum { SIGNAL_CHANGED, SIGNAL_CHOSEN, N_SIGNALS };

static guint signals[N_SIGNALS];

static HallMatterView *
matter_of (GtkListBoxRow *row)
{
  return row != NULL ? g_object_get_data (G_OBJECT (row), "matter") : NULL;
}

static gboolean
is_wanted (GtkListBoxRow *row, gpointer data)
{
  HallCasePicker *self = data;
  HallMatterView *matter = matter_of (row);
  const char *typed = gtk_editable_get_text (GTK_EDITABLE (self->search));
  g_autofree char *text = g_strdup_printf ("%s %s %s", matter->code, matter->name, matter->name_en);

  return *typed == '\0' || hall_pinyin_match (text, typed);
}

static void
head (GtkListBoxRow *row, GtkListBoxRow *before, gpointer data)
{
  HallMatterView *matter = matter_of (row);
  GtkWidget *label;

  if (before != NULL && g_str_equal (matter_of (before)->category, matter->category)) {
    gtk_list_box_row_set_header (row, NULL);
    return;
  }
  label = gtk_label_new (hall_shell_localised (matter->category_name, matter->category_name_en));
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, "section");
  gtk_widget_add_css_class (label, "picker-head");
  gtk_list_box_row_set_header (row, label);
}

static GtkWidget *
make_row (HallMatterView *matter)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9);
  GtkWidget *code = gtk_label_new (matter->code);
  const char *text = hall_shell_localised (matter->name, matter->name_en);
  GtkWidget *name = gtk_label_new (text);

  gtk_label_set_width_chars (GTK_LABEL (code), 3);
  gtk_label_set_xalign (GTK_LABEL (code), 0);
  gtk_widget_add_css_class (code, "num");
  gtk_widget_add_css_class (code, "quiet");
  gtk_label_set_xalign (GTK_LABEL (name), 0);
  gtk_label_set_ellipsize (GTK_LABEL (name), PANGO_ELLIPSIZE_END);
  gtk_widget_set_tooltip_text (name, text);
  gtk_box_append (GTK_BOX (box), code);
  gtk_box_append (GTK_BOX (box), name);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
  g_object_set_data_full (G_OBJECT (row), "matter", g_object_ref (matter), g_object_unref);
  return row;
}

static GtkListBoxRow *
first_shown (HallCasePicker *self)
{
  GtkListBoxRow *row;

  for (int i = 0; (row = gtk_list_box_get_row_at_index (self->list, i)) != NULL; i++)
    if (is_wanted (row, self))
      return row;
  return NULL;
}

static void
on_selected_cb (HallCasePicker *self)
{
  if (!self->filling)
    g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static void
on_activated_cb (HallCasePicker *self)
{
  g_signal_emit (self, signals[SIGNAL_CHOSEN], 0);
}

static void
show_nothing (HallCasePicker *self)
{
  gtk_widget_set_visible (GTK_WIDGET (self->nothing), first_shown (self) == NULL);
}

static void
on_search_changed_cb (HallCasePicker *self)
{
  GtkListBoxRow *row = first_shown (self);

  gtk_list_box_invalidate_filter (self->list);
  show_nothing (self);
  /* What is looked for is what is meant: the first of what is left, but nothing for no words. */
  if (row != NULL && *gtk_editable_get_text (GTK_EDITABLE (self->search)) != '\0')
    gtk_list_box_select_row (self->list, row);
}

static void
on_search_activate_cb (HallCasePicker *self)
{
  on_search_changed_cb (self);
  if (gtk_list_box_get_selected_row (self->list) != NULL)
    on_activated_cb (self);
}

/* Up and down choose while the words stay in the field. */
static gboolean
on_search_key_cb (HallCasePicker *self, guint key)
{
  GtkListBoxRow *row = gtk_list_box_get_selected_row (self->list);
  int step = key == GDK_KEY_Down ? 1 : key == GDK_KEY_Up ? -1 : 0;

  if (step == 0)
    return FALSE;
  for (int i = row != NULL ? gtk_list_box_row_get_index (row) + step : 0;
       (row = i < 0 ? NULL : gtk_list_box_get_row_at_index (self->list, i)) != NULL; i += step)
    if (is_wanted (row, self)) {
      gtk_list_box_select_row (self->list, row);
      break;
    }
  return TRUE;
}

static gboolean
hall_case_picker_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (HALL_CASE_PICKER (widget)->search));
}

static void
hall_case_picker_dispose (GObject *object)
{
  HALL_CASE_PICKER (object)->filling = TRUE; /* a list that goes away tells of a change */
  gtk_widget_dispose_template (GTK_WIDGET (object), HALL_TYPE_CASE_PICKER);
  G_OBJECT_CLASS (hall_case_picker_parent_class)->dispose (object);
}

static void
hall_case_picker_class_init (HallCasePickerClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = hall_case_picker_dispose;
  widget_class->grab_focus = hall_case_picker_grab_focus;
  signals[SIGNAL_CHANGED] = g_signal_new ("changed", G_OBJECT_CLASS_TYPE (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                          NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_CHOSEN] = g_signal_new ("chosen", G_OBJECT_CLASS_TYPE (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                         NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/halldesk/HallDesk/hall-case-picker.ui");
  gtk_widget_class_bind_template_child (widget_class, HallCasePicker, search);
  gtk_widget_class_bind_template_child (widget_class, HallCasePicker, scroller);
  gtk_widget_class_bind_template_child (widget_class, HallCasePicker, list);
  gtk_widget_class_bind_template_child (widget_class, HallCasePicker, nothing);
  gtk_widget_class_bind_template_callback (widget_class, on_search_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_search_activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_search_key_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_activated_cb);
}

static void
hall_case_picker_init (HallCasePicker *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_list_box_set_filter_func (self->list, is_wanted, self, NULL);
  gtk_list_box_set_header_func (self->list, head, NULL, NULL);
}

/**
 * hall_case_picker_new:
 *
 * Returns: (transfer floating): a new picker
 */
GtkWidget *
hall_case_picker_new (void)
{
  return g_object_new (HALL_TYPE_CASE_PICKER, NULL);
}

static void
append_category (HallCasePicker *self, GListModel *matters, const char *category, gboolean same)
{
  for (guint i = 0; i < g_list_model_get_n_items (matters); i++) {
    g_autoptr (HallMatterView) matter = g_list_model_get_item (matters, i);

    if ((g_strcmp0 (matter->category, category) == 0) == same)
      gtk_list_box_append (self->list, make_row (matter));
  }
}

/**
 * hall_case_picker_set_matters:
 * @self: the picker
 * @matters: of HallMatterView, in the hall's order
 * @category: (nullable): whose matters stand first: that of the ticket
 *
 * Shows the matters that there are; what was chosen stays so.
 */
void
hall_case_picker_set_matters (HallCasePicker *self, GListModel *matters, const char *category)
{
  HallMatterView *chosen;
  g_autofree char *code = NULL;
  GtkListBoxRow *row;

  g_return_if_fail (HALL_IS_CASE_PICKER (self) && G_IS_LIST_MODEL (matters));

  chosen = hall_case_picker_get_matter (self);
  code = chosen != NULL ? g_strdup (chosen->code) : NULL;
  self->filling = TRUE;
  while ((row = gtk_list_box_get_row_at_index (self->list, 0)) != NULL)
    gtk_list_box_remove (self->list, GTK_WIDGET (row));
  append_category (self, matters, category, TRUE);
  append_category (self, matters, category, FALSE);
  hall_case_picker_select (self, code);
  show_nothing (self);
  self->filling = FALSE;
}

/**
 * hall_case_picker_select:
 * @self: the picker
 * @code: (nullable): of a matter; %NULL for none
 *
 * Chooses a matter.
 */
void
hall_case_picker_select (HallCasePicker *self, const char *code)
{
  GtkListBoxRow *row = NULL;

  g_return_if_fail (HALL_IS_CASE_PICKER (self));

  for (int i = 0; code != NULL && (row = gtk_list_box_get_row_at_index (self->list, i)) != NULL; i++)
    if (g_str_equal (matter_of (row)->code, code))
      break;
  gtk_list_box_select_row (self->list, row);
}

/**
 * hall_case_picker_get_matter:
 * @self: the picker
 *
 * Returns: (transfer none) (nullable): the matter that is chosen
 */
HallMatterView *
hall_case_picker_get_matter (HallCasePicker *self)
{
  g_return_val_if_fail (HALL_IS_CASE_PICKER (self), NULL);

  return matter_of (gtk_list_box_get_selected_row (self->list));
}

/**
 * hall_case_picker_is_waiting:
 * @self: the picker
 *
 * Returns: whether the focus is in the search and nothing was typed there
 */
gboolean
hall_case_picker_is_waiting (HallCasePicker *self)
{
  GtkRoot *root;
  GtkWidget *focus;

  g_return_val_if_fail (HALL_IS_CASE_PICKER (self), FALSE);

  root = gtk_widget_get_root (GTK_WIDGET (self));
  focus = root != NULL ? gtk_root_get_focus (root) : NULL;
  return focus != NULL && gtk_widget_is_ancestor (focus, GTK_WIDGET (self->search))
         && *gtk_editable_get_text (GTK_EDITABLE (self->search)) == '\0';
}
