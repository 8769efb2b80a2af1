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

/* Reason and button belong to the start alone: in the middle of a day nobody leaves the hall for another. */
static void
show_start (HallConnectionBanner *self, HallApplication *app)
{
  const char *reason = app != NULL && !self->joined ? hall_application_get_trouble (app) : NULL;

  gtk_widget_set_visible (self->choose_button,
                          !self->joined && app != NULL && hall_application_can_choose (app));
  gtk_label_set_text (self->reason, reason != NULL ? reason : "");
  gtk_widget_set_visible (GTK_WIDGET (self->reason), reason != NULL);
}

/* Its own label, which no screen reader is told to read out every second. */
static void
show_time (HallConnectionBanner *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkApplication *app = GTK_IS_WINDOW (root) ? gtk_window_get_application (GTK_WINDOW (root)) : NULL;
  HallApplication *ours = HALL_IS_APPLICATION (app) ? HALL_APPLICATION (app) : NULL;
  const gint64 now = g_get_monotonic_time ();
  const gint64 next = ours != NULL && !self->joined ? hall_application_get_next_try (ours) : 0;
  g_autofree char *passed = hall_duration_text (now - self->since);
  g_autofree char *text = NULL;

  if (self->joined || ours == NULL)
    /* Translators: for how long the hall has not been reached, such as "00:12" */
    text = g_strdup_printf (_ ("for %s"), passed);
  else if (next > now)
    /* Translators: seconds until the server is tried again */
    text = g_strdup_printf (_ ("Trying again in %d s"), (int)((next - now) / G_USEC_PER_SEC + 1));
  else
    text = g_strdup (_ ("Trying now…"));
  gtk_label_set_text (self->timer, text);
  show_start (self, ours);
}

static gboolean
on_tick_cb (gpointer data)
{
  show_time (data);
  return G_SOURCE_CONTINUE;
}

static const char *
sentence (HallConnectionBanner *self)
{
  if (!hall_address_is_server (hall_store_get_address (self->store)))
    return _ (
        "The hall cannot be reached. What was done is kept; the desk goes on by itself as soon as it is "
        "back.");
  if (!self->joined)
    return _ ("The hall’s server cannot be reached. This desk joins by itself as soon as it is back.");
  return _ ("The hall’s server cannot be reached. What you typed stays; work goes on by itself when it is "
            "back.");
}

static void
update (HallConnectionBanner *self)
{
  const gboolean away = self->store != NULL && !hall_store_is_connected (self->store);

  if (away && self->since == 0) {
    self->since = g_get_monotonic_time ();
    gtk_label_set_text (self->text, sentence (self));
    self->tick_id = g_timeout_add_seconds (1, on_tick_cb, self);
    show_time (self);
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
