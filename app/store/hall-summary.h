/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "hall-engine.h"

G_BEGIN_DECLS

gpointer hall_summary_read (HallEngine *engine, GVariant *params, GError **error);

G_END_DECLS
