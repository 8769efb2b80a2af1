/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "hall-first-run-window.h"

#include <glib/gi18n.h>

#include "hall-address.h"
#include "hall-error.h"
#include "hall-join-page.h"
#include "hall-key-button.h"
#include "hall-keycap.h"
#include "hall-play.h"
#include "hall-shell.h"

/*
 * No hall yet: practise, set up a new one, or join the one on the hall's server. Making a hall takes some
 * seconds (each password goes through a slow function on purpose), so it happens on a thread of its own.
 */
struct _HallFirstRunWindow {
  AdwApplicationWindow parent_instance;

  GtkStack *pages; /* cards, new, join, working */
  GtkLabel *lead_label;
  GtkButton *local_button; /* in place of the two that make a hall, where there is one */
  GtkButton *practice_button;
  GtkButton *new_button;
  GtkButton *join_button;
  HallJoinPage *join_page;
  AdwEntryRow *org_row;
  AdwEntryRow *hall_row;
  AdwEntryRow *admin_number_row;
  AdwEntryRow *admin_name_row;
  AdwPasswordEntryRow *password_row;
  AdwPasswordEntryRow *again_row;
  GtkLabel *error_label;
  GtkLabel *cards_error;
  GtkLabel *working_label;
  HallKeyButton *create_button;

  char *address;
  GCancellable *work; /* (owned) cancelled with the window: what is made by then stays */
};

G_DEFINE_FINAL_TYPE (HallFirstRunWindow, hall_first_run_window, ADW_TYPE_APPLICATION_WINDOW)

#define MIN_PASSWORD 8

/* --- The thread --- */

typedef struct {
  char *address;
  gboolean practice;
  char *org;
  char *hall;
  char *admin_number;
  char *admin_name;
  char *password;
} Order;

static void
order_free (gpointer data)
{
  Order *order = data;

  g_free (order->address);
  g_free (order->org);
  g_free (order->hall);
  g_free (order->admin_number);
  g_free (order->admin_name);
  /* Not even for the rest of the process's life. */
  if (order->password != NULL)
    explicit_bzero (order->password, strlen (order->password));
  g_free (order->password);
  g_free (order);
}

static gboolean
carry_out (const Order *order, GError **error)
{
  const HallSetup practice = { .sample = TRUE, .practice = TRUE };
  const HallSetup hall = { .hall_name = order->hall,
                           .org_name = order->org,
                           .admin_number = order->admin_number,
                           .admin_name = order->admin_name,
                           .admin_password = order->password };
  g_autofree char *folder = g_path_get_dirname (order->address);
  g_autoptr (HallClock) clock = hall_clock_new ();
  g_autoptr (GVariant) made = NULL;

  if (g_mkdir_with_parents (folder, 0700) != 0) {
    hall_set_error (error, HALL_ERROR_UNAVAILABLE, NULL, NULL, _ ("the folder %s cannot be made"), folder);
    return FALSE;
  }
  made = hall_engine_create (order->address, order->practice ? &practice : &hall, clock, error);
  if (made == NULL)
    return FALSE;
  /* A morning in a moment: customers wait when the desk opens. */
  return !order->practice || hall_play_morning (order->address, NULL, error);
}

static gpointer
thread_func (gpointer data)
{
  g_autoptr (GTask) task = data;
  GError *error = NULL;

  if (carry_out (g_task_get_task_data (task), &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
  return NULL;
}

static void
show_error (HallFirstRunWindow *self, const GError *error)
{
  g_autofree char *text = hall_shell_error_text (error);
  const char *page = gtk_stack_get_visible_child_name (self->pages);
  GtkLabel *label = g_strcmp0 (page, "cards") == 0 ? self->cards_error : self->error_label;

  gtk_label_set_text (label, text);
  gtk_widget_set_visible (GTK_WIDGET (label), TRUE);
}

static void
on_made_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (HallFirstRunWindow) self = HALL_FIRST_RUN_WINDOW (g_object_ref (source));
  const Order *order = g_task_get_task_data (G_TASK (result));
  g_autoptr (GError) error = NULL;
  GtkApplication *app = gtk_window_get_application (GTK_WINDOW (self));

  if (g_task_propagate_boolean (G_TASK (result), &error)) {
    if (HALL_IS_APPLICATION (app))
      hall_application_join (HALL_APPLICATION (app), self->address);
    else
      gtk_stack_set_visible_child_name (self->pages, "cards");
    return;
  }
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  gtk_stack_set_visible_child_name (self->pages, order->practice ? "cards" : "new");
  show_error (self, error);
}

static void
make (HallFirstRunWindow *self, Order *order)
{
  g_autoptr (GTask) task = g_task_new (self, self->work, on_made_cb, NULL);
  GThread *thread;

  gtk_label_set_text (self->working_label, order->practice
                                               ? _ ("Making the practice hall and playing its morning…")
                                               : _ ("Making the hall…"));
  gtk_stack_set_visible_child_name (self->pages, "working");
  g_task_set_task_data (task, order, order_free);
  thread = g_thread_new ("first-run", thread_func, g_steal_pointer (&task));
  g_thread_unref (thread);
}

/* --- Actions --- */

static Order *
order_new (HallFirstRunWindow *self)
{
  Order *order = g_new0 (Order, 1);

  order->address = g_strdup (self->address);
  return order;
}

static void
on_practice_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  HallFirstRunWindow *self = HALL_FIRST_RUN_WINDOW (widget);
  Order *order;

  /* Alt+1 is the first card, whichever that is. */
  if (gtk_widget_get_visible (GTK_WIDGET (self->local_button))) {
    gtk_widget_activate_action (widget, "first-run.local", NULL);
    return;
  }
  order = order_new (self);
  order->practice = TRUE;
  make (self, order);
}

static void
on_new_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  HallFirstRunWindow *self = HALL_FIRST_RUN_WINDOW (widget);

  gtk_stack_set_visible_child_name (self->pages, "new");
  gtk_window_set_default_widget (GTK_WINDOW (self), GTK_WIDGET (self->create_button));
  gtk_widget_grab_focus (GTK_WIDGET (self->org_row));
}

static void
on_back_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  HallFirstRunWindow *self = HALL_FIRST_RUN_WINDOW (widget);

  const gboolean from_join = g_strcmp0 (gtk_stack_get_visible_child_name (self->pages), "join") == 0;

  gtk_stack_set_visible_child_name (self->pages, "cards");
  gtk_window_set_default_widget (GTK_WINDOW (self), NULL);
  gtk_widget_grab_focus (GTK_WIDGET (from_join ? self->join_button : self->new_button));
}

static void
on_join_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  HallFirstRunWindow *self = HALL_FIRST_RUN_WINDOW (widget);

  gtk_stack_set_visible_child_name (self->pages, "join");
  hall_join_page_focus (self->join_page);
}

static void
open_hall (HallFirstRunWindow *self, const char *address)
{
  GtkApplication *app = gtk_window_get_application (GTK_WINDOW (self));

  if (HALL_IS_APPLICATION (app))
    hall_application_join (HALL_APPLICATION (app), address);
}

static void
on_joined_cb (HallFirstRunWindow *self, const char *address)
{
  open_hall (self, address);
}

static void
on_local_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  HallFirstRunWindow *self = HALL_FIRST_RUN_WINDOW (widget);

  open_hall (self, self->address);
}

static char *
dup_text (AdwEntryRow *row)
{
  return g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (row))));
}

static gboolean
say (HallFirstRunWindow *self, AdwEntryRow *row, const char *text)
{
  gtk_label_set_text (self->error_label, text);
  gtk_widget_set_visible (GTK_WIDGET (self->error_label), TRUE);
  gtk_widget_grab_focus (GTK_WIDGET (row));
  return FALSE;
}

/* What is missing is said beside the field it is missing in, first field first. */
static gboolean
check (HallFirstRunWindow *self)
{
  AdwEntryRow *rows[] = { self->org_row, self->hall_row, self->admin_number_row, self->admin_name_row };
  const char *password = gtk_editable_get_text (GTK_EDITABLE (self->password_row));

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autofree char *text = dup_text (rows[i]);
    g_autofree char *sentence = NULL;

    if (*text != '\0')
      continue;
    /* Translators: %s is the title of a field that was left empty */
    sentence = g_strdup_printf (_ ("Please fill in: %s"),
                                adw_preferences_row_get_title (ADW_PREFERENCES_ROW (rows[i])));
    return say (self, rows[i], sentence);
  }
  if (g_utf8_strlen (password, -1) < MIN_PASSWORD) {
    g_autofree char *sentence = g_strdup_printf (_ ("The password needs at least %d characters."),
                                                 MIN_PASSWORD);
    return say (self, ADW_ENTRY_ROW (self->password_row), sentence);
  }
  if (!g_str_equal (password, gtk_editable_get_text (GTK_EDITABLE (self->again_row))))
    return say (self, ADW_ENTRY_ROW (self->again_row), _ ("The two passwords are not the same."));
  return TRUE;
}

static void
on_create_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  HallFirstRunWindow *self = HALL_FIRST_RUN_WINDOW (widget);
  g_autofree char *number = NULL;
  Order *order;

  if (g_strcmp0 (gtk_stack_get_visible_child_name (self->pages), "new") != 0)
    return;
  gtk_widget_set_visible (GTK_WIDGET (self->error_label), FALSE);
  if (!check (self))
    return;
  order = order_new (self);
  order->org = dup_text (self->org_row);
  order->hall = dup_text (self->hall_row);
  number = dup_text (self->admin_number_row);
  order->admin_number = g_ascii_strup (number, -1);
  order->admin_name = dup_text (self->admin_name_row);
  order->password = g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->password_row)));
  make (self, order);
}

/* --- Life --- */

static void
hall_first_run_window_dispose (GObject *object)
{
  HallFirstRunWindow *self = HALL_FIRST_RUN_WINDOW (object);

  g_cancellable_cancel (self->work);
  g_clear_object (&self->work);
  g_clear_pointer (&self->address, g_free);
  gtk_widget_dispose_template (GTK_WIDGET (self), HALL_TYPE_FIRST_RUN_WINDOW);
  G_OBJECT_CLASS (hall_first_run_window_parent_class)->dispose (object);
}

static void
hall_first_run_window_class_init (HallFirstRunWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = hall_first_run_window_dispose;
  g_type_ensure (HALL_TYPE_KEY_BUTTON);
  g_type_ensure (HALL_TYPE_KEYCAP);
  g_type_ensure (HALL_TYPE_JOIN_PAGE);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/halldesk/HallDesk/hall-first-run-window.ui");
  gtk_widget_class_bind_template_child (widget_class, HallFirstRunWindow, pages);
  gtk_widget_class_bind_template_child (widget_class, HallFirstRunWindow, lead_label);
  gtk_widget_class_bind_template_child (widget_class, HallFirstRunWindow, local_button);
  gtk_widget_class_bind_template_child (widget_class, HallFirstRunWindow, join_button);
  gtk_widget_class_bind_template_child (widget_class, HallFirstRunWindow, join_page);
  gtk_widget_class_bind_template_callback (widget_class, on_joined_cb);
  gtk_widget_class_bind_template_child (widget_class, HallFirstRunWindow, practice_button);
  gtk_widget_class_bind_template_child (widget_class, HallFirstRunWindow, new_button);
  gtk_widget_class_bind_template_child (widget_class, HallFirstRunWindow, org_row);
  gtk_widget_class_bind_template_child (widget_class, HallFirstRunWindow, hall_row);
  gtk_widget_class_bind_template_child (widget_class, HallFirstRunWindow, admin_number_row);
  gtk_widget_class_bind_template_child (widget_class, HallFirstRunWindow, admin_name_row);
  gtk_widget_class_bind_template_child (widget_class, HallFirstRunWindow, password_row);
  gtk_widget_class_bind_template_child (widget_class, HallFirstRunWindow, again_row);
  gtk_widget_class_bind_template_child (widget_class, HallFirstRunWindow, error_label);
  gtk_widget_class_bind_template_child (widget_class, HallFirstRunWindow, cards_error);
  gtk_widget_class_bind_template_child (widget_class, HallFirstRunWindow, working_label);
  gtk_widget_class_bind_template_child (widget_class, HallFirstRunWindow, create_button);
  gtk_widget_class_install_action (widget_class, "first-run.practice", NULL, on_practice_cb);
  gtk_widget_class_install_action (widget_class, "first-run.new", NULL, on_new_cb);
  gtk_widget_class_install_action (widget_class, "first-run.join", NULL, on_join_cb);
  gtk_widget_class_install_action (widget_class, "first-run.local", NULL, on_local_cb);
  gtk_widget_class_install_action (widget_class, "first-run.back", NULL, on_back_cb);
  gtk_widget_class_install_action (widget_class, "first-run.create", NULL, on_create_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_1, GDK_ALT_MASK, "first-run.practice", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_2, GDK_ALT_MASK, "first-run.new", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_3, GDK_ALT_MASK, "first-run.join", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "first-run.back", NULL);
}

/* Another hall than the one that was open is wanted, and one is on this PC: nothing is made over it. */
static void
show_there_is_one (HallFirstRunWindow *self)
{
  gtk_label_set_text (self->lead_label, _ ("Which hall does this PC belong to?"));
  gtk_widget_set_visible (GTK_WIDGET (self->local_button), TRUE);
  gtk_widget_set_visible (GTK_WIDGET (self->practice_button), FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self->new_button), FALSE);
  gtk_widget_add_css_class (GTK_WIDGET (self->local_button), "suggested-action");
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "first-run.new", FALSE);
}

static void
hall_first_run_window_init (HallFirstRunWindow *self)
{
  self->work = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * hall_first_run_window_new:
 * @app: (nullable): the application; it opens the hall that is made here
 * @address: where the hall will be, a file
 *
 * Makes the first-run cards.
 *
 * Returns: (transfer none): a new window
 */
GtkWindow *
hall_first_run_window_new (HallApplication *app, const char *address)
{
  HallFirstRunWindow *self;

  g_return_val_if_fail (address != NULL, NULL);

  self = g_object_new (HALL_TYPE_FIRST_RUN_WINDOW, "application", app, NULL);
  self->address = g_strdup (address);
  if (app != NULL && g_file_test (address, G_FILE_TEST_EXISTS))
    show_there_is_one (self);
  /* The server that did not answer is one key away. */
  if (app != NULL && hall_address_is_server (hall_application_get_address (app)))
    hall_join_page_set_address (self->join_page, hall_application_get_address (app));
  return GTK_WINDOW (self);
}
