/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "hall-case-offers.h"

#include <glib/gi18n-lib.h>

#include "hall-case-view.h"
#include "hall-key-button.h"
#include "hall-shell.h"
#include "hall-text.h"

#define SETTLE_MS 200
#define MAX_OFFERS 3

/**
 * HallCaseOffers:
 *
 * Leads a returning customer back: the open cases of whoever says the same name and telephone number, or the
 * same account (S004 5.1, hall rules 3.1). Whose they are is masked here as everywhere.
 *
 * Signal: chosen (const char *number).
 */
struct _HallCaseOffers {
  AdwBin parent_instance;

  GtkBox *list;

  HallStore *store;      /* (owned) (nullable) */
  char *query;           /* (owned) (nullable) a phone number or an account */
  char *name;            /* (owned) (nullable) masked, as findings are */
  GCancellable *reading; /* (owned) (nullable) */
  guint settle_id;
};

G_DEFINE_FINAL_TYPE (HallCaseOffers, hall_case_offers, ADW_TYPE_BIN)

enum { SIGNAL_CHOSEN, N_SIGNALS };

static guint signals[N_SIGNALS];

static void
clear_list (HallCaseOffers *self)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->list))) != NULL)
    gtk_box_remove (self->list, child);
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

static void
on_continue_cb (HallCaseOffers *self, GtkWidget *button)
{
  g_autofree char *number = g_strdup (g_object_get_data (G_OBJECT (button), "number"));

  g_signal_emit (self, signals[SIGNAL_CHOSEN], 0, number);
}

static void
add_offer (HallCaseOffers *self, HallCaseLine *line)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *label;
  GtkWidget *button = hall_key_button_new (_ ("Continue it"), NULL, NULL);
  /* Translators: an open case of the customer: its number, its matter, the staff number of who handles it */
  g_autofree char *text = g_strdup_printf (_ ("There is an open case %1$s · %2$s · %3$s"), line->number,
                                           line->title, line->who);

  label = gtk_label_new (text);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_widget_add_css_class (label, "num");
  gtk_widget_add_css_class (button, "act");
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, text, -1);
  g_object_set_data_full (G_OBJECT (button), "number", g_strdup (line->number), g_free);
  g_signal_connect_swapped (button, "clicked", G_CALLBACK (on_continue_cb), self);
  gtk_box_append (GTK_BOX (row), label);
  gtk_box_append (GTK_BOX (row), button);
  gtk_widget_add_css_class (row, "case-offer");
  gtk_box_append (self->list, row);
  gtk_widget_set_visible (GTK_WIDGET (self), TRUE);
}

static void
on_found_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (HallCaseOffers) self = data;
  g_autoptr (GListModel) found = hall_store_read_finish (HALL_STORE (source), result, NULL);
  guint shown = 0;

  if (found == NULL || self->store == NULL || self->query == NULL)
    return;
  clear_list (self);
  for (guint i = 0; i < g_list_model_get_n_items (found) && shown < MAX_OFFERS; i++) {
    g_autoptr (HallCaseLine) line = g_list_model_get_item (found, i);

    if (g_strcmp0 (line->kind, "closed") == 0
        || (self->name != NULL && line->text != NULL && !g_str_equal (self->name, line->text)))
      continue;
    add_offer (self, line);
    shown++;
  }
}

static gboolean
on_settled_cb (gpointer data)
{
  HallCaseOffers *self = data;

  self->settle_id = 0;
  g_cancellable_cancel (self->reading);
  g_clear_object (&self->reading);
  self->reading = g_cancellable_new ();
  hall_store_read_async (self->store, (HallReadFunc)hall_case_find_read, g_variant_new_string (self->query),
                         g_object_unref, self->reading, on_found_cb, g_object_ref (self));
  return G_SOURCE_REMOVE;
}

static void
hall_case_offers_dispose (GObject *object)
{
  HallCaseOffers *self = HALL_CASE_OFFERS (object);

  g_clear_handle_id (&self->settle_id, g_source_remove);
  g_cancellable_cancel (self->reading);
  g_clear_object (&self->reading);
  g_clear_object (&self->store);
  g_clear_pointer (&self->query, g_free);
  g_clear_pointer (&self->name, g_free);
  G_OBJECT_CLASS (hall_case_offers_parent_class)->dispose (object);
}

static void
hall_case_offers_class_init (HallCaseOffersClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = hall_case_offers_dispose;
  signals[SIGNAL_CHOSEN] = g_signal_new ("chosen", G_OBJECT_CLASS_TYPE (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                         NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
hall_case_offers_init (HallCaseOffers *self)
{
  self->list = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 6));
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->list));
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

/**
 * hall_case_offers_look:
 * @self: the offers
 * @store: the hall
 * @name: (nullable): what the customer is called, when it is a name
 * @phone: (nullable): the telephone number, when it is one
 * @account: (nullable): the account
 *
 * Looks for open cases of the same account, or else of the same name and telephone number; with less nobody
 * is looked for. Answers come a moment after the last key.
 */
void
hall_case_offers_look (
    HallCaseOffers *self, HallStore *store, const char *name, const char *phone, const char *account)
{
  const char *query = account != NULL ? account : name != NULL ? phone : NULL;

  g_return_if_fail (HALL_IS_CASE_OFFERS (self) && HALL_IS_STORE (store));

  if (query == NULL) {
    hall_case_offers_clear (self);
    return;
  }
  g_set_object (&self->store, store);
  g_free (self->name);
  self->name = name != NULL ? hall_name_mask (name) : NULL;
  g_free (self->query);
  self->query = g_strdup (query);
  g_clear_handle_id (&self->settle_id, g_source_remove);
  self->settle_id = g_timeout_add (SETTLE_MS, on_settled_cb, self);
}

/**
 * hall_case_offers_clear:
 * @self: the offers
 *
 * Offers nothing.
 */
void
hall_case_offers_clear (HallCaseOffers *self)
{
  g_return_if_fail (HALL_IS_CASE_OFFERS (self));

  g_clear_handle_id (&self->settle_id, g_source_remove);
  g_cancellable_cancel (self->reading);
  g_clear_pointer (&self->query, g_free);
  clear_list (self);
}
