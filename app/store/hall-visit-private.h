/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "hall-tx.h"

G_BEGIN_DECLS

/* commands-visit.c */
gboolean hall_visit_finish (HallTx *tx, gint64 ticket, GError **error);

/* commands-case-back.c */
gboolean hall_case_do_hand_back (HallTx *tx, GError **error);
gboolean hall_case_give_back (HallTx *tx, gint64 file, gboolean all, GError **error);
gboolean hall_case_check_handed_back (HallTx *tx, gint64 file, GError **error);

G_END_DECLS
