/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "hall-guide-page.h"

#include <glib/gi18n.h>

#include "hall-key-button.h"
#include "hall-keycap.h"
#include "hall-shell.h"

/*
 * The matter guide (004-02): every matter of the hall, two keys away: F1, then the matter's own key. It
 * covers the tabs only; the customer's line and its timer stay in sight and go on.
 */
struct _HallGuidePage {
  AdwBin parent_instance;

  GtkListBox *list;
  GtkLabel *title;
  GtkLabel *promise;
  GtkLabel *fee;
  GtkWidget *fee_box;
  GtkBox *materials;
  HallKeyButton *back_button;

  GPtrArray *matters; /* (owned) of HallMatter, in the order of the list */
};

G_DEFINE_FINAL_TYPE (HallGuidePage, hall_guide_page, ADW_TYPE_BIN)

/* The keys of the list: what a keyboard reaches without looking. */
static const char keys[] = "123456789abcdefghijklmnopqrstuvwxyz";

static void
show_materials (HallGuidePage *self, HallMatter *matter)
{
  const gboolean chinese = hall_shell_is_chinese ();
  const GStrv lines = !chinese && matter->materials_en != NULL && matter->materials_en[0] != NULL
                          ? matter->materials_en
                          : matter->materials;
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->materials))) != NULL)
    gtk_box_remove (self->materials, child);
  for (gsize i = 0; lines != NULL && lines[i] != NULL; i++) {
    g_autofree char *line = g_strdup_printf ("%d. %s", (int)i + 1, lines[i]);
    GtkWidget *label = gtk_label_new (line);

    gtk_label_set_xalign (GTK_LABEL (label), 0);
    gtk_label_set_wrap (GTK_LABEL (label), TRUE);
    gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
    gtk_box_append (self->materials, label);
  }
  if (lines == NULL || lines[0] == NULL) {
    child = gtk_label_new (_ ("Nothing to bring"));
    gtk_label_set_xalign (GTK_LABEL (child), 0);
    gtk_box_append (self->materials, child);
  }
}

static void
show_matter (HallGuidePage *self, HallMatter *matter)
{
  const char *promise = hall_shell_localised (matter->promise, matter->promise_en);

  gtk_label_set_text (self->title, hall_shell_localised (matter->name, matter->name_en));
  gtk_label_set_text (self->promise, promise != NULL && *promise != '\0' ? promise : _ ("Done on the spot"));
  gtk_label_set_text (self->fee, matter->fee != NULL ? matter->fee : "");
  gtk_widget_set_visible (self->fee_box, matter->fee != NULL && *matter->fee != '\0');
  show_materials (self, matter);
}

static void
on_row_selected_cb (GtkListBox *list, GtkListBoxRow *row, HallGuidePage *self)
{
  guint at;

  if (row == NULL)
    return;
  at = (guint)gtk_list_box_row_get_index (row);
  if (at < self->matters->len)
    show_matter (self, g_ptr_array_index (self->matters, at));
}

static gboolean
on_key_cb (GtkEventControllerKey *controller,
           guint keyval,
           guint keycode,
           GdkModifierType state,
           HallGuidePage *self)
{
  const guint32 letter = gdk_keyval_to_unicode (gdk_keyval_to_lower (keyval));
  const char *at;
  GtkListBoxRow *row;

  if (letter == 0 || letter > 127 || (state & (GDK_CONTROL_MASK | GDK_ALT_MASK)) != 0)
    return GDK_EVENT_PROPAGATE;
  at = strchr (keys, (int)letter);
  row = at != NULL ? gtk_list_box_get_row_at_index (self->list, (int)(at - keys)) : NULL;
  if (row == NULL)
    return GDK_EVENT_PROPAGATE;
  gtk_list_box_select_row (self->list, row);
  gtk_widget_grab_focus (GTK_WIDGET (row));
  return GDK_EVENT_STOP;
}

static void
hall_guide_page_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), HALL_TYPE_GUIDE_PAGE);
  G_OBJECT_CLASS (hall_guide_page_parent_class)->dispose (object);
}

static void
hall_guide_page_finalize (GObject *object)
{
  g_clear_pointer (&HALL_GUIDE_PAGE (object)->matters, g_ptr_array_unref);
  G_OBJECT_CLASS (hall_guide_page_parent_class)->finalize (object);
}

static void
hall_guide_page_class_init (HallGuidePageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = hall_guide_page_dispose;
  G_OBJECT_CLASS (klass)->finalize = hall_guide_page_finalize;
  g_type_ensure (HALL_TYPE_KEY_BUTTON);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/halldesk/HallDesk/hall-guide-page.ui");
  gtk_widget_class_bind_template_child (widget_class, HallGuidePage, list);
  gtk_widget_class_bind_template_child (widget_class, HallGuidePage, title);
  gtk_widget_class_bind_template_child (widget_class, HallGuidePage, promise);
  gtk_widget_class_bind_template_child (widget_class, HallGuidePage, fee);
  gtk_widget_class_bind_template_child (widget_class, HallGuidePage, fee_box);
  gtk_widget_class_bind_template_child (widget_class, HallGuidePage, materials);
  gtk_widget_class_bind_template_child (widget_class, HallGuidePage, back_button);
  gtk_widget_class_bind_template_callback (widget_class, on_row_selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_key_cb);
}

static void
hall_guide_page_init (HallGuidePage *self)
{
  self->matters = g_ptr_array_new_with_free_func (g_object_unref);
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * hall_guide_page_new:
 *
 * Returns: (transfer floating): a new page
 */
GtkWidget *
hall_guide_page_new (void)
{
  return g_object_new (HALL_TYPE_GUIDE_PAGE, NULL);
}

static void
add_row (HallGuidePage *self, HallMatter *matter)
{
  const guint at = self->matters->len;
  const char *name = hall_shell_localised (matter->name, matter->name_en);
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9);
  GtkWidget *label = gtk_label_new (name);

  if (at < sizeof keys - 1) {
    const char key[] = { g_ascii_toupper (keys[at]), '\0' };

    gtk_box_append (GTK_BOX (box), hall_keycap_new (key));
    gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_KEY_SHORTCUTS, key, -1);
  }
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_box_append (GTK_BOX (box), label);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  gtk_list_box_append (self->list, row);
  g_ptr_array_add (self->matters, g_object_ref (matter));
}

static gboolean
same_matters (HallGuidePage *self, HallDeskView *view)
{
  guint at = 0;

  for (guint i = 0; i < g_list_model_get_n_items (view->categories); i++) {
    g_autoptr (HallCategory) category = g_list_model_get_item (view->categories, i);

    for (guint k = 0; k < g_list_model_get_n_items (category->matters); k++, at++) {
      g_autoptr (HallMatter) matter = g_list_model_get_item (category->matters, k);

      if (at >= self->matters->len
          || !g_str_equal (matter->code, ((HallMatter *)g_ptr_array_index (self->matters, at))->code))
        return FALSE;
    }
  }
  return at == self->matters->len;
}

/**
 * hall_guide_page_set_view:
 * @self: the page
 * @view: what was read; only used during the call
 *
 * Takes over the hall's matters. The list is only made anew when they have changed.
 */
void
hall_guide_page_set_view (HallGuidePage *self, HallDeskView *view)
{
  GtkListBoxRow *row;

  g_return_if_fail (HALL_IS_GUIDE_PAGE (self) && view != NULL);

  if (same_matters (self, view))
    return;
  g_ptr_array_set_size (self->matters, 0);
  while ((row = gtk_list_box_get_row_at_index (self->list, 0)) != NULL)
    gtk_list_box_remove (self->list, GTK_WIDGET (row));
  for (guint i = 0; i < g_list_model_get_n_items (view->categories); i++) {
    g_autoptr (HallCategory) category = g_list_model_get_item (view->categories, i);

    for (guint k = 0; k < g_list_model_get_n_items (category->matters); k++) {
      g_autoptr (HallMatter) matter = g_list_model_get_item (category->matters, k);

      add_row (self, matter);
    }
  }
}

/**
 * hall_guide_page_open:
 * @self: the page
 * @category: (nullable): the category of the current ticket
 * @matter: (nullable): its matter
 *
 * Opens the guide at the matter of the customer, or at the first of the category.
 */
void
hall_guide_page_open (HallGuidePage *self, const char *category, const char *matter)
{
  int best = -1;
  GtkListBoxRow *row;

  g_return_if_fail (HALL_IS_GUIDE_PAGE (self));

  for (guint i = 0; i < self->matters->len; i++) {
    HallMatter *it = g_ptr_array_index (self->matters, i);

    if (matter != NULL && g_str_equal (it->code, matter)) {
      best = (int)i;
      break;
    }
    if (best < 0 && category != NULL && g_strcmp0 (it->category, category) == 0)
      best = (int)i;
  }
  row = gtk_list_box_get_row_at_index (self->list, MAX (best, 0));
  if (row == NULL)
    return;
  gtk_list_box_select_row (self->list, row);
  gtk_widget_grab_focus (GTK_WIDGET (row));
}

/**
 * hall_guide_page_get_step:
 * @self: the page
 *
 * Returns: (transfer none): the button of the next step
 */
GtkWidget *
hall_guide_page_get_step (HallGuidePage *self)
{
  g_return_val_if_fail (HALL_IS_GUIDE_PAGE (self), NULL);

  return GTK_WIDGET (self->back_button);
}
