/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "hall-kiosk-number.h"

#include <glib/gi18n.h>

#include "hall-public.h"
#include "hall-qr.h"

/**
 * HallKioskNumber:
 *
 * The last page of the kiosk: the number, large enough to be photographed. It is right whether or not the
 * printer is.
 */
struct _HallKioskNumber {
  GtkGrid parent_instance;

  GtkWidget *banner;
  GtkImage *sign;
  GtkLabel *headline;
  GtkLabel *explain;
  GtkWidget *card;
  GtkLabel *caption;
  GtkLabel *label;
  GtkLabel *what;
  GtkLabel *ahead_before;
  GtkLabel *ahead;
  GtkLabel *ahead_after;
  HallQr *qr;
  GtkLabel *taken_at;
  GtkLabel *remember;
  GtkWidget *actions;
  GtkWidget *done;
  GtkLabel *done_text;
  GtkLabel *left;
  GtkProgressBar *progress;
};

G_DEFINE_FINAL_TYPE (HallKioskNumber, hall_kiosk_number, GTK_TYPE_GRID)

static void
hall_kiosk_number_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), HALL_TYPE_KIOSK_NUMBER);
  G_OBJECT_CLASS (hall_kiosk_number_parent_class)->dispose (object);
}

static void
hall_kiosk_number_class_init (HallKioskNumberClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = hall_kiosk_number_dispose;
  g_type_ensure (HALL_TYPE_QR);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/halldesk/HallDesk/hall-kiosk-number.ui");
  gtk_widget_class_bind_template_child (widget_class, HallKioskNumber, banner);
  gtk_widget_class_bind_template_child (widget_class, HallKioskNumber, sign);
  gtk_widget_class_bind_template_child (widget_class, HallKioskNumber, headline);
  gtk_widget_class_bind_template_child (widget_class, HallKioskNumber, explain);
  gtk_widget_class_bind_template_child (widget_class, HallKioskNumber, card);
  gtk_widget_class_bind_template_child (widget_class, HallKioskNumber, caption);
  gtk_widget_class_bind_template_child (widget_class, HallKioskNumber, label);
  gtk_widget_class_bind_template_child (widget_class, HallKioskNumber, what);
  gtk_widget_class_bind_template_child (widget_class, HallKioskNumber, ahead_before);
  gtk_widget_class_bind_template_child (widget_class, HallKioskNumber, ahead);
  gtk_widget_class_bind_template_child (widget_class, HallKioskNumber, ahead_after);
  gtk_widget_class_bind_template_child (widget_class, HallKioskNumber, qr);
  gtk_widget_class_bind_template_child (widget_class, HallKioskNumber, taken_at);
  gtk_widget_class_bind_template_child (widget_class, HallKioskNumber, remember);
  gtk_widget_class_bind_template_child (widget_class, HallKioskNumber, actions);
  gtk_widget_class_bind_template_child (widget_class, HallKioskNumber, done);
  gtk_widget_class_bind_template_child (widget_class, HallKioskNumber, done_text);
  gtk_widget_class_bind_template_child (widget_class, HallKioskNumber, left);
  gtk_widget_class_bind_template_child (widget_class, HallKioskNumber, progress);
}

static void
hall_kiosk_number_init (HallKioskNumber *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  hall_kiosk_number_arrange (self, FALSE);
}

/**
 * hall_kiosk_ticket_free:
 * @self: (transfer full) (nullable): a ticket
 *
 * Frees it.
 */
void
hall_kiosk_ticket_free (HallKioskTicket *self)
{
  if (self == NULL)
    return;
  g_free (self->label);
  g_free (self->what);
  g_free (self->qr);
  g_free (self->taken_at);
  g_free (self);
}

/* Why there is no paper, from the stem of the printer's own reason. */
static const char *
fault_sentence (HallWords *words, const char *fault)
{
  if (g_str_has_prefix (fault, "media-empty") || g_str_has_prefix (fault, "media-needed"))
    return hall_words_get (
        words, N_ ("The printer is out of paper; our staff know. Your number is valid, no need to take "
                   "another."));
  if (g_str_has_prefix (fault, "media-jam"))
    return hall_words_get (words,
                           N_ ("The paper is jammed; our staff know. Your number is valid, no need to take "
                               "another."));
  if (g_str_equal (fault, "none"))
    return hall_words_get (words, N_ ("This kiosk prints no paper. Your number is valid without one."));
  return hall_words_get (
      words, N_ ("The printer does not answer; our staff know. Your number is valid, no need to take "
                 "another."));
}

static void
show_banner (HallKioskNumber *self, HallWords *words, const char *fault)
{
  hall_public_set_class (self->banner, "taken", fault == NULL);
  gtk_image_set_from_icon_name (self->sign,
                                fault == NULL ? "object-select-symbolic" : "camera-photo-symbolic");
  hall_public_say (self->headline, fault == NULL
                                       ? hall_words_get (words, N_ ("Done. Please take your ticket"))
                                       : hall_words_get (words, N_ ("Please photograph your number")));
  gtk_label_set_text (
      self->explain,
      fault == NULL ? hall_words_get (words, N_ ("It comes out below. If it does not, photograph this page."))
                    : fault_sentence (words, fault));
  gtk_label_set_text (self->done_text, fault == NULL ? hall_words_get (words, N_ ("I have my ticket"))
                                                     : hall_words_get (words, N_ ("I have my photograph")));
  hall_public_name (self->done, gtk_label_get_text (self->done_text));
}

/**
 * hall_kiosk_number_show:
 * @self: the page
 * @words: the language
 * @ticket: the number
 * @fault: (nullable): the stem of what is wrong with the printer, %NULL when the paper comes
 *
 * Shows a number and what to do now.
 */
void
hall_kiosk_number_show (HallKioskNumber *self,
                        HallWords *words,
                        const HallKioskTicket *ticket,
                        const char *fault)
{
  g_autofree char *ahead = NULL;
  g_autofree char *taken_at = NULL;

  g_return_if_fail (HALL_IS_KIOSK_NUMBER (self));
  g_return_if_fail (HALL_IS_WORDS (words));
  g_return_if_fail (ticket != NULL);

  show_banner (self, words, fault);
  gtk_label_set_text (self->caption, hall_words_get (words, N_ ("Your number")));
  gtk_label_set_text (self->label, ticket->label);
  hall_public_set_class (GTK_WIDGET (self->label), "long", g_utf8_strlen (ticket->label, -1) > 4);
  gtk_label_set_text (self->what, ticket->what != NULL ? ticket->what : "");
  gtk_label_set_text (self->ahead_before, hall_words_get (words, N_ ("Before you:")));
  ahead = g_strdup_printf ("%" G_GINT64_FORMAT, ticket->ahead);
  gtk_label_set_text (self->ahead, ahead);
  gtk_label_set_text (self->ahead_after, hall_words_people (words));
  gtk_widget_set_visible (GTK_WIDGET (self->ahead_after), *hall_words_people (words) != '\0');
  hall_qr_set_text (self->qr, ticket->qr);
  gtk_widget_set_visible (GTK_WIDGET (self->qr), ticket->qr != NULL);
  /* Translators: %s is when the number was taken, 2026-11-20 09:05:31. */
  taken_at = g_strdup_printf (hall_words_get (words, N_ ("Taken %s")), ticket->taken_at);
  gtk_label_set_text (self->taken_at, taken_at);
  gtk_label_set_text (
      self->remember,
      hall_words_get (words, N_ ("Listen for the call and watch the board. Missed it? The guide desk brings "
                                 "your number back. Valid today.")));
}

/**
 * hall_kiosk_number_set_left:
 * @self: the page
 * @words: the language
 * @left_s: how long it still stays, in seconds
 * @whole_s: how long in all, in seconds
 *
 * Shows how long the number still stays on the screen.
 */
void
hall_kiosk_number_set_left (HallKioskNumber *self, HallWords *words, int left_s, int whole_s)
{
  g_autofree char *text = NULL;

  g_return_if_fail (HALL_IS_KIOSK_NUMBER (self));
  g_return_if_fail (whole_s > 0);

  /* Translators: %d is a number of seconds. */
  text = g_strdup_printf (hall_words_get (words, N_ ("This page closes in %d s")), left_s);
  gtk_label_set_text (self->left, text);
  gtk_progress_bar_set_fraction (self->progress, CLAMP ((double)left_s / whole_s, 0, 1));
}

/**
 * hall_kiosk_number_arrange:
 * @self: the page
 * @portrait: whether the screen is higher than wide
 *
 * Upright: what happened, the number, the way on. Wide: the number on the left, the rest beside it.
 */
void
hall_kiosk_number_arrange (HallKioskNumber *self, gboolean portrait)
{
  GtkLayoutManager *layout = gtk_widget_get_layout_manager (GTK_WIDGET (self));
  const struct {
    GtkWidget *child;
    int wide[3]; /* column, row, rows */
    int upright[3];
  } places[] = {
    { self->banner, { 1, 0, 1 }, { 0, 0, 1 } },
    { self->card, { 0, 0, 2 }, { 0, 1, 1 } },
    { self->actions, { 1, 1, 1 }, { 0, 2, 1 } },
  };

  g_return_if_fail (HALL_IS_KIOSK_NUMBER (self));

  for (gsize i = 0; i < G_N_ELEMENTS (places); i++) {
    const int *at = portrait ? places[i].upright : places[i].wide;
    GtkGridLayoutChild *place = GTK_GRID_LAYOUT_CHILD (
        gtk_layout_manager_get_layout_child (layout, places[i].child));

    gtk_grid_layout_child_set_column (place, at[0]);
    gtk_grid_layout_child_set_row (place, at[1]);
    gtk_grid_layout_child_set_row_span (place, at[2]);
  }
  gtk_grid_set_column_homogeneous (GTK_GRID (self), FALSE);
}
