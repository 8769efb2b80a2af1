/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "hall-prices-page.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "hall-setup-view.h"
#include "hall-shell.h"

/*
 * The figures that answers are filled with (000-20): said once here, they are read out right everywhere.
 */
struct _HallPricesPage {
  AdwBin parent_instance;

  GtkListBox *figures;
  GtkListBox *prices;
  AdwEntryRow *new_price;
  GtkLabel *fault;

  HallStore *store; /* (owned) (nullable) */
  HallCaseContext context;
  GVariant *shown;       /* (owned) (nullable) a(ss) as read last */
  GCancellable *reading; /* (owned) (nullable) */
};

G_DEFINE_FINAL_TYPE (HallPricesPage, hall_prices_page, ADW_TYPE_BIN)

static char *
title_of (const char *name)
{
  static const char *const titles[][2] = {
    { "phone", N_ ("Telephone of the hall") },
    { "enquiry_phone", N_ ("Telephone for enquiries") },
    { "open_from", N_ ("Opens at") },
    { "open_until", N_ ("Closes at") },
    { "season", N_ ("Season") },
    { "room_temperature", N_ ("Room temperature that is promised") },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (titles); i++)
    if (g_str_equal (titles[i][0], name))
      return g_strdup_printf ("%s  {%s}", g_dgettext (GETTEXT_PACKAGE, titles[i][1]),
                              g_str_has_prefix (name, "open_") ? "hours" : name);
  return g_strdup_printf ("{%s}", name);
}

static void
set_fault (HallPricesPage *self, const char *text)
{
  gtk_label_set_text (self->fault, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (self->fault), text != NULL);
}

/* --- Setting --- */

static void
on_set_cb (GtkWidget *widget, GVariant *answer, const GError *error, gpointer data)
{
  HallPricesPage *self = HALL_PRICES_PAGE (widget);
  g_autofree char *text = error != NULL ? hall_shell_error_text (error) : NULL;

  set_fault (self, text);
  if (error == NULL)
    hall_shell_say (widget, _ ("Kept; every answer says it from now on"));
}

static void
set_option (HallPricesPage *self, const char *name, const char *value)
{
  hall_shell_do_quietly (
      GTK_WIDGET (self), self->store,
      hall_case_context_command (&self->context, "set-option",
                                 g_variant_new_parsed ("{'name': <%s>, 'value': <%s>}", name, value)),
      on_set_cb, NULL);
}

static void
on_apply_cb (HallPricesPage *self, AdwEntryRow *row)
{
  set_option (self, g_object_get_data (G_OBJECT (row), "name"), gtk_editable_get_text (GTK_EDITABLE (row)));
}

/* A new price begins with no figure; what it says is typed into its row. */
static void
on_new_cb (HallPricesPage *self, AdwEntryRow *row)
{
  g_autofree char *typed = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (row))));
  g_autofree char *name = g_str_has_prefix (typed, "tariff_") ? g_strdup (typed)
                                                              : g_strconcat ("tariff_", typed, NULL);

  if (*typed == '\0')
    return;
  set_option (self, name, "……");
  gtk_editable_set_text (GTK_EDITABLE (row), "");
}

/* --- Reading --- */

static void
clear_list (GtkListBox *list, GtkWidget *keep)
{
  GtkListBoxRow *row;
  int at = 0;

  while ((row = gtk_list_box_get_row_at_index (list, at)) != NULL)
    if (GTK_WIDGET (row) == keep)
      at++;
    else
      gtk_list_box_remove (list, GTK_WIDGET (row));
}

static void
add_row (HallPricesPage *self, const char *name, const char *value)
{
  g_autofree char *title = title_of (name);
  GtkWidget *row = adw_entry_row_new ();
  GtkListBox *list = g_str_has_prefix (name, "tariff_") ? self->prices : self->figures;

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  gtk_editable_set_text (GTK_EDITABLE (row), value);
  adw_entry_row_set_show_apply_button (ADW_ENTRY_ROW (row), TRUE);
  g_object_set_data_full (G_OBJECT (row), "name", g_strdup (name), g_free);
  g_signal_connect_object (row, "apply", G_CALLBACK (on_apply_cb), self, G_CONNECT_SWAPPED);
  if (list == self->prices)
    gtk_list_box_insert (list, row, gtk_list_box_row_get_index (GTK_LIST_BOX_ROW (self->new_price)));
  else
    gtk_list_box_append (list, row);
}

static void
on_read_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (HallPricesPage) self = data;
  g_autoptr (GVariant) figures = hall_store_read_finish (HALL_STORE (source), result, NULL);
  GVariantIter iter;
  const char *name;
  const char *value;

  /* What is being typed is not taken away for nothing. */
  if (figures == NULL || (self->shown != NULL && g_variant_equal (figures, self->shown)))
    return;
  g_clear_pointer (&self->shown, g_variant_unref);
  self->shown = g_variant_ref (figures);
  clear_list (self->figures, NULL);
  clear_list (self->prices, GTK_WIDGET (self->new_price));
  g_variant_iter_init (&iter, figures);
  while (g_variant_iter_next (&iter, "(&s&s)", &name, &value))
    add_row (self, name, value);
}

static void
read_figures (HallPricesPage *self)
{
  g_cancellable_cancel (self->reading);
  g_clear_object (&self->reading);
  self->reading = g_cancellable_new ();
  hall_store_read_async (self->store, (HallReadFunc)hall_figures_read, NULL, (GDestroyNotify)g_variant_unref,
                         self->reading, on_read_cb, g_object_ref (self));
}

static void
on_changed_cb (HallPricesPage *self, HallTopic topics)
{
  if ((topics & HALL_TOPIC_SETUP) != 0)
    read_figures (self);
}

/* --- Life --- */

static void
hall_prices_page_dispose (GObject *object)
{
  HallPricesPage *self = HALL_PRICES_PAGE (object);

  g_cancellable_cancel (self->reading);
  g_clear_object (&self->reading);
  gtk_widget_dispose_template (GTK_WIDGET (object), HALL_TYPE_PRICES_PAGE);
  g_clear_pointer (&self->shown, g_variant_unref);
  g_clear_object (&self->store);
  G_OBJECT_CLASS (hall_prices_page_parent_class)->dispose (object);
}

static void
hall_prices_page_class_init (HallPricesPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = hall_prices_page_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, "/org/halldesk/HallDesk/hall-prices-page.ui");
  gtk_widget_class_bind_template_child (widget_class, HallPricesPage, figures);
  gtk_widget_class_bind_template_child (widget_class, HallPricesPage, prices);
  gtk_widget_class_bind_template_child (widget_class, HallPricesPage, new_price);
  gtk_widget_class_bind_template_child (widget_class, HallPricesPage, fault);
  gtk_widget_class_bind_template_callback (widget_class, on_new_cb);
}

static void
hall_prices_page_init (HallPricesPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * hall_prices_page_new:
 *
 * Returns: (transfer floating): a new page
 */
GtkWidget *
hall_prices_page_new (void)
{
  return g_object_new (HALL_TYPE_PRICES_PAGE, NULL);
}

/**
 * hall_prices_page_set_context:
 * @self: the page
 * @context: the hall and who looks at it; what it points to stays valid until the next one
 *
 * Reads the figures and listens to them.
 */
void
hall_prices_page_set_context (HallPricesPage *self, const HallCaseContext *context)
{
  g_return_if_fail (HALL_IS_PRICES_PAGE (self) && context != NULL);

  self->context = *context;
  if (self->store != NULL)
    g_signal_handlers_disconnect_by_func (self->store, on_changed_cb, self);
  g_set_object (&self->store, context->store);
  if (self->store == NULL || context->staff == NULL)
    return;
  g_signal_connect_object (self->store, "changed", G_CALLBACK (on_changed_cb), self, G_CONNECT_SWAPPED);
  read_figures (self);
}

/**
 * hall_prices_page_focus:
 * @self: the page
 *
 * Puts the focus where one begins.
 */
void
hall_prices_page_focus (HallPricesPage *self)
{
  g_return_if_fail (HALL_IS_PRICES_PAGE (self));

  gtk_widget_child_focus (GTK_WIDGET (self->prices), GTK_DIR_TAB_FORWARD);
}
