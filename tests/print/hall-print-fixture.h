/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* How soon the desk knows of a fault. Under the sanitizers, on a busy machine, seconds are not measured. */
#ifdef __SANITIZE_ADDRESS__
#define HALL_TOLD_WITHIN_S 15.0
#else
#define HALL_TOLD_WITHIN_S 3.0
#endif

/*
 * A print service of a test's own: cupsd and printers that behave like real ones, on loopback ports nobody
 * else has, in a folder that goes with it. Nothing of the machine's own printing is touched. What was started
 * is ended by the id it was started with, also when the test dies.
 */
typedef struct _HallPrintFixture HallPrintFixture;

HallPrintFixture *hall_print_fixture_new (GError **error);
void hall_print_fixture_free (HallPrintFixture *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HallPrintFixture, hall_print_fixture_free)

const char *hall_print_fixture_get_server (HallPrintFixture *self);
gboolean hall_print_fixture_admin (HallPrintFixture *self, GError **error, const char *command, ...)
    G_GNUC_NULL_TERMINATED;

/* Printers: a queue and the device behind it. @form: "roll80", "a5". */
gboolean hall_print_fixture_add (HallPrintFixture *self, const char *queue, const char *form, GError **error);
gboolean hall_print_fixture_start_device (HallPrintFixture *self, const char *queue, GError **error);
void hall_print_fixture_stop_device (HallPrintFixture *self, const char *queue);
gboolean
hall_print_fixture_load_paper (HallPrintFixture *self, const char *queue, gboolean loaded, GError **error);
void hall_print_fixture_set_fault (HallPrintFixture *self, const char *queue, const char *reason);
gboolean hall_print_fixture_is_stuck (HallPrintFixture *self, const char *queue);
GPtrArray *hall_print_fixture_list_papers (HallPrintFixture *self, const char *queue);
char *hall_print_fixture_get_out (HallPrintFixture *self, const char *queue);

/* The print service itself: mute and awake again. */
void hall_print_fixture_freeze (HallPrintFixture *self, gboolean frozen);

/* A condition with an end: polls @check each 20 ms on the main context's time for @seconds at most. */
typedef gboolean (*HallPrintCheck) (gpointer data);
gboolean hall_print_fixture_wait (HallPrintCheck check, gpointer data, double seconds);

G_END_DECLS
