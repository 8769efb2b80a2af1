/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "hall-views.h"
#include "hall-words.h"

G_BEGIN_DECLS

/**
 * HallKioskTicket:
 * @label: "A015"
 * @what: what it is for, in the language of the screen
 * @qr: the number of its paper, which a reader of the code on the photograph gets as well
 * @taken_at: "2026-11-20 09:05:31"
 * @ahead: how many will be called before
 *
 * The number that somebody just took.
 */
typedef struct {
  char *label;
  char *what;
  char *qr;
  char *taken_at;
  gint64 ahead;
} HallKioskTicket;

void hall_kiosk_ticket_free (HallKioskTicket *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HallKioskTicket, hall_kiosk_ticket_free)

#define HALL_TYPE_KIOSK_NUMBER (hall_kiosk_number_get_type ())
G_DECLARE_FINAL_TYPE (HallKioskNumber, hall_kiosk_number, HALL, KIOSK_NUMBER, GtkGrid)

void hall_kiosk_number_show (HallKioskNumber *self,
                             HallWords *words,
                             const HallKioskTicket *ticket,
                             const char *fault);
void hall_kiosk_number_set_left (HallKioskNumber *self, HallWords *words, int left_s, int whole_s);
void hall_kiosk_number_arrange (HallKioskNumber *self, gboolean portrait);

G_END_DECLS
