/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "hall-db.h"

G_BEGIN_DECLS

/**
 * HallRoles:
 * @owner: has the tables; nobody signs in as it
 * @desk: the counters' PCs
 * @station: kiosk, board, counter displays
 *
 * The roles of one hall in its database server, called after its database.
 */
typedef struct {
  char *owner;
  char *desk;
  char *station;
} HallRoles;

void hall_roles_clear (HallRoles *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (HallRoles, hall_roles_clear)
gboolean hall_roles_read (HallRoles *self, HallDb *db, GError **error);
char *hall_roles_fill (const HallRoles *self, const char *script);

/* An administrator's connection to the server on which a hall is to be made. */
typedef struct _HallServer HallServer;

HallServer *hall_server_open (const char *address, GError **error);
void hall_server_free (HallServer *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HallServer, hall_server_free)

gboolean hall_server_make_database (HallServer *self, GError **error);
void hall_server_drop_database (HallServer *self);
gboolean hall_server_make_roles (HallServer *self, HallDb *db, HallRoles *roles, GError **error);
gboolean hall_server_act_as_owner (HallDb *db, const HallRoles *roles, GError **error);
GVariant *hall_server_get_access (HallServer *self);

G_END_DECLS
