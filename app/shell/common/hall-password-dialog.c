/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "hall-password-dialog.h"

#include <glib/gi18n.h>

#include "hall-address.h"
#include "hall-key-button.h"

/**
 * HallPasswordDialog:
 *
 * Asks for the password that lets this PC into the hall's server, where libpq's own file has none. What is
 * typed goes to who listens to "given" and nowhere else. Emits "given" (password) or "given-up".
 */
struct _HallPasswordDialog {
  AdwWindow parent_instance;

  GtkLabel *where;
  GtkLabel *wrong;
  AdwPasswordEntryRow *password_row;
  HallKeyButton *go_button;

  gboolean answered;
};

G_DEFINE_FINAL_TYPE (HallPasswordDialog, hall_password_dialog, ADW_TYPE_WINDOW)

enum { GIVEN, GIVEN_UP, N_SIGNALS };
static guint signals[N_SIGNALS];

static void
update (HallPasswordDialog *self)
{
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "password.go",
                                 *gtk_editable_get_text (GTK_EDITABLE (self->password_row)) != '\0');
}

static void
go (GtkWidget *widget, const char *action, GVariant *parameter)
{
  HallPasswordDialog *self = HALL_PASSWORD_DIALOG (widget);

  if (self->answered)
    return;
  self->answered = TRUE;
  g_signal_emit (self, signals[GIVEN], 0, gtk_editable_get_text (GTK_EDITABLE (self->password_row)));
  gtk_window_destroy (GTK_WINDOW (self));
}

static gboolean
hall_password_dialog_close_request (GtkWindow *window)
{
  HallPasswordDialog *self = HALL_PASSWORD_DIALOG (window);

  if (!self->answered) {
    self->answered = TRUE;
    g_signal_emit (self, signals[GIVEN_UP], 0);
  }
  return GTK_WINDOW_CLASS (hall_password_dialog_parent_class)->close_request (window);
}

static void
hall_password_dialog_dispose (GObject *object)
{
  gtk_window_set_focus (GTK_WINDOW (object), NULL); /* or GTK 4.8 keeps the text of a password entry */
  gtk_widget_dispose_template (GTK_WIDGET (object), HALL_TYPE_PASSWORD_DIALOG);
  G_OBJECT_CLASS (hall_password_dialog_parent_class)->dispose (object);
}

static void
hall_password_dialog_class_init (HallPasswordDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = hall_password_dialog_dispose;
  GTK_WINDOW_CLASS (klass)->close_request = hall_password_dialog_close_request;
  /**
   * HallPasswordDialog::given:
   * @password: what was typed; only valid during the emission
   */
  signals[GIVEN] = g_signal_new ("given", HALL_TYPE_PASSWORD_DIALOG, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                 G_TYPE_NONE, 1, G_TYPE_STRING);
  /**
   * HallPasswordDialog::given-up:
   *
   * It was closed without an answer.
   */
  signals[GIVEN_UP] = g_signal_new ("given-up", HALL_TYPE_PASSWORD_DIALOG, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                    NULL, G_TYPE_NONE, 0);
  g_type_ensure (HALL_TYPE_KEY_BUTTON);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/halldesk/HallDesk/hall-password-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, HallPasswordDialog, where);
  gtk_widget_class_bind_template_child (widget_class, HallPasswordDialog, wrong);
  gtk_widget_class_bind_template_child (widget_class, HallPasswordDialog, password_row);
  gtk_widget_class_bind_template_child (widget_class, HallPasswordDialog, go_button);
  gtk_widget_class_bind_template_callback (widget_class, update);
  gtk_widget_class_install_action (widget_class, "password.go", NULL, go);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
hall_password_dialog_init (HallPasswordDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_window_set_default_widget (GTK_WINDOW (self), GTK_WIDGET (self->go_button));
  update (self);
}

/**
 * hall_password_dialog_new:
 * @parent: (nullable): the window it stands over
 * @address: the server's address
 * @again: whether the password before was wrong
 *
 * Returns: (transfer none): a new dialog, not yet presented
 */
HallPasswordDialog *
hall_password_dialog_new (GtkWindow *parent, const char *address, gboolean again)
{
  HallPasswordDialog *self;
  g_autofree char *where = NULL;

  g_return_val_if_fail (address != NULL, NULL);

  self = g_object_new (HALL_TYPE_PASSWORD_DIALOG, "transient-for", parent, "modal", parent != NULL,
                       "destroy-with-parent", TRUE, NULL);
  where = hall_address_describe (address);
  gtk_label_set_text (self->where, where);
  gtk_widget_set_visible (GTK_WIDGET (self->wrong), again);
  gtk_window_set_focus (GTK_WINDOW (self), GTK_WIDGET (self->password_row));
  return self;
}
