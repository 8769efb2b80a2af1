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
 * @HALL_KIOSK_TROUBLE: the hall cannot be reached
 *
 * What a page without a choice says.
 */
typedef enum {
  HALL_KIOSK_CLOSED,
  HALL_KIOSK_ASK,
  HALL_KIOSK_NOT_TAKEN,
  HALL_KIOSK_TROUBLE,
} HallKioskNoticeKind;

#define HALL_TYPE_KIOSK_NOTICE (hall_kiosk_notice_get_type ())
G_DECLARE_FINAL_TYPE (HallKioskNotice, hall_kiosk_notice, HALL, KIOSK_NOTICE, GtkBox)

void hall_kiosk_notice_show (HallKioskNotice *self,
                             HallWords *words,
                             HallKioskNoticeKind kind,
                             const HallInfo *info);

G_END_DECLS
