/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "hall-sign-in-page.h"

#include <glib/gi18n.h>

#include "hall-error.h"
#include "hall-keycap.h"
#include "hall-shell.h"

/* Staff number, password, counter. Emits "signed-in" (staff, name, counter) when the hall has said yes. */
struct _HallSignInPage {
  AdwBin parent_instance;

  GtkLabel *hall_label;
  GtkLabel *org_label;
  GtkWidget *practice_hint;
  AdwEntryRow *staff_row;
  AdwPasswordEntryRow *password_row;
  AdwComboRow *counter_row;
  GtkLabel *error_label;
  GtkButton *sign_in_button;
  GtkSpinner *spinner;

  HallStore *store;     /* (owned) (nullable) */
  char *station;        /* (nullable) */
  gint64 counter;       /* where this workstation stands, 0 when not told */
  HallRole role;        /* who may sign in here, 0 for whoever sits at a counter */
  GListModel *counters; /* (owned) (nullable) of HallCounter */
  gboolean busy;
  gboolean no_counters; /* the hall has none yet */
  GCancellable *work;   /* (owned) of readings and signing in */
};

G_DEFINE_FINAL_TYPE (HallSignInPage, hall_sign_in_page, ADW_TYPE_BIN)

enum {
  SIGNED_IN,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static gint64
chosen_counter (HallSignInPage *self)
{
  guint at = adw_combo_row_get_selected (self->counter_row);
  g_autoptr (HallCounter) counter = NULL;

  if (self->counters == NULL || at == GTK_INVALID_LIST_POSITION)
    return self->counter;
  counter = g_list_model_get_item (self->counters, at);
  return counter != NULL ? counter->number : self->counter;
}

static void
show_error (HallSignInPage *self, const char *text)
{
  gtk_label_set_text (self->error_label, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (self->error_label), text != NULL);
}

static void
update (HallSignInPage *self)
{
  const gboolean filled = *gtk_editable_get_text (GTK_EDITABLE (self->staff_row)) != '\0'
                          && *gtk_editable_get_text (GTK_EDITABLE (self->password_row)) != '\0';

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "sign-in.go",
                                 filled && !self->busy && self->store != NULL
                                     && hall_store_is_connected (self->store));
  gtk_spinner_set_spinning (self->spinner, self->busy);
  gtk_widget_set_visible (GTK_WIDGET (self->spinner), self->busy);
}

static const char no_counters_text[] = N_ (
    "This hall has no counters yet. The administrator adds them with “halldesk do set-counter”.");

static const char *
lookup_text (GVariant *answer, const char *name, const char *fallback)
{
  const char *text = NULL;

  return g_variant_lookup (answer, name, "&s", &text) ? text : fallback;
}

/* Whoever is not meant to be here goes on where they were before, and is told where that is. */
static void
turn_away (HallSignInPage *self, GVariant *answer)
{
  const char *staff = lookup_text (answer, "staff", "");
  g_autoptr (HallCommand) leave = hall_command_new ("sign-out", g_variant_new_parsed ("@a{sv} {}"), staff, 0,
                                                    self->station, NULL);
  g_autofree char *text = NULL;
  gboolean resumed = FALSE;

  g_variant_lookup (answer, "resumed", "b", &resumed);
  if (!resumed)
    hall_store_do_async (self->store, leave, NULL, NULL, NULL);
  /* Translators: %s is the number and the name of somebody who is not the shift lead */
  text = g_strdup_printf (_ ("%s %s is not a shift lead. This is the shift lead’s screen: what waits for "
                             "approval and what is due is seen here. A counter’s desk is “halldesk desk”."),
                          staff, lookup_text (answer, "name", ""));
  show_error (self, text);
  gtk_widget_grab_focus (GTK_WIDGET (self->staff_row));
}

static gboolean
is_meant (HallSignInPage *self, GVariant *answer)
{
  HallRole roles = 0;

  return self->role == 0
         || (hall_roles_from_text (lookup_text (answer, "roles", ""), &roles, NULL)
             && (roles & self->role) != 0);
}

static void
on_signed_in_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (HallSignInPage) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) answer = hall_store_sign_in_finish (HALL_STORE (source), result, &error);
  g_autofree char *typed = NULL;
  gint64 counter;

  /* The window has gone while the password was checked: nobody is there to let in. */
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED)
      || gtk_widget_get_root (GTK_WIDGET (self)) == NULL)
    return;
  self->busy = FALSE;
  /* The hall never looked at it: it is not typed twice. */
  if (!hall_shell_error_passes (error))
    gtk_editable_set_text (GTK_EDITABLE (self->password_row), "");
  update (self);
  if (answer == NULL) {
    g_autofree char *text = hall_shell_error_text (error);

    show_error (self, text);
    gtk_widget_grab_focus (GTK_WIDGET (self->password_row));
    return;
  }
  if (!is_meant (self, answer)) {
    turn_away (self, answer);
    return;
  }
  show_error (self, NULL);
  counter = chosen_counter (self);
  g_variant_lookup (answer, "counter", "x", &counter);
  typed = g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->staff_row)));
  gtk_editable_set_text (GTK_EDITABLE (self->staff_row), "");
  g_signal_emit (self, signals[SIGNED_IN], 0, lookup_text (answer, "staff", typed),
                 lookup_text (answer, "name", ""), counter);
}

static void
sign_in (GtkWidget *widget, const char *action, GVariant *parameter)
{
  HallSignInPage *self = HALL_SIGN_IN_PAGE (widget);
  g_autofree char *staff = g_ascii_strup (gtk_editable_get_text (GTK_EDITABLE (self->staff_row)), -1);
  const gint64 counter = chosen_counter (self);

  g_strstrip (staff);
  if (counter == 0 && self->role == 0) {
    show_error (self, self->no_counters ? _ (no_counters_text) : _ ("Choose the counter you sit at."));
    return;
  }
  self->busy = TRUE;
  show_error (self, NULL);
  update (self);
  hall_store_sign_in_async (self->store, staff, gtk_editable_get_text (GTK_EDITABLE (self->password_row)),
                            counter, self->station, self->work, on_signed_in_cb, g_object_ref (self));
}

/* Enter in the number goes on to the password, Enter there signs in. */
static void
on_staff_activate_cb (AdwEntryRow *row, HallSignInPage *self)
{
  gtk_widget_grab_focus (GTK_WIDGET (self->password_row));
}

static void
on_password_activate_cb (AdwEntryRow *row, HallSignInPage *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "sign-in.go", NULL);
}

static char *
counter_title (HallCounter *counter)
{
  if (counter->staff == NULL)
    return g_strdup (counter->name);
  /* Translators: a counter, then who sits there already */
  return g_strdup_printf (_ ("%s · %s %s"), counter->name, counter->staff,
                          counter->staff_name != NULL ? counter->staff_name : "");
}

static void
on_counters_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (HallSignInPage) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GListModel) counters = hall_store_read_finish (HALL_STORE (source), result, &error);
  g_autoptr (GtkStringList) names = NULL;
  guint selected = G_MAXUINT;

  if (counters == NULL) {
    /* That the hall is away the banner says; the list that was read stays. */
    if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) && !hall_shell_error_passes (error)) {
      g_autofree char *text = hall_shell_error_text (error);
      show_error (self, text);
    }
    return;
  }
  names = gtk_string_list_new (NULL);
  for (guint i = 0; i < g_list_model_get_n_items (counters); i++) {
    g_autoptr (HallCounter) counter = g_list_model_get_item (counters, i);

    gtk_string_list_take (names, counter_title (counter));
    /* Where it is not told, the first place that is free. */
    if (self->counter != 0 ? counter->number == self->counter
                           : selected == G_MAXUINT && counter->staff == NULL)
      selected = i;
  }
  if (g_list_model_get_n_items (counters) == 0)
    show_error (self, _ (no_counters_text));
  else if (self->no_counters)
    show_error (self, NULL);
  self->no_counters = g_list_model_get_n_items (counters) == 0;
  g_set_object (&self->counters, counters);
  adw_combo_row_set_model (self->counter_row, G_LIST_MODEL (names));
  adw_combo_row_set_selected (self->counter_row, selected != G_MAXUINT ? selected : 0);
}

static void
read_counters (HallSignInPage *self)
{
  if (self->role != 0)
    return;
  hall_store_read_async (self->store, (HallReadFunc)hall_counters_read, NULL, g_object_unref, self->work,
                         on_counters_cb, g_object_ref (self));
}

/* Somebody sat down elsewhere, or the administrator adds the first counters while this page is open. */
static void
on_changed_cb (HallSignInPage *self, guint topics, HallStore *store)
{
  if ((topics & (HALL_TOPIC_SETUP | HALL_TOPIC_COUNTERS)) == 0 || !gtk_widget_get_mapped (GTK_WIDGET (self)))
    return;
  if (chosen_counter (self) != 0)
    self->counter = chosen_counter (self);
  read_counters (self);
}

static void
on_info_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (HallSignInPage) self = data;
  g_autoptr (GError) error = NULL;
  HallInfo *info = hall_store_read_finish (HALL_STORE (source), result, &error);

  if (info == NULL)
    return;
  gtk_label_set_text (self->hall_label, info->hall_name);
  gtk_label_set_text (self->org_label, info->org_name);
  gtk_widget_set_visible (self->practice_hint, info->practice);
  hall_info_free (info);
}

static void
read_all (HallSignInPage *self)
{
  hall_store_read_async (self->store, (HallReadFunc)hall_info_read, NULL, hall_info_free, self->work,
                         on_info_cb, g_object_ref (self));
  read_counters (self);
}

static void
on_connected_cb (HallSignInPage *self)
{
  update (self);
  if (!hall_store_is_connected (self->store))
    return;
  show_error (self, NULL);
  if (chosen_counter (self) != 0)
    self->counter = chosen_counter (self);
  read_all (self);
}

static void
hall_sign_in_page_dispose (GObject *object)
{
  HallSignInPage *self = HALL_SIGN_IN_PAGE (object);

  g_cancellable_cancel (self->work);
  g_clear_object (&self->work);
  g_clear_object (&self->counters);
  g_clear_object (&self->store);
  g_clear_pointer (&self->station, g_free);
  gtk_widget_dispose_template (GTK_WIDGET (self), HALL_TYPE_SIGN_IN_PAGE);
  G_OBJECT_CLASS (hall_sign_in_page_parent_class)->dispose (object);
}

static void
hall_sign_in_page_class_init (HallSignInPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = hall_sign_in_page_dispose;
  /**
   * HallSignInPage::signed-in:
   * @staff: the staff number
   * @name: the person's name
   * @counter: the counter
   */
  signals[SIGNED_IN] = g_signal_new ("signed-in", HALL_TYPE_SIGN_IN_PAGE, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                     NULL, G_TYPE_NONE, 3, G_TYPE_STRING, G_TYPE_STRING, G_TYPE_INT64);
  g_type_ensure (HALL_TYPE_KEYCAP);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/halldesk/HallDesk/hall-sign-in-page.ui");
  gtk_widget_class_bind_template_child (widget_class, HallSignInPage, hall_label);
  gtk_widget_class_bind_template_child (widget_class, HallSignInPage, org_label);
  gtk_widget_class_bind_template_child (widget_class, HallSignInPage, practice_hint);
  gtk_widget_class_bind_template_child (widget_class, HallSignInPage, staff_row);
  gtk_widget_class_bind_template_child (widget_class, HallSignInPage, password_row);
  gtk_widget_class_bind_template_child (widget_class, HallSignInPage, counter_row);
  gtk_widget_class_bind_template_child (widget_class, HallSignInPage, error_label);
  gtk_widget_class_bind_template_child (widget_class, HallSignInPage, sign_in_button);
  gtk_widget_class_bind_template_child (widget_class, HallSignInPage, spinner);
  gtk_widget_class_bind_template_callback (widget_class, update);
  gtk_widget_class_bind_template_callback (widget_class, on_staff_activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_password_activate_cb);
  gtk_widget_class_install_action (widget_class, "sign-in.go", NULL, sign_in);
}

static void
hall_sign_in_page_init (HallSignInPage *self)
{
  self->work = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  update (self);
}

/**
 * hall_sign_in_page_new:
 *
 * Returns: (transfer floating): a new page
 */
GtkWidget *
hall_sign_in_page_new (void)
{
  return g_object_new (HALL_TYPE_SIGN_IN_PAGE, NULL);
}

/**
 * hall_sign_in_page_set_role:
 * @self: the page
 * @role: who may sign in here, such as the shift lead
 *
 * Makes it the page of a screen that is no counter's: nobody is asked where they sit, and whoever does not
 * have the role is told so.
 */
void
hall_sign_in_page_set_role (HallSignInPage *self, HallRole role)
{
  g_return_if_fail (HALL_IS_SIGN_IN_PAGE (self));

  self->role = role;
  gtk_widget_set_visible (GTK_WIDGET (self->counter_row), role == 0);
}

/**
 * hall_sign_in_page_set_store:
 * @self: the page
 * @store: the hall
 * @station: (nullable): what this workstation is called
 * @counter: the counter it stands at, 0 when not told
 *
 * Reads the hall's name and its counters anew. Who sits where is part of the list (004-51).
 */
void
hall_sign_in_page_set_store (HallSignInPage *self, HallStore *store, const char *station, gint64 counter)
{
  g_return_if_fail (HALL_IS_SIGN_IN_PAGE (self) && HALL_IS_STORE (store));

  if (g_set_object (&self->store, store)) {
    g_signal_connect_object (store, "changed", G_CALLBACK (on_changed_cb), self, G_CONNECT_SWAPPED);
    g_signal_connect_object (store, "notify::connected", G_CALLBACK (on_connected_cb), self,
                             G_CONNECT_SWAPPED);
  }
  if (self->station != station) {
    g_free (self->station);
    self->station = g_strdup (station);
  }
  self->counter = counter;
  read_all (self);
  update (self);
}

/**
 * hall_sign_in_page_focus:
 * @self: the page
 *
 * Puts the cursor where typing begins.
 */
void
hall_sign_in_page_focus (HallSignInPage *self)
{
  g_return_if_fail (HALL_IS_SIGN_IN_PAGE (self));

  gtk_widget_grab_focus (GTK_WIDGET (self->staff_row));
}
