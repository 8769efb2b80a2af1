/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "hall-connection-banner.h"

#include <glib/gi18n.h>

#include "hall-address.h"
#include "hall-application.h"
#include "hall-timer-label.h"

/**
 * HallConnectionBanner:
 *
 * Says on a screen of the staff that the hall cannot be reached, for how long, and that nothing has to be
 * done about it. It comes with `HallStore:connected` and goes with it. Before the hall was reached for the
 * first time it tells when the next try is, and offers to choose another hall.
 */
struct _HallConnectionBanner {
  AdwBin parent_instance;

  GtkRevealer *revealer;
  GtkLabel *text;
  GtkLabel *reason;
  GtkLabel *timer;
  GtkWidget *choose_button;

  HallStore *store; /* (owned) (nullable) */
  gboolean joined;  /* the hall was reached once */
  gint64 since;     /* monotonic µs: when the hall went away, 0 while it is there */
  guint tick_id;
};

G_DEFINE_FINAL_TYPE (HallConnectionBanner, hall_connection_banner, ADW_TYPE_BIN)

static HallApplication *
find_application (HallConnectionBanner *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkApplication *app = GTK_IS_WINDOW (root) ? gtk_window_get_application (GTK_WINDOW (root)) : NULL;

  return HALL_IS_APPLICATION (app) ? HALL_APPLICATION (app) : NULL;
}

static const char *
sentence (HallConnectionBanner *self, HallApplication *app)
{
  if (!hall_address_is_server (hall_store_get_address (self->store)))
    return _ (
        "The hall cannot be reached. What was done is kept; the desk goes on by itself as soon as it is "
        "back.");
  if (self->joined)
    return _ ("The hall’s server cannot be reached. What you typed stays; work goes on by itself when it is "
              "back.");
  if (app != NULL && hall_application_is_asking (app))
    return _ ("The hall’s server asks for the password of this PC; this desk joins when it is given.");
  return _ ("The hall’s server cannot be reached. This desk joins by itself as soon as it is back.");
}

static char *
time_text (HallConnectionBanner *self, HallApplication *app)
{
  const gint64 now = g_get_monotonic_time ();
  g_autofree char *passed = hall_duration_text (now - self->since);
  gint64 next;

  if (self->joined || app == NULL)
    /* Translators: for how long the hall has not been reached, such as "00:12" */
    return g_strdup_printf (_ ("for %s"), passed);
  if (hall_application_is_asking (app))
    return g_strdup ("");
  next = hall_application_get_next_try (app);
  if (next > now)
    /* Translators: seconds until the server is tried again */
    return g_strdup_printf (_ ("Trying again in %d s"), (int)((next - now) / G_USEC_PER_SEC + 1));
  return g_strdup (_ ("Trying now…"));
}

static void
set_text (GtkLabel *label, const char *text)
{
  if (!g_str_equal (text, gtk_label_get_text (label)))
    gtk_label_set_text (label, text);
}

/* The time has its own label, so that no screen reader is told to read the sentence out every second. Reason
 * and button belong to the start alone: in the middle of a day nobody leaves the hall for another. */
static void
show (HallConnectionBanner *self)
{
  HallApplication *app = find_application (self);
  const char *reason = app != NULL && !self->joined ? hall_application_get_trouble (app) : NULL;
  g_autofree char *time = time_text (self, app);

  set_text (self->text, sentence (self, app));
  set_text (self->timer, time);
  set_text (self->reason, reason != NULL ? reason : "");
  gtk_widget_set_visible (GTK_WIDGET (self->reason), reason != NULL);
  gtk_widget_set_visible (self->choose_button,
                          !self->joined && app != NULL && hall_application_can_choose (app));
}

static gboolean
on_tick_cb (gpointer data)
{
  show (data);
  return G_SOURCE_CONTINUE;
}

static void
update (HallConnectionBanner *self)
{
  const gboolean away = self->store != NULL && !hall_store_is_connected (self->store);

  if (away && self->since == 0) {
    self->since = g_get_monotonic_time ();
    self->tick_id = g_timeout_add_seconds (1, on_tick_cb, self);
    show (self);
  } else if (!away) {
    self->joined = self->joined || self->store != NULL;
    self->since = 0;
    g_clear_handle_id (&self->tick_id, g_source_remove);
  }
  gtk_revealer_set_reveal_child (self->revealer, away);
  gtk_widget_set_visible (GTK_WIDGET (self), away);
}

static void
hall_connection_banner_dispose (GObject *object)
{
  HallConnectionBanner *self = HALL_CONNECTION_BANNER (object);

  g_clear_handle_id (&self->tick_id, g_source_remove);
  adw_bin_set_child (ADW_BIN (self), NULL);
  g_clear_object (&self->store);
  G_OBJECT_CLASS (hall_connection_banner_parent_class)->dispose (object);
}

static void
hall_connection_banner_class_init (HallConnectionBannerClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = hall_connection_banner_dispose;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/halldesk/HallDesk/hall-connection-banner.ui");
  gtk_widget_class_bind_template_child (widget_class, HallConnectionBanner, revealer);
  gtk_widget_class_bind_template_child (widget_class, HallConnectionBanner, text);
  gtk_widget_class_bind_template_child (widget_class, HallConnectionBanner, reason);
  gtk_widget_class_bind_template_child (widget_class, HallConnectionBanner, timer);
  gtk_widget_class_bind_template_child (widget_class, HallConnectionBanner, choose_button);
}

static void
hall_connection_banner_init (HallConnectionBanner *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * hall_connection_banner_new:
 *
 * Returns: (transfer floating): a banner that shows nothing yet
 */
GtkWidget *
hall_connection_banner_new (void)
{
  return g_object_new (HALL_TYPE_CONNECTION_BANNER, NULL);
}

/**
 * hall_connection_banner_set_store:
 * @self: the banner
 * @store: the hall, open or not yet
 *
 * Follows the connection of @store from now on. Called once.
 */
void
hall_connection_banner_set_store (HallConnectionBanner *self, HallStore *store)
{
  g_return_if_fail (HALL_IS_CONNECTION_BANNER (self) && HALL_IS_STORE (store));
  g_return_if_fail (self->store == NULL);

  self->store = g_object_ref (store);
  g_signal_connect_object (store, "notify::connected", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);
}

/**
 * hall_connection_banner_get_text:
 * @self: the banner
 *
 * Returns: (transfer none) (nullable): what it says; %NULL while it shows nothing
 */
const char *
hall_connection_banner_get_text (HallConnectionBanner *self)
{
  g_return_val_if_fail (HALL_IS_CONNECTION_BANNER (self), NULL);

  return self->since != 0 ? gtk_label_get_text (self->text) : NULL;
}
