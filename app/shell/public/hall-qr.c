/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "hall-qr.h"

#include <qrencode.h>

#define QUIET_MODULES 4 /* the white border that readers need */

/**
 * HallQr:
 *
 * A QR code on the screen, for the photograph that stands in for a paper. Always black on white, whole pixels
 * a module.
 */
struct _HallQr {
  GtkWidget parent_instance;

  QRcode *code; /* (owned) (nullable) */
};

G_DEFINE_FINAL_TYPE (HallQr, hall_qr, GTK_TYPE_WIDGET)

static void
hall_qr_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  static const GdkRGBA black = { 0, 0, 0, 1 };
  static const GdkRGBA white = { 1, 1, 1, 1 };
  HallQr *self = HALL_QR (widget);
  int width = gtk_widget_get_width (widget);
  int height = gtk_widget_get_height (widget);
  int modules;
  int pixels;
  float left;
  float top;

  if (self->code == NULL)
    return;
  modules = self->code->width + 2 * QUIET_MODULES;
  pixels = MIN (width, height) / modules;
  if (pixels == 0)
    return;
  left = (float)((width - pixels * modules) / 2);
  top = (float)((height - pixels * modules) / 2);
  gtk_snapshot_append_color (
      snapshot, &white,
      &GRAPHENE_RECT_INIT (left, top, (float)(pixels * modules), (float)(pixels * modules)));
  for (int y = 0; y < self->code->width; y++)
    for (int x = 0; x < self->code->width; x++)
      if (self->code->data[y * self->code->width + x] & 1)
        gtk_snapshot_append_color (snapshot, &black,
                                   &GRAPHENE_RECT_INIT (left + (float)(pixels * (x + QUIET_MODULES)),
                                                        top + (float)(pixels * (y + QUIET_MODULES)),
                                                        (float)pixels, (float)pixels));
}

static void
hall_qr_finalize (GObject *object)
{
  HallQr *self = HALL_QR (object);

  g_clear_pointer (&self->code, QRcode_free);
  G_OBJECT_CLASS (hall_qr_parent_class)->finalize (object);
}

static void
hall_qr_class_init (HallQrClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = hall_qr_finalize;
  GTK_WIDGET_CLASS (klass)->snapshot = hall_qr_snapshot;
  gtk_widget_class_set_css_name (GTK_WIDGET_CLASS (klass), "qr");
  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (klass), GTK_ACCESSIBLE_ROLE_IMG);
}

static void
hall_qr_init (HallQr *self)
{
}

/**
 * hall_qr_set_text:
 * @self: the code
 * @text: (nullable): what a reader shall read, %NULL for an empty place
 *
 * Shows @text as a QR code.
 */
void
hall_qr_set_text (HallQr *self, const char *text)
{
  g_return_if_fail (HALL_IS_QR (self));

  g_clear_pointer (&self->code, QRcode_free);
  if (text != NULL)
    self->code = QRcode_encodeString (text, 0, QR_ECLEVEL_M, QR_MODE_8, 1);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}
