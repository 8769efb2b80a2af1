/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "hall-certificate.h"

G_BEGIN_DECLS

/**
 * HallProbeOutcome:
 * @HALL_PROBE_JOINABLE: there is a hall that this program can work with
 * @HALL_PROBE_ADDRESS: the address is none, or not safe; the detail says so in a sentence
 * @HALL_PROBE_NAME: no machine is called so
 * @HALL_PROBE_SILENT: the machine does not answer as a database server
 * @HALL_PROBE_PASSWORD_NEEDED: the server asks for a password
 * @HALL_PROBE_PASSWORD_WRONG: it is not this one
 * @HALL_PROBE_REFUSED: the server does not let this role in from this PC
 * @HALL_PROBE_DATABASE: the server has no such database
 * @HALL_PROBE_NO_HALL: there is no hall in the database
 * @HALL_PROBE_SERVER_OLD: the server's PostgreSQL is too old
 * @HALL_PROBE_HALL_OLD: the hall has yet to be brought up to this program's version
 * @HALL_PROBE_HALL_NEW: the hall was made by a newer program
 * @HALL_PROBE_NO_TLS: the server cannot encrypt, and is not on this machine
 * @HALL_PROBE_UNTRUSTED: nobody this PC trusts answers for the server's certificate
 * @HALL_PROBE_WRONG_NAME: the certificate is for another name
 * @HALL_PROBE_EXPIRED: the certificate is out of date
 * @HALL_PROBE_OTHER: something else; the detail has the server's words
 *
 * What came of a look at a hall's server.
 */
typedef enum {
  HALL_PROBE_JOINABLE,
  HALL_PROBE_ADDRESS,
  HALL_PROBE_NAME,
  HALL_PROBE_SILENT,
  HALL_PROBE_PASSWORD_NEEDED,
  HALL_PROBE_PASSWORD_WRONG,
  HALL_PROBE_REFUSED,
  HALL_PROBE_DATABASE,
  HALL_PROBE_NO_HALL,
  HALL_PROBE_SERVER_OLD,
  HALL_PROBE_HALL_OLD,
  HALL_PROBE_HALL_NEW,
  HALL_PROBE_NO_TLS,
  HALL_PROBE_UNTRUSTED,
  HALL_PROBE_WRONG_NAME,
  HALL_PROBE_EXPIRED,
  HALL_PROBE_OTHER,
} HallProbeOutcome;

/**
 * HallProbe:
 * @outcome: what came of it
 * @detail: (nullable): the reason in the words of the server or of the address
 * @hall_name: (nullable): the hall that is there
 * @certificate: (nullable): what the server showed; %NULL without TLS
 */
typedef struct {
  HallProbeOutcome outcome;
  char *detail;
  char *hall_name;
  HallCertificate *certificate;
} HallProbe;

HallProbe *hall_probe_server (const char *address, const char *password);
void hall_probe_free (HallProbe *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HallProbe, hall_probe_free)

G_END_DECLS
