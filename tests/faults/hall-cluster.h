/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * HallCluster:
 * @dir: its folder, gone at the end
 * @port: where it listens, on loopback only
 *
 * A PostgreSQL server of the test's own, that writes through to the disk as a hall's does, to be stopped,
 * frozen, cut and followed by a standby. Nothing of the system's own cluster is touched.
 */
typedef struct {
  char *dir;
  int port;
  GPid server;    /* 0 while it is stopped */
  GArray *frozen; /* of int: process ids */
} HallCluster;

gboolean hall_cluster_is_possible (void);
HallCluster *hall_cluster_new (void);
HallCluster *hall_cluster_new_standby (HallCluster *primary);
void hall_cluster_free (HallCluster *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HallCluster, hall_cluster_free)

void hall_cluster_start (HallCluster *self);
void hall_cluster_stop (HallCluster *self, int signal_number);
void hall_cluster_freeze (HallCluster *self);
void hall_cluster_thaw (HallCluster *self);
void hall_cluster_promote (HallCluster *self);

char *hall_cluster_address (int port, const char *database);
char *hall_cluster_ask (HallCluster *self, const char *database, const char *sql);
gint64 hall_cluster_ask_int (HallCluster *self, const char *database, const char *sql);
gboolean hall_cluster_kill_one (HallCluster *self, const char *database, GRand *chance);

G_END_DECLS
