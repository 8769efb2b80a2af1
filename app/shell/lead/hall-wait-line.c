/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "hall-wait-line.h"

#include <glib/gi18n.h>

#define LEAST_WIDTH 24
#define LEAST_HEIGHT 44
#define AXIS 15 /* px for the two hours under the line */

/* How many waited since the hall opened: a small line, drawn with the colours of the theme. */
struct _HallWaitLine {
  GtkWidget parent_instance;

  GArray *points; /* of guint */
  char *from;     /* (nullable) the hour of the first point */
  char *until;    /* (nullable) the hour of the last one */
};

G_DEFINE_FINAL_TYPE (HallWaitLine, hall_wait_line, GTK_TYPE_WIDGET)

static double
height_of (HallWaitLine *self, guint at, double height)
{
  guint most = 4;

  for (guint i = 0; i < self->points->len; i++)
    most = MAX (most, g_array_index (self->points, guint, i));
  return height - 3 - (height - 6) * g_array_index (self->points, guint, at) / most;
}

static void
trace (HallWaitLine *self, cairo_t *cr, double width, double height)
{
  const guint n = self->points->len;

  for (guint i = 0; i < n; i++)
    cairo_line_to (cr, 3 + (width - 6) * i / MAX (1, n - 1), height_of (self, i, height));
}

static void
draw_line (HallWaitLine *self, cairo_t *cr, double width, double height)
{
  GtkStyleContext *style = gtk_widget_get_style_context (GTK_WIDGET (self));
  GdkRGBA colour;

  if (!gtk_style_context_lookup_color (style, "accent_color", &colour))
    gtk_style_context_get_color (style, &colour);
  gdk_cairo_set_source_rgba (cr, &colour);
  cairo_set_line_width (cr, 2);
  cairo_set_line_join (cr, CAIRO_LINE_JOIN_ROUND);
  trace (self, cr, width, height);
  cairo_stroke (cr);
  cairo_arc (cr, width - 3, height_of (self, self->points->len - 1, height), 3, 0, 2 * G_PI);
  cairo_fill (cr);
  colour.alpha = 0.12f;
  gdk_cairo_set_source_rgba (cr, &colour);
  cairo_move_to (cr, 3, height);
  trace (self, cr, width, height);
  cairo_line_to (cr, width - 3, height);
  cairo_fill (cr);
}

static void
draw_hour (HallWaitLine *self, GtkSnapshot *snapshot, const char *text, gboolean right)
{
  g_autoptr (PangoLayout) layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), text);
  int width;

  pango_layout_get_pixel_size (layout, &width, NULL);
  gtk_snapshot_render_layout (snapshot, gtk_widget_get_style_context (GTK_WIDGET (self)),
                              right ? gtk_widget_get_width (GTK_WIDGET (self)) - width : 0,
                              gtk_widget_get_height (GTK_WIDGET (self)) - AXIS, layout);
}

static void
hall_wait_line_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  HallWaitLine *self = HALL_WAIT_LINE (widget);
  const float width = (float)gtk_widget_get_width (widget);
  const float height = (float)gtk_widget_get_height (widget);
  cairo_t *cr;

  if (self->points->len < 2)
    return;
  cr = gtk_snapshot_append_cairo (snapshot, &GRAPHENE_RECT_INIT (0, 0, width, height));
  draw_line (self, cr, width, height - AXIS);
  cairo_destroy (cr);
  draw_hour (self, snapshot, self->from, FALSE);
  draw_hour (self, snapshot, self->until, TRUE);
}

static void
hall_wait_line_measure (
    GtkWidget *widget, GtkOrientation orientation, int for_size, int *least, int *natural, int *b1, int *b2)
{
  *least = orientation == GTK_ORIENTATION_HORIZONTAL ? LEAST_WIDTH : LEAST_HEIGHT;
  *natural = orientation == GTK_ORIENTATION_HORIZONTAL ? 10 * LEAST_WIDTH : LEAST_HEIGHT;
  *b1 = *b2 = -1;
}

static void
hall_wait_line_finalize (GObject *object)
{
  HallWaitLine *self = HALL_WAIT_LINE (object);

  g_array_unref (self->points);
  g_free (self->from);
  g_free (self->until);
  G_OBJECT_CLASS (hall_wait_line_parent_class)->finalize (object);
}

static void
hall_wait_line_class_init (HallWaitLineClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = hall_wait_line_finalize;
  widget_class->snapshot = hall_wait_line_snapshot;
  widget_class->measure = hall_wait_line_measure;
  gtk_widget_class_set_css_name (widget_class, "waitline");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
hall_wait_line_init (HallWaitLine *self)
{
  self->points = g_array_new (FALSE, TRUE, sizeof (guint));
}

/**
 * hall_wait_line_new:
 *
 * Returns: (transfer floating): a new line, empty
 */
GtkWidget *
hall_wait_line_new (void)
{
  return g_object_new (HALL_TYPE_WAIT_LINE, NULL);
}

/**
 * hall_wait_line_set:
 * @self: a line
 * @points: (array length=n) (nullable): how many waited, at equal times
 * @n: how many points
 * @from: the hour of the first
 * @until: the hour of the last
 *
 * Shows another day so far.
 */
void
hall_wait_line_set (HallWaitLine *self, const guint *points, guint n, const char *from, const char *until)
{
  guint most = 0;
  g_autofree char *name = NULL;

  g_return_if_fail (HALL_IS_WAIT_LINE (self) && (points != NULL || n == 0));

  g_array_set_size (self->points, 0);
  if (n > 0)
    g_array_append_vals (self->points, points, n);
  g_free (self->from);
  g_free (self->until);
  self->from = g_strdup (from);
  self->until = g_strdup (until);
  for (guint i = 0; i < n; i++)
    most = MAX (most, points[i]);
  /* Translators: what the small line over the day shows, for a screen reader; %d is how many waited at most
   */
  name = g_strdup_printf (_ ("People waiting since the hall opened, at most %d"), (int)most);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}
