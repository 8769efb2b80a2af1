/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "hall-store.h"

G_BEGIN_DECLS

/**
 * HallReaderFunc:
 * @owner: whose screen it is
 * @view: (transfer full) (nullable): what was read, %NULL when it could not be
 * @error: (nullable): why not
 *
 * Shows what was read.
 */
typedef void (*HallReaderFunc) (gpointer owner, gpointer view, const GError *error);

#define HALL_TYPE_READER (hall_reader_get_type ())
G_DECLARE_FINAL_TYPE (HallReader, hall_reader, HALL, READER, GObject)

HallReader *hall_reader_new (HallStore *store,
                             HallTopic topics,
                             HallReadFunc func,
                             GVariant *params,
                             GDestroyNotify free_view,
                             HallReaderFunc show,
                             gpointer owner);
void hall_reader_read (HallReader *self);
void hall_reader_set_params (HallReader *self, GVariant *params);
void hall_reader_stop (HallReader *self);

G_END_DECLS
