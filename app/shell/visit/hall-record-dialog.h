/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "hall-ask-dialog.h"
#include "hall-visit-view.h"

G_BEGIN_DECLS

HallAskDialog *hall_record_dialog_new (GtkWindow *parent,
                                       HallStore *store,
                                       const char *station,
                                       const HallDeskView *view,
                                       HallVisitLine *open,
                                       GListModel *departments);

G_END_DECLS
