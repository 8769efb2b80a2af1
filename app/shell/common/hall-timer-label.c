/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "hall-timer-label.h"

/* Runs from a moment on. It has no timer of its own: the window ticks all its labels with the hall's time. */
struct _HallTimerLabel {
  AdwBin parent_instance;

  GtkLabel *label;
  gint64 since; /* µs since the epoch, 0 for none; breaks are already counted off */
  gint64 now;   /* µs since the epoch, of the last tick */
};

G_DEFINE_FINAL_TYPE (HallTimerLabel, hall_timer_label, ADW_TYPE_BIN)

static void
hall_timer_label_class_init (HallTimerLabelClass *klass)
{
  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (klass), GTK_ACCESSIBLE_ROLE_TIMER);
}

static void
hall_timer_label_init (HallTimerLabel *self)
{
  self->label = GTK_LABEL (gtk_label_new (NULL));
  gtk_widget_add_css_class (GTK_WIDGET (self->label), "num");
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->label));
}

static void
update (HallTimerLabel *self)
{
  g_autofree char *text = self->since != 0 ? hall_duration_text (self->now - self->since) : g_strdup ("");

  if (!g_str_equal (text, gtk_label_get_text (self->label)))
    gtk_label_set_text (self->label, text);
}

/**
 * hall_timer_label_new:
 *
 * Returns: (transfer floating): a new timer, empty
 */
GtkWidget *
hall_timer_label_new (void)
{
  return g_object_new (HALL_TYPE_TIMER_LABEL, NULL);
}

/**
 * hall_timer_label_set_since:
 * @self: a timer
 * @since_us: from when it runs, µs since the epoch; 0 empties it
 *
 * Sets the moment it runs from.
 */
void
hall_timer_label_set_since (HallTimerLabel *self, gint64 since_us)
{
  g_return_if_fail (HALL_IS_TIMER_LABEL (self));

  self->since = since_us;
  update (self);
}

/**
 * hall_timer_label_tick:
 * @self: a timer
 * @now_us: the hall's time, µs since the epoch
 *
 * Shows the time that has passed until @now_us.
 */
void
hall_timer_label_tick (HallTimerLabel *self, gint64 now_us)
{
  g_return_if_fail (HALL_IS_TIMER_LABEL (self));

  self->now = now_us;
  update (self);
}

/**
 * hall_timer_label_get_text:
 * @self: a timer
 *
 * Returns: (transfer none): what stands on it
 */
const char *
hall_timer_label_get_text (HallTimerLabel *self)
{
  g_return_val_if_fail (HALL_IS_TIMER_LABEL (self), NULL);

  return gtk_label_get_text (self->label);
}

/**
 * hall_duration_text:
 * @duration_us: a duration in µs; under zero counts as zero
 *
 * Returns: (transfer full): "04:12", from an hour on "1:04:12"
 */
char *
hall_duration_text (gint64 duration_us)
{
  gint64 s = MAX (duration_us, 0) / G_USEC_PER_SEC;

  if (s >= 3600)
    return g_strdup_printf ("%d:%02d:%02d", (int)(s / 3600), (int)(s / 60 % 60), (int)(s % 60));
  return g_strdup_printf ("%02d:%02d", (int)(s / 60), (int)(s % 60));
}
