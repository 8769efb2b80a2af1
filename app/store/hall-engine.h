/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "hall-clock.h"
#include "hall-command.h"
#include "hall-error.h"
#include "hall-types.h"

G_BEGIN_DECLS

/*
 * The hall behind one connection: plain blocking calls, for the store's worker, the command line and tests.
 */
#define HALL_TYPE_ENGINE (hall_engine_get_type ())
G_DECLARE_FINAL_TYPE (HallEngine, hall_engine, HALL, ENGINE, GObject)

/**
 * HallSetup:
 * @hall_name: (nullable): the name of an empty hall
 * @sample: whether to fill it with the sample heating company's hall
 * @practice: whether it is a practice hall
 * @without_passwords: leave the sample staff without passwords (tests; practice scripts need none)
 * @org_name: (nullable): the organisation of an empty hall; the hall's name when %NULL
 * @admin_number: (nullable): the first administrator of an empty hall, "A01" when %NULL
 * @admin_name: (nullable): their name
 * @admin_password: (nullable): their password; a random one is made for %NULL
 *
 * How a hall is made.
 */
typedef struct {
  const char *hall_name;
  gboolean sample;
  gboolean practice;
  gboolean without_passwords;
  const char *org_name;
  const char *admin_number;
  const char *admin_name;
  const char *admin_password;
} HallSetup;

GVariant *hall_engine_create (const char *address, const HallSetup *setup, HallClock *clock, GError **error);
HallEngine *hall_engine_open (const char *address, HallClock *clock, GError **error);
gboolean hall_engine_migrate (const char *address, GError **error);

HallClock *hall_engine_get_clock (HallEngine *self);
const char *hall_engine_get_address (HallEngine *self);
gint64 hall_engine_now (HallEngine *self);
gboolean hall_engine_is_practice (HallEngine *self);

GVariant *hall_engine_do (HallEngine *self, const HallCommand *command, GError **error);
GVariant *hall_engine_sign_in (HallEngine *self,
                               const char *staff,
                               const char *password,
                               gint64 counter,
                               const char *station,
                               GError **error);
gboolean
hall_engine_check_password (HallEngine *self, const char *staff, const char *password, GError **error);

gboolean hall_engine_set_practice_time (HallEngine *self, gint64 time_us, GError **error);
void hall_engine_forget_key (HallEngine *self);
struct _HallDb *hall_engine_get_db (HallEngine *self);
GTimeZone *hall_engine_get_zone (HallEngine *self);

int hall_engine_listen (HallEngine *self, GError **error);
gint64 hall_engine_get_look_interval (HallEngine *self);
HallTopic hall_engine_take_changes (HallEngine *self, gboolean ask, GError **error);
gboolean hall_engine_is_lost (HallEngine *self);
gboolean hall_engine_is_in_doubt (HallEngine *self);
gboolean hall_engine_reconnect (HallEngine *self, GError **error);

G_END_DECLS
