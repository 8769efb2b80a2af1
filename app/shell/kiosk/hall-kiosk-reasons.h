/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "hall-words.h"

G_BEGIN_DECLS

#define HALL_KIOSK_N_REASONS 6

const char *hall_kiosk_reason_code (guint index);
const char *hall_kiosk_reason_name (HallWords *words, const char *code);
const char *hall_kiosk_reason_proof (HallWords *words, const char *code);

G_END_DECLS
