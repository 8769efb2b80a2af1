/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "hall-fixture.h"

G_BEGIN_DECLS

/* A hall where G05 serves a customer at counter 3. */
HallFixture *hall_case_fixture (void);
/* Opens a case for that customer; @more are further arguments. Returns its number. */
char *hall_case_open (HallFixture *hall, const char *matter, const char *more);
/* Commands of a case, with further arguments as GVariant text. G05 sits at counter 3, others nowhere. */
GVariant *
hall_case_do (HallFixture *hall, const char *staff, const char *file, const char *name, const char *more);
void
hall_case_must (HallFixture *hall, const char *staff, const char *file, const char *name, const char *more);
void hall_case_refuse (HallFixture *hall,
                       const char *staff,
                       const char *file,
                       const char *name,
                       const char *more,
                       HallError code,
                       const char *rule,
                       const char *field);
void hall_case_check (HallFixture *hall, const char *file, const char *item, const char *state);
/* A case of B1 with two materials missing, its notice given, the ticket finished. */
char *hall_case_told (HallFixture *hall);
/* A case of B1, complete and accepted; its customer still sits there. */
char *hall_case_accepted (HallFixture *hall);
/* The customer takes a return ticket for the case. */
void hall_case_return (HallFixture *hall, const char *file);

G_END_DECLS
