/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "hall-command.h"
#include "hall-engine.h"

G_BEGIN_DECLS

#define HALL_TYPE_STORE (hall_store_get_type ())
G_DECLARE_FINAL_TYPE (HallStore, hall_store, HALL, STORE, GObject)

/**
 * HallReadFunc:
 * @engine: the engine, on the worker's thread
 * @params: (nullable): what was given to hall_store_read_async()
 * @error: what went wrong
 *
 * Reads something for a screen. The readers are in hall-views.h; screens name them, they write none.
 *
 * Returns: (transfer full): the view, complete; %NULL with @error set otherwise
 */
typedef gpointer (*HallReadFunc) (HallEngine *engine, GVariant *params, GError **error);

HallStore *hall_store_new (const char *address, HallClock *clock);
const char *hall_store_get_address (HallStore *self);
HallClock *hall_store_get_clock (HallStore *self);
gboolean hall_store_is_connected (HallStore *self);

void hall_store_open_async (HallStore *self,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer data);
gboolean hall_store_open_finish (HallStore *self, GAsyncResult *result, GError **error);
void hall_store_close (HallStore *self);

void hall_store_do_async (HallStore *self,
                          HallCommand *command,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer data);
GVariant *hall_store_do_finish (HallStore *self, GAsyncResult *result, GError **error);

void hall_store_sign_in_async (HallStore *self,
                               const char *staff,
                               const char *password,
                               gint64 counter,
                               const char *station,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer data);
GVariant *hall_store_sign_in_finish (HallStore *self, GAsyncResult *result, GError **error);

void hall_store_check_password_async (HallStore *self,
                                      const char *staff,
                                      const char *password,
                                      GCancellable *cancellable,
                                      GAsyncReadyCallback callback,
                                      gpointer data);
gboolean hall_store_check_password_finish (HallStore *self, GAsyncResult *result, GError **error);
void hall_store_forget_key (HallStore *self);

void hall_store_read_async (HallStore *self,
                            HallReadFunc func,
                            GVariant *params,
                            GDestroyNotify free_result,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer data);
gpointer hall_store_read_finish (HallStore *self, GAsyncResult *result, GError **error);

G_END_DECLS
