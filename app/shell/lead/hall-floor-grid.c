/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "hall-floor-grid.h"

#include <glib/gi18n.h>

#include "hall-pill.h"
#include "hall-timer-label.h"

/* The counters, one a line: what each does, who sits there, what goes on since when, who waits. A hall has so
 * few that all of them are widgets. */
struct _HallFloorGrid {
  AdwBin parent_instance;

  GtkGrid *grid;
  GPtrArray *lines; /* of Line */
  gint64 now;       /* µs since the epoch, of the last tick */
};

typedef struct {
  HallFloorLine *counter; /* (owned) */
  GtkLabel *number;
  GtkLabel *business;
  GtkImage *dot;
  GtkLabel *staff;
  HallPill *pill;
  HallTimerLabel *timer;
  GtkLabel *ticket;
  GtkLabel *waiting;
  HallPill *trouble;
} Line;

G_DEFINE_FINAL_TYPE (HallFloorGrid, hall_floor_grid, ADW_TYPE_BIN)

static void
line_free (gpointer data)
{
  Line *line = data;

  g_clear_object (&line->counter);
  g_free (line);
}

/* --- Making --- */

static GtkWidget *
new_label (float xalign, const char *style)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), xalign);
  gtk_widget_set_valign (label, GTK_ALIGN_CENTER);
  if (style != NULL)
    gtk_widget_add_css_class (label, style);
  return label;
}

static void
add_head (HallFloorGrid *self)
{
  const char *const heads[] = { _ ("Counter"), _ ("Business"), _ ("Who"),
                                _ ("State"),   _ ("Ticket"),   C_ ("column", "Waiting") };

  for (guint i = 0; i < G_N_ELEMENTS (heads); i++) {
    GtkWidget *head = new_label (i == G_N_ELEMENTS (heads) - 1 ? 1 : 0, "floor-head");

    gtk_label_set_text (GTK_LABEL (head), heads[i]);
    gtk_grid_attach (self->grid, head, (int)i, 0, 1, 1);
  }
}

static GtkWidget *
new_person (Line *line)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  line->dot = g_object_new (GTK_TYPE_IMAGE, "icon-name", "media-record-symbolic", "accessible-role",
                            GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL);
  line->staff = GTK_LABEL (new_label (0, NULL));
  gtk_label_set_ellipsize (line->staff, PANGO_ELLIPSIZE_END);
  gtk_label_set_width_chars (line->staff, 5);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (line->dot));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (line->staff));
  return box;
}

static GtkWidget *
new_state (Line *line)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9);

  line->pill = HALL_PILL (hall_pill_new ());
  line->timer = HALL_TIMER_LABEL (hall_timer_label_new ());
  line->trouble = HALL_PILL (hall_pill_new ());
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (line->pill));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (line->timer));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (line->trouble));
  gtk_widget_set_hexpand (box, TRUE);
  return box;
}

static void
add_line (HallFloorGrid *self)
{
  Line *line = g_new0 (Line, 1);
  const int row = 2 * (int)self->lines->len + 2;
  GtkWidget *rule = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  GtkWidget *state = new_state (line);

  gtk_widget_add_css_class (rule, "floor-line");
  gtk_grid_attach (self->grid, rule, 0, row - 1, 6, 1);
  line->number = GTK_LABEL (new_label (0, "q-no"));
  gtk_widget_add_css_class (GTK_WIDGET (line->number), "floor-row");
  line->business = GTK_LABEL (new_label (0, NULL));
  gtk_label_set_ellipsize (line->business, PANGO_ELLIPSIZE_END);
  gtk_label_set_width_chars (line->business, 5);
  line->ticket = GTK_LABEL (new_label (0, "row-title"));
  gtk_widget_add_css_class (GTK_WIDGET (line->ticket), "num");
  line->waiting = GTK_LABEL (new_label (1, "row-title"));
  gtk_widget_add_css_class (GTK_WIDGET (line->waiting), "num");
  gtk_grid_attach (self->grid, GTK_WIDGET (line->number), 0, row, 1, 1);
  gtk_grid_attach (self->grid, GTK_WIDGET (line->business), 1, row, 1, 1);
  gtk_grid_attach (self->grid, new_person (line), 2, row, 1, 1);
  gtk_grid_attach (self->grid, state, 3, row, 1, 1);
  gtk_grid_attach (self->grid, GTK_WIDGET (line->ticket), 4, row, 1, 1);
  gtk_grid_attach (self->grid, GTK_WIDGET (line->waiting), 5, row, 1, 1);
  g_ptr_array_add (self->lines, line);
}

static void
drop_line (HallFloorGrid *self)
{
  const int row = 2 * (int)self->lines->len;

  gtk_grid_remove_row (self->grid, row);
  gtk_grid_remove_row (self->grid, row - 1);
  g_ptr_array_remove_index (self->lines, self->lines->len - 1);
}

/* --- Showing --- */

static void
show_paused (Line *line)
{
  HallFloorLine *counter = line->counter;
  g_autofree char *text = counter->pause_reason != NULL
                              /* Translators: a counter is away for a moment; %s is why */
                              ? g_strdup_printf (_ ("Away: %s"), counter->pause_reason)
                              : g_strdup (_ ("Away"));
  g_autofree char *over = g_strdup_printf (_ ("%s, too long"), text);

  hall_pill_set (line->pill, counter->over ? "warn" : "plain",
                 counter->over ? "alarm-symbolic" : "media-playback-pause-symbolic",
                 counter->over ? over : text);
}

static void
show_state (Line *line)
{
  HallFloorLine *counter = line->counter;
  const char *state = counter->state;

  if (g_str_equal (state, "paused"))
    show_paused (line);
  else if (g_str_equal (state, "serving"))
    hall_pill_set (line->pill, "ok", NULL, _ ("Serving"));
  else if (g_str_equal (state, "called"))
    hall_pill_set (line->pill, "info", NULL, _ ("Called"));
  else if (g_str_equal (state, "open"))
    hall_pill_set (line->pill, counter->over ? "warn" : "plain", counter->over ? "alarm-symbolic" : NULL,
                   counter->over ? _ ("Idle, people wait") : _ ("Idle"));
  else
    hall_pill_set (line->pill, "plain", NULL,
                   g_str_equal (state, "signed-in") ? _ ("Signed in, not open") : _ ("Not open"));
  hall_timer_label_set_since (line->timer, counter->since);
}

static void
show_trouble (Line *line)
{
  const gint64 n = line->counter->troubles;
  g_autofree char *text = g_strdup_printf (
      /* Translators: papers that did not come out and need somebody at the printer */
      g_dngettext (GETTEXT_PACKAGE, "%d paper stuck", "%d papers stuck", (gulong)n), (int)n);

  hall_pill_set (line->trouble, "warn", "printer-symbolic", n > 0 ? text : NULL);
}

static void
show (HallFloorGrid *self, Line *line)
{
  HallFloorLine *counter = line->counter;
  g_autofree char *number = g_strdup_printf ("%d", (int)counter->number);
  g_autofree char *waiting = g_strdup_printf ("%d", (int)counter->waiting);
  g_autofree char *staff = counter->staff != NULL
                               ? g_strdup_printf ("%s %s", counter->staff,
                                                  counter->staff_name != NULL ? counter->staff_name : "")
                               : g_strdup ("—");
  const gboolean there = counter->staff != NULL && !g_str_equal (counter->state, "paused");

  gtk_label_set_text (line->number, number);
  gtk_label_set_text (line->business, counter->business != NULL ? counter->business : counter->name);
  gtk_widget_set_tooltip_text (GTK_WIDGET (line->business), counter->business);
  gtk_label_set_text (line->staff, staff);
  gtk_widget_set_css_classes (GTK_WIDGET (line->dot), (const char *[]){ there ? "dot-on" : "dot-off", NULL });
  gtk_label_set_text (line->ticket, counter->ticket != NULL ? counter->ticket : "—");
  gtk_label_set_text (line->waiting, waiting);
  show_state (line);
  show_trouble (line);
  if (self->now != 0)
    hall_timer_label_tick (line->timer, self->now);
}

/* --- Life --- */

static void
hall_floor_grid_finalize (GObject *object)
{
  g_ptr_array_unref (HALL_FLOOR_GRID (object)->lines);
  G_OBJECT_CLASS (hall_floor_grid_parent_class)->finalize (object);
}

static void
hall_floor_grid_class_init (HallFloorGridClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = hall_floor_grid_finalize;
}

static void
hall_floor_grid_init (HallFloorGrid *self)
{
  self->lines = g_ptr_array_new_with_free_func (line_free);
  self->grid = GTK_GRID (gtk_grid_new ());
  gtk_grid_set_column_spacing (self->grid, 15);
  add_head (self);
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->grid));
}

/**
 * hall_floor_grid_new:
 *
 * Returns: (transfer floating): a new grid, empty
 */
GtkWidget *
hall_floor_grid_new (void)
{
  return g_object_new (HALL_TYPE_FLOOR_GRID, NULL);
}

/**
 * hall_floor_grid_set_counters:
 * @self: a grid
 * @counters: of #HallFloorLine
 *
 * Shows a new reading; a line that is there already stays.
 */
void
hall_floor_grid_set_counters (HallFloorGrid *self, GListModel *counters)
{
  const guint n = g_list_model_get_n_items (counters);

  g_return_if_fail (HALL_IS_FLOOR_GRID (self) && G_IS_LIST_MODEL (counters));

  while (self->lines->len > n)
    drop_line (self);
  while (self->lines->len < n)
    add_line (self);
  for (guint i = 0; i < n; i++) {
    Line *line = g_ptr_array_index (self->lines, i);

    g_clear_object (&line->counter);
    line->counter = g_list_model_get_item (counters, i);
    show (self, line);
  }
}

/**
 * hall_floor_grid_tick:
 * @self: a grid
 * @now_us: the hall's time, µs since the epoch
 *
 * Moves its clocks.
 */
void
hall_floor_grid_tick (HallFloorGrid *self, gint64 now_us)
{
  g_return_if_fail (HALL_IS_FLOOR_GRID (self));

  self->now = now_us;
  for (guint i = 0; i < self->lines->len; i++)
    hall_timer_label_tick (((Line *)g_ptr_array_index (self->lines, i))->timer, now_us);
}
