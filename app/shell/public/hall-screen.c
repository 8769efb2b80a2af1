/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "hall-screen.h"

#include <glib/gi18n-lib.h>

/**
 * HallScreen:
 *
 * What a public screen stands on. Its style sheet (css/public.css) is written in `em` for one sheet of 192 x
 * 108 (portrait 108 x 192) em; the stage sets the font size that everything inherits so that the sheet fills
 * the window, from 1280x720 to 4K. Where the words of the day need more room than the sheet has, the unit
 * shrinks until they fit: on a screen that nobody can scroll nothing may be cut off.
 */

#define SHEET_LONG_EM 192.0
#define SHEET_SHORT_EM 108.0
#define SMALLEST_FIT 0.4
#define LEAST_WIDTH_PX 320
#define LEAST_HEIGHT_PX 200

struct _HallScreen {
  GtkWidget parent_instance;

  GtkWidget *child; /* (owned) (nullable) */
  gboolean practice;
  gboolean portrait;

  GtkCssProvider *provider; /* (owned) the font size */
  double unit_px;           /* one em */
  double fit;               /* (0, 1]: how much the words of the day made it smaller */
  guint overflows;          /* layouts in a row that did not fit */
  double wanted_px;         /* the unit that the next idle sets */
  guint restyle_id;
};

enum { PROP_0, PROP_CHILD, PROP_PORTRAIT, N_PROPS };
static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (HallScreen, hall_screen, GTK_TYPE_WIDGET)

static void
set_unit (HallScreen *self, double unit_px)
{
  g_autofree char *css = NULL;
  char number[G_ASCII_DTOSTR_BUF_SIZE];

  self->unit_px = unit_px;
  g_ascii_formatd (number, sizeof number, "%.2f", unit_px);
  css = g_strdup_printf ("hall-screen { font-size: %spx; }", number);
  gtk_css_provider_load_from_data (self->provider, css, -1);
}

static gboolean
on_restyle_cb (gpointer data)
{
  HallScreen *self = data;

  self->restyle_id = 0;
  if (self->portrait != gtk_widget_has_css_class (GTK_WIDGET (self), "portrait")) {
    if (self->portrait)
      gtk_widget_add_css_class (GTK_WIDGET (self), "portrait");
    else
      gtk_widget_remove_css_class (GTK_WIDGET (self), "portrait");
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PORTRAIT]);
  }
  if (ABS (self->wanted_px - self->unit_px) > 0.001)
    set_unit (self, self->wanted_px);
  else
    gtk_widget_queue_resize (GTK_WIDGET (self));
  return G_SOURCE_REMOVE;
}

/* Not from within the allocation itself: a new style during a layout asks for another one. */
static void
restyle_soon (HallScreen *self, double unit_px)
{
  self->wanted_px = unit_px;
  if (self->restyle_id == 0)
    self->restyle_id = g_idle_add_full (G_PRIORITY_HIGH_IDLE, on_restyle_cb, self, NULL);
}

static double
sheet_unit (HallScreen *self, int width, int height)
{
  double across = self->portrait ? SHEET_SHORT_EM : SHEET_LONG_EM;
  double down = self->portrait ? SHEET_LONG_EM : SHEET_SHORT_EM;

  return MIN (width / across, height / down);
}

static void
hall_screen_measure (GtkWidget *widget,
                     GtkOrientation orientation,
                     int for_size,
                     int *minimum,
                     int *natural,
                     int *minimum_baseline,
                     int *natural_baseline)
{
  /* The window decides and the sheet follows, never the other way round. */
  *minimum = orientation == GTK_ORIENTATION_HORIZONTAL ? LEAST_WIDTH_PX : LEAST_HEIGHT_PX;
  *natural = orientation == GTK_ORIENTATION_HORIZONTAL ? 1280 : 720;
}

static void
hall_screen_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  HallScreen *self = HALL_SCREEN (widget);
  int least_width = 0;
  int least_height = 0;
  double unit;

  if (self->child == NULL || !gtk_widget_should_layout (self->child))
    return;

  if (self->portrait != (height > width)) {
    self->portrait = height > width;
    self->fit = 1.0;
  }
  unit = sheet_unit (self, width, height) * self->fit;
  gtk_widget_measure (self->child, GTK_ORIENTATION_HORIZONTAL, -1, &least_width, NULL, NULL, NULL);
  gtk_widget_measure (self->child, GTK_ORIENTATION_VERTICAL, MAX (width, least_width), &least_height, NULL,
                      NULL, NULL);
  if (ABS (unit - self->unit_px) > 0.05) {
    self->overflows = 0;
    restyle_soon (self, unit);
  } else if ((least_width > width || least_height > height) && self->fit > SMALLEST_FIT) {
    /* Twice, for the first layout after new words still counts with the widths of the old ones. */
    if (self->overflows++ > 0)
      self->fit *= 0.99
                   * MIN ((double)width / MAX (width, least_width),
                          (double)height / MAX (height, least_height));
    restyle_soon (self, sheet_unit (self, width, height) * self->fit);
  } else {
    self->overflows = 0;
  }
  gtk_widget_allocate (self->child, MAX (width, least_width), MAX (height, least_height), -1, NULL);
}

/* 练习 across the whole screen: nobody may take a practice hall for the real one. */
static void
snapshot_practice (HallScreen *self, GtkSnapshot *snapshot, int width, int height)
{
  g_autoptr (PangoLayout) layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), _ ("PRACTICE"));
  PangoFontDescription *font = pango_font_description_from_string ("Noto Sans CJK SC Bold");
  const GdkRGBA colour = { 0.50, 0.50, 0.50, 0.13 };
  int text_width;
  int text_height;

  pango_font_description_set_absolute_size (font, MIN (width, height) * 0.30 * PANGO_SCALE);
  pango_layout_set_font_description (layout, font);
  pango_font_description_free (font);
  pango_layout_get_pixel_size (layout, &text_width, &text_height);
  if (text_width > 0.9 * width) {
    PangoFontDescription *smaller = pango_font_description_copy (pango_layout_get_font_description (layout));

    pango_font_description_set_absolute_size (smaller, pango_font_description_get_size (smaller) * 0.9 * width
                                                           / text_width);
    pango_layout_set_font_description (layout, smaller);
    pango_font_description_free (smaller);
    pango_layout_get_pixel_size (layout, &text_width, &text_height);
  }
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (width / 2.0f, height / 2.0f));
  gtk_snapshot_rotate (snapshot, -24.0f);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (-text_width / 2.0f, -text_height / 2.0f));
  gtk_snapshot_append_layout (snapshot, layout, &colour);
  gtk_snapshot_restore (snapshot);
}

static void
hall_screen_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  HallScreen *self = HALL_SCREEN (widget);

  GTK_WIDGET_CLASS (hall_screen_parent_class)->snapshot (widget, snapshot);
  if (self->practice)
    snapshot_practice (self, snapshot, gtk_widget_get_width (widget), gtk_widget_get_height (widget));
}

static void
hall_screen_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  HallScreen *self = HALL_SCREEN (object);

  switch (id) {
  case PROP_CHILD:
    g_value_set_object (value, self->child);
    break;
  case PROP_PORTRAIT:
    g_value_set_boolean (value, self->portrait);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
hall_screen_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  switch (id) {
  case PROP_CHILD:
    hall_screen_set_child (HALL_SCREEN (object), g_value_get_object (value));
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
hall_screen_dispose (GObject *object)
{
  HallScreen *self = HALL_SCREEN (object);

  g_clear_handle_id (&self->restyle_id, g_source_remove);
  g_clear_pointer (&self->child, gtk_widget_unparent);
  g_clear_object (&self->provider);
  G_OBJECT_CLASS (hall_screen_parent_class)->dispose (object);
}

static void
hall_screen_class_init (HallScreenClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = hall_screen_get_property;
  object_class->set_property = hall_screen_set_property;
  object_class->dispose = hall_screen_dispose;
  widget_class->measure = hall_screen_measure;
  widget_class->size_allocate = hall_screen_size_allocate;
  widget_class->snapshot = hall_screen_snapshot;

  /**
   * HallScreen:child:
   *
   * The sheet.
   */
  properties[PROP_CHILD] = g_param_spec_object ("child", NULL, NULL, GTK_TYPE_WIDGET,
                                                G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY
                                                    | G_PARAM_STATIC_STRINGS);
  /**
   * HallScreen:portrait:
   *
   * Whether the window is higher than wide. The style class `portrait` follows it.
   */
  properties[PROP_PORTRAIT] = g_param_spec_boolean (
      "portrait", NULL, NULL, FALSE, G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  gtk_widget_class_set_css_name (widget_class, "hall-screen");
}

static void
hall_screen_init (HallScreen *self)
{
  self->fit = 1.0;
  self->provider = gtk_css_provider_new ();
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
  gtk_style_context_add_provider (gtk_widget_get_style_context (GTK_WIDGET (self)),
                                  GTK_STYLE_PROVIDER (self->provider),
                                  GTK_STYLE_PROVIDER_PRIORITY_APPLICATION + 1);
  set_unit (self, 5.0); /* small: the first layout must not be larger than the screen */
}

/**
 * hall_screen_get_child:
 * @self: the stage
 *
 * The sheet that stands on the stage.
 *
 * Returns: (transfer none) (nullable): the widget
 */
GtkWidget *
hall_screen_get_child (HallScreen *self)
{
  g_return_val_if_fail (HALL_IS_SCREEN (self), NULL);

  return self->child;
}

/**
 * hall_screen_set_child:
 * @self: the stage
 * @child: (nullable): the sheet
 *
 * Puts a sheet on the stage in place of the one before.
 */
void
hall_screen_set_child (HallScreen *self, GtkWidget *child)
{
  g_return_if_fail (HALL_IS_SCREEN (self));
  g_return_if_fail (child == NULL || GTK_IS_WIDGET (child));

  if (self->child == child)
    return;
  g_clear_pointer (&self->child, gtk_widget_unparent);
  self->child = child;
  if (child != NULL)
    gtk_widget_set_parent (child, GTK_WIDGET (self));
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CHILD]);
}

/**
 * hall_screen_set_practice:
 * @self: the stage
 * @practice: whether this is a practice hall
 *
 * Draws the watermark of a practice hall over everything, or takes it away.
 */
void
hall_screen_set_practice (HallScreen *self, gboolean practice)
{
  g_return_if_fail (HALL_IS_SCREEN (self));

  if (self->practice == practice)
    return;
  self->practice = practice;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/**
 * hall_screen_is_portrait:
 * @self: the stage
 *
 * Whether the window is higher than wide.
 *
 * Returns: whether the sheet is an upright one
 */
gboolean
hall_screen_is_portrait (HallScreen *self)
{
  g_return_val_if_fail (HALL_IS_SCREEN (self), FALSE);

  return self->portrait;
}

/**
 * hall_screen_get_unit:
 * @self: the stage
 *
 * How large one em of the style sheet is now; a sheet of 1920x1080 has 10.
 *
 * Returns: px
 */
double
hall_screen_get_unit (HallScreen *self)
{
  g_return_val_if_fail (HALL_IS_SCREEN (self), 0);

  return self->unit_px;
}

/**
 * hall_screen_refit:
 * @self: the stage
 *
 * Lets the sheet have its full size again: for another page or another language.
 */
void
hall_screen_refit (HallScreen *self)
{
  g_return_if_fail (HALL_IS_SCREEN (self));

  if (self->fit < 1.0) {
    self->fit = 1.0;
    gtk_widget_queue_resize (GTK_WIDGET (self));
  }
}
