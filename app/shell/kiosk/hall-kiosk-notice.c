/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "hall-kiosk-notice.h"

#include <glib/gi18n.h>

#include "hall-public.h"

/**
 * HallKioskNotice:
 *
 * A page that says one thing: closed, ask the guide desk, no number this time, out of order.
 */
struct _HallKioskNotice {
  GtkBox parent_instance;

  GtkImage *sign;
  GtkLabel *title;
  GtkLabel *text;
  GtkWidget *hours_box;
  GtkLabel *hours_caption;
  GtkLabel *hours;
  GtkLabel *phone;
  GtkWidget *actions;
  GtkButton *back;
  GtkLabel *idle;
};

G_DEFINE_FINAL_TYPE (HallKioskNotice, hall_kiosk_notice, GTK_TYPE_BOX)

static const struct {
  const char *icon;
  const char *title;
  const char *text;
  gboolean hours;
  gboolean back;
} kinds[] = {
  [HALL_KIOSK_CLOSED] = { "preferences-system-time-symbolic", N_ ("No numbers are given now"),
                          N_ ("Everybody who has a number will be served."), TRUE, FALSE },
  [HALL_KIOSK_ASK]
  = { "dialog-question-symbolic", N_ ("Please come to the guide desk"),
      N_ ("We look at it with you and tell you everything at once. You need no number for that."), FALSE,
      TRUE },
  [HALL_KIOSK_NOT_TAKEN] = { "dialog-information-symbolic", N_ ("No number was taken"),
                             N_ ("Please ask the guide desk, we will help you there."), FALSE, TRUE },
  [HALL_KIOSK_TROUBLE]
  = { "dialog-warning-symbolic", N_ ("This kiosk is out of order"),
      N_ ("Please take your number at the guide desk. Numbers already taken stay valid."), FALSE, FALSE },
  [HALL_KIOSK_AWAY] = { "dialog-information-symbolic", N_ ("Numbers cannot be given just now"),
                        N_ ("Please ask at the guide desk. Numbers already taken stay valid."), FALSE,
                        FALSE },
  [HALL_KIOSK_PENDING] = { "preferences-system-time-symbolic", N_ ("One moment, please"),
                           N_ ("Your number is on its way and comes by itself. If it takes too long, please "
                               "ask at the guide desk."),
                           FALSE, FALSE },
};

static void
hall_kiosk_notice_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), HALL_TYPE_KIOSK_NOTICE);
  G_OBJECT_CLASS (hall_kiosk_notice_parent_class)->dispose (object);
}

static void
hall_kiosk_notice_class_init (HallKioskNoticeClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = hall_kiosk_notice_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, "/org/halldesk/HallDesk/hall-kiosk-notice.ui");
  gtk_widget_class_bind_template_child (widget_class, HallKioskNotice, sign);
  gtk_widget_class_bind_template_child (widget_class, HallKioskNotice, title);
  gtk_widget_class_bind_template_child (widget_class, HallKioskNotice, text);
  gtk_widget_class_bind_template_child (widget_class, HallKioskNotice, hours_box);
  gtk_widget_class_bind_template_child (widget_class, HallKioskNotice, hours_caption);
  gtk_widget_class_bind_template_child (widget_class, HallKioskNotice, hours);
  gtk_widget_class_bind_template_child (widget_class, HallKioskNotice, phone);
  gtk_widget_class_bind_template_child (widget_class, HallKioskNotice, actions);
  gtk_widget_class_bind_template_child (widget_class, HallKioskNotice, back);
  gtk_widget_class_bind_template_child (widget_class, HallKioskNotice, idle);
}

static void
hall_kiosk_notice_init (HallKioskNotice *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * hall_kiosk_notice_show:
 * @self: the page
 * @words: the language
 * @kind: what to say
 * @info: (nullable): the hall, for its hours and telephone
 *
 * Says it.
 */
void
hall_kiosk_notice_show (HallKioskNotice *self,
                        HallWords *words,
                        HallKioskNoticeKind kind,
                        const HallInfo *info)
{
  gboolean hours;
  gboolean phone;

  g_return_if_fail (HALL_IS_KIOSK_NOTICE (self));
  g_return_if_fail (HALL_IS_WORDS (words));
  g_return_if_fail (kind < G_N_ELEMENTS (kinds));

  gtk_image_set_from_icon_name (self->sign, kinds[kind].icon);
  hall_public_say (self->title, hall_words_get (words, kinds[kind].title));
  hall_public_say (self->text, hall_words_get (words, kinds[kind].text));

  hours = kinds[kind].hours && info != NULL && info->open_from != NULL && info->open_until != NULL;
  gtk_widget_set_visible (self->hours_box, hours);
  if (hours) {
    g_autofree char *text = g_strdup_printf ("%s – %s", info->open_from, info->open_until);

    gtk_label_set_text (self->hours_caption, hall_words_get (words, N_ ("Opening hours")));
    gtk_label_set_text (self->hours, text);
  }
  phone = info != NULL && info->phone != NULL && *info->phone != '\0';
  gtk_widget_set_visible (GTK_WIDGET (self->phone), phone && !kinds[kind].back);
  if (phone) {
    /* Translators: %s is the telephone number for complaints about the service. */
    g_autofree char *text = g_strdup_printf (hall_words_get (words, N_ ("Supervision: %s")), info->phone);

    gtk_label_set_text (self->phone, text);
  }
  gtk_widget_set_visible (self->actions, kinds[kind].back);
  gtk_button_set_label (self->back, hall_words_get (words, N_ ("Back to the first page")));
  gtk_label_set_text (self->idle, hall_words_get (words, N_ ("Returns to the first page by itself")));
}
