/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "hall-lock-page.h"

#include <glib/gi18n.h>

#include "hall-key-button.h"
#include "hall-shell.h"

/*
 * The desk is locked: nothing of the customer is in sight. The same person comes back with the password, or
 * somebody else signs in; the ticket stays in service either way. Emits "unlocked".
 */
struct _HallLockPage {
  AdwBin parent_instance;

  GtkLabel *person;
  GtkLabel *ticket;
  AdwPasswordEntryRow *password_row;
  GtkLabel *error_label;
  GtkSpinner *spinner;

  HallStore *store; /* (owned) (nullable) */
  char *staff;
  char *station; /* (nullable) */
  gint64 counter;
  gboolean busy;
  GCancellable *work; /* (owned) */
};

G_DEFINE_FINAL_TYPE (HallLockPage, hall_lock_page, ADW_TYPE_BIN)

enum {
  UNLOCKED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
show_error (HallLockPage *self, const char *text)
{
  gtk_label_set_text (self->error_label, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (self->error_label), text != NULL);
}

static void
update (HallLockPage *self)
{
  const gboolean filled = *gtk_editable_get_text (GTK_EDITABLE (self->password_row)) != '\0';

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "lock.unlock",
                                 filled && !self->busy && self->store != NULL
                                     && hall_store_is_connected (self->store));
  gtk_spinner_set_spinning (self->spinner, self->busy);
  gtk_widget_set_visible (GTK_WIDGET (self->spinner), self->busy);
}

static void
on_checked_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (HallLockPage) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) answer = hall_store_sign_in_finish (HALL_STORE (source), result, &error);

  /* The window has gone while the password was checked: nobody is there to let in. */
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED)
      || gtk_widget_get_root (GTK_WIDGET (self)) == NULL)
    return;
  self->busy = FALSE;
  if (!hall_shell_error_passes (error))
    gtk_editable_set_text (GTK_EDITABLE (self->password_row), "");
  update (self);
  if (answer == NULL) {
    g_autofree char *text = hall_shell_error_text (error);

    show_error (self, text);
    gtk_widget_grab_focus (GTK_WIDGET (self->password_row));
    return;
  }
  show_error (self, NULL);
  g_signal_emit (self, signals[UNLOCKED], 0);
}

static void
unlock (GtkWidget *widget, const char *action, GVariant *parameter)
{
  HallLockPage *self = HALL_LOCK_PAGE (widget);

  self->busy = TRUE;
  show_error (self, NULL);
  update (self);
  hall_store_sign_in_async (self->store, self->staff,
                            gtk_editable_get_text (GTK_EDITABLE (self->password_row)), self->counter,
                            self->station, self->work, on_checked_cb, g_object_ref (self));
}

static void
on_password_activate_cb (AdwEntryRow *row, HallLockPage *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "lock.unlock", NULL);
}

static void
on_connected_cb (HallLockPage *self)
{
  if (hall_store_is_connected (self->store))
    show_error (self, NULL);
  update (self);
}

static void
hall_lock_page_dispose (GObject *object)
{
  HallLockPage *self = HALL_LOCK_PAGE (object);

  g_cancellable_cancel (self->work);
  g_clear_object (&self->work);
  g_clear_object (&self->store);
  g_clear_pointer (&self->staff, g_free);
  g_clear_pointer (&self->station, g_free);
  gtk_widget_dispose_template (GTK_WIDGET (self), HALL_TYPE_LOCK_PAGE);
  G_OBJECT_CLASS (hall_lock_page_parent_class)->dispose (object);
}

static void
hall_lock_page_class_init (HallLockPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = hall_lock_page_dispose;
  /**
   * HallLockPage::unlocked:
   *
   * The person is back.
   */
  signals[UNLOCKED] = g_signal_new ("unlocked", HALL_TYPE_LOCK_PAGE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                    G_TYPE_NONE, 0);
  g_type_ensure (HALL_TYPE_KEY_BUTTON);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/halldesk/HallDesk/hall-lock-page.ui");
  gtk_widget_class_bind_template_child (widget_class, HallLockPage, person);
  gtk_widget_class_bind_template_child (widget_class, HallLockPage, ticket);
  gtk_widget_class_bind_template_child (widget_class, HallLockPage, password_row);
  gtk_widget_class_bind_template_child (widget_class, HallLockPage, error_label);
  gtk_widget_class_bind_template_child (widget_class, HallLockPage, spinner);
  gtk_widget_class_bind_template_callback (widget_class, update);
  gtk_widget_class_bind_template_callback (widget_class, on_password_activate_cb);
  gtk_widget_class_install_action (widget_class, "lock.unlock", NULL, unlock);
}

static void
hall_lock_page_init (HallLockPage *self)
{
  self->work = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  update (self);
}

/**
 * hall_lock_page_new:
 *
 * Returns: (transfer floating): a new page
 */
GtkWidget *
hall_lock_page_new (void)
{
  return g_object_new (HALL_TYPE_LOCK_PAGE, NULL);
}

/**
 * hall_lock_page_set_person:
 * @self: the page
 * @store: (nullable): the hall that knows the password
 * @staff: staff number
 * @name: (nullable): the person's name
 * @counter: the counter
 * @station: (nullable): what this workstation is called
 *
 * Sets who may unlock.
 */
void
hall_lock_page_set_person (HallLockPage *self,
                           HallStore *store,
                           const char *staff,
                           const char *name,
                           gint64 counter,
                           const char *station)
{
  g_autofree char *text = NULL;

  g_return_if_fail (HALL_IS_LOCK_PAGE (self) && staff != NULL);

  if (g_set_object (&self->store, store) && store != NULL)
    g_signal_connect_object (store, "notify::connected", G_CALLBACK (on_connected_cb), self,
                             G_CONNECT_SWAPPED);
  g_free (self->staff);
  self->staff = g_strdup (staff);
  g_free (self->station);
  self->station = g_strdup (station);
  self->counter = counter;
  text = g_strdup_printf ("%s %s", staff, name != NULL ? name : "");
  gtk_label_set_text (self->person, text);
  update (self);
}

/**
 * hall_lock_page_set_ticket:
 * @self: the page
 * @label: (nullable): the ticket that stays in service
 *
 * Says that the ticket stays. Its number stands on the board anyhow; nothing else of the customer does here.
 */
void
hall_lock_page_set_ticket (HallLockPage *self, const char *label)
{
  g_autofree char *text = NULL;

  g_return_if_fail (HALL_IS_LOCK_PAGE (self));

  /* Translators: %s is the number of a ticket */
  text = label != NULL ? g_strdup_printf (_ ("%s stays in service; nothing typed is lost."), label)
                       : g_strdup (_ ("Nothing typed is lost."));
  gtk_label_set_text (self->ticket, text);
}

/**
 * hall_lock_page_focus:
 * @self: the page
 *
 * Puts the cursor where typing begins.
 */
void
hall_lock_page_focus (HallLockPage *self)
{
  g_return_if_fail (HALL_IS_LOCK_PAGE (self));

  gtk_widget_grab_focus (GTK_WIDGET (self->password_row));
}
