/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "hall-cash-draft.h"

G_BEGIN_DECLS

void hall_cash_keep (const char *address, gint64 counter, gint64 ticket, const HallCashDraft *draft);
HallCashDraft *hall_cash_load (const char *address, gint64 counter, gint64 ticket);

G_END_DECLS
