/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "hall-views.h"
#include "hall-words.h"

G_BEGIN_DECLS

/**
 * HallKioskNoticeKind:
 * @HALL_KIOSK_CLOSED: no numbers are given at this time
 * @HALL_KIOSK_ASK: the guide desk will help
 * @HALL_KIOSK_NOT_TAKEN: the hall refused to give a number
 * @HALL_KIOSK_TROUBLE: something is wrong that does not go by itself
 * @HALL_KIOSK_AWAY: the hall cannot be reached just now
 * @HALL_KIOSK_PENDING: the hall went away after a number was asked for; it comes when the hall is back
 *
 * What a page without a choice says.
 */
typedef enum {
  HALL_KIOSK_CLOSED,
  HALL_KIOSK_ASK,
  HALL_KIOSK_NOT_TAKEN,
  HALL_KIOSK_TROUBLE,
  HALL_KIOSK_AWAY,
  HALL_KIOSK_PENDING,
} HallKioskNoticeKind;

#define HALL_TYPE_KIOSK_NOTICE (hall_kiosk_notice_get_type ())
G_DECLARE_FINAL_TYPE (HallKioskNotice, hall_kiosk_notice, HALL, KIOSK_NOTICE, GtkBox)

void hall_kiosk_notice_show (HallKioskNotice *self,
                             HallWords *words,
                             HallKioskNoticeKind kind,
                             const HallInfo *info);

G_END_DECLS
