/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "hall-kiosk-leave.h"

#include <glib/gi18n.h>

#include "hall-public.h"
#include "hall-shell.h"

/**
 * HallKioskLeave:
 *
 * The way out of the kiosk: a member of staff says who it is. On success the action `kiosk.left` follows.
 */
struct _HallKioskLeave {
  GtkBox parent_instance;

  GtkLabel *title;
  GtkLabel *text;
  GtkLabel *staff_label;
  GtkEntry *staff;
  GtkLabel *password_label;
  GtkPasswordEntry *password;
  GtkLabel *refusal;
  GtkButton *back;
  GtkButton *leave;

  HallWords *words;          /* (owned) (nullable) */
  HallStore *store;          /* (owned) (nullable) */
  GCancellable *cancellable; /* (owned) (nullable) while a password is being checked */
};

G_DEFINE_FINAL_TYPE (HallKioskLeave, hall_kiosk_leave, GTK_TYPE_BOX)

static void
set_busy (HallKioskLeave *self, gboolean busy)
{
  gtk_widget_set_sensitive (GTK_WIDGET (self->staff), !busy);
  gtk_widget_set_sensitive (GTK_WIDGET (self->password), !busy);
  gtk_widget_set_sensitive (GTK_WIDGET (self->leave), !busy);
}

static void
on_checked_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (HallKioskLeave) self = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  gboolean right = hall_store_check_password_finish (HALL_STORE (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  g_clear_object (&self->cancellable);
  set_busy (self, FALSE);
  if (!hall_shell_error_passes (error))
    gtk_editable_set_text (GTK_EDITABLE (self->password), "");
  if (right) {
    /* Nobody signed in: the key that the password opened is not needed. */
    hall_store_forget_key (self->store);
    gtk_widget_activate_action (GTK_WIDGET (self), "kiosk.left", NULL);
    return;
  }
  text = hall_shell_error_text (error);
  gtk_label_set_text (self->refusal, text);
  gtk_widget_grab_focus (GTK_WIDGET (self->password));
}

static void
check_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  HallKioskLeave *self = HALL_KIOSK_LEAVE (widget);
  const char *staff = gtk_editable_get_text (GTK_EDITABLE (self->staff));
  const char *password = gtk_editable_get_text (GTK_EDITABLE (self->password));

  if (self->store == NULL || self->cancellable != NULL)
    return;
  if (*staff == '\0' || *password == '\0') {
    gtk_label_set_text (self->refusal,
                        hall_words_get (self->words, N_ ("Please type your staff number and password.")));
    return;
  }
  gtk_label_set_text (self->refusal, "");
  gtk_root_set_focus (gtk_widget_get_root (widget), NULL);
  set_busy (self, TRUE);
  self->cancellable = g_cancellable_new ();
  hall_store_check_password_async (self->store, staff, password, self->cancellable, on_checked_cb,
                                   g_object_ref (self));
}

static void
on_activate_cb (GtkWidget *entry, HallKioskLeave *self)
{
  check_action (GTK_WIDGET (self), NULL, NULL);
}

static void
stop_checking (HallKioskLeave *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
}

static void
hall_kiosk_leave_dispose (GObject *object)
{
  HallKioskLeave *self = HALL_KIOSK_LEAVE (object);

  stop_checking (self);
  gtk_widget_dispose_template (GTK_WIDGET (object), HALL_TYPE_KIOSK_LEAVE);
  g_clear_object (&self->words);
  g_clear_object (&self->store);
  G_OBJECT_CLASS (hall_kiosk_leave_parent_class)->dispose (object);
}

static void
hall_kiosk_leave_class_init (HallKioskLeaveClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = hall_kiosk_leave_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, "/org/halldesk/HallDesk/hall-kiosk-leave.ui");
  gtk_widget_class_bind_template_child (widget_class, HallKioskLeave, title);
  gtk_widget_class_bind_template_child (widget_class, HallKioskLeave, text);
  gtk_widget_class_bind_template_child (widget_class, HallKioskLeave, staff_label);
  gtk_widget_class_bind_template_child (widget_class, HallKioskLeave, staff);
  gtk_widget_class_bind_template_child (widget_class, HallKioskLeave, password_label);
  gtk_widget_class_bind_template_child (widget_class, HallKioskLeave, password);
  gtk_widget_class_bind_template_child (widget_class, HallKioskLeave, refusal);
  gtk_widget_class_bind_template_child (widget_class, HallKioskLeave, back);
  gtk_widget_class_bind_template_child (widget_class, HallKioskLeave, leave);
  gtk_widget_class_install_action (widget_class, "leave.check", NULL, check_action);
}

static void
hall_kiosk_leave_init (HallKioskLeave *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect_object (self->staff, "activate", G_CALLBACK (on_activate_cb), self, 0);
  g_signal_connect_object (self->password, "activate", G_CALLBACK (on_activate_cb), self, 0);
}

/**
 * hall_kiosk_leave_show:
 * @self: the page
 * @words: the language
 * @store: the hall, for checking the password
 *
 * Asks who wants to leave. What was typed before is gone.
 */
void
hall_kiosk_leave_show (HallKioskLeave *self, HallWords *words, HallStore *store)
{
  g_return_if_fail (HALL_IS_KIOSK_LEAVE (self));
  g_return_if_fail (HALL_IS_WORDS (words));
  g_return_if_fail (HALL_IS_STORE (store));

  stop_checking (self);
  set_busy (self, FALSE);
  g_set_object (&self->words, words);
  g_set_object (&self->store, store);
  gtk_label_set_text (self->title, hall_words_get (words, N_ ("Leave the kiosk")));
  gtk_label_set_text (self->text,
                      hall_words_get (words, N_ ("For staff only. Customers: please touch “Back”.")));
  gtk_label_set_text (self->staff_label, hall_words_get (words, N_ ("Staff number")));
  gtk_label_set_text (self->password_label, hall_words_get (words, N_ ("Password")));
  hall_public_name (GTK_WIDGET (self->staff), gtk_label_get_text (self->staff_label));
  hall_public_name (GTK_WIDGET (self->password), gtk_label_get_text (self->password_label));
  gtk_button_set_label (self->back, hall_words_get (words, N_ ("Back")));
  gtk_button_set_label (self->leave, hall_words_get (words, N_ ("Leave the kiosk")));
  gtk_label_set_text (self->refusal, "");
  gtk_editable_set_text (GTK_EDITABLE (self->staff), "");
  gtk_editable_set_text (GTK_EDITABLE (self->password), "");
  gtk_widget_grab_focus (GTK_WIDGET (self->staff));
}
