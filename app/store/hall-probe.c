/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "hall-probe.h"

#include <gio/gio.h>
#include <libpq-fe.h>
#include <poll.h>

#include "hall-address.h"
#include "hall-engine-private.h"

/*
 * A look at a hall's server before this PC belongs to it: blocking, and with reasons that a person can do
 * something about. libpq knows one failure only, "bad connection", and words in the server's language; so the
 * server is asked for its codes, and what has none is found out step by step.
 */

#define CONNECT_S 4
#define OLDEST_SERVER 150000
/* Where there is no file libpq does not verify: only the certificate is wanted, and nobody signs in. */
#define NO_FILE "/nonexistent/halldesk"
/* There it is, so that a connection is not refused for want of one before it is tried. */
#define SOME_FILE "/dev/null"

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PGconn, PQfinish)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PGresult, PQclear)

static gboolean
set_outcome (HallProbe *self, HallProbeOutcome outcome, const char *detail)
{
  self->outcome = outcome;
  g_free (self->detail);
  self->detail = detail != NULL ? g_strstrip (g_strdup (detail)) : NULL;
  return FALSE;
}

/* --- Is anybody there? --- */

static gboolean
knock (const char *host, guint16 port, GError **error)
{
  g_autoptr (GSocketClient) client = g_socket_client_new ();
  g_autoptr (GSocketConnection) connection = NULL;

  g_socket_client_set_timeout (client, CONNECT_S);
  g_socket_client_set_enable_proxy (client, FALSE);
  connection = g_socket_client_connect_to_host (client, host, port, NULL, error);
  return connection != NULL;
}

/* One of several servers is enough. Sockets of this machine libpq finds better. */
static gboolean
find_server (HallProbe *self, const char *address)
{
  g_autofree char *hosts = hall_address_get (address, "host");
  g_autofree char *ports = hall_address_get (address, "port");
  g_auto (GStrv) host = g_strsplit (hosts != NULL ? hosts : "", ",", -1);
  g_auto (GStrv) port = g_strsplit (ports != NULL ? ports : "", ",", -1);
  const guint n_ports = g_strv_length (port);

  for (guint i = 0; host[i] != NULL; i++) {
    const char *number = n_ports == 1 ? port[0] : i < n_ports ? port[i] : "";
    g_autoptr (GError) error = NULL;

    if (*host[i] == '\0' || *host[i] == '/' || *host[i] == '@'
        || knock (host[i], *number != '\0' ? (guint16)g_ascii_strtoull (number, NULL, 10) : 5432, &error))
      return TRUE;
    set_outcome (self, error->domain == G_RESOLVER_ERROR ? HALL_PROBE_NAME : HALL_PROBE_SILENT,
                 error->message);
  }
  return *host == NULL;
}

/* --- The connection --- */

typedef struct {
  GPtrArray *keywords; /* of text (not owned) */
  GPtrArray *values;
  GStrv own_keywords; /* (owned) */
  GStrv own_values;
} Settings;

static void
settings_clear (Settings *self)
{
  g_clear_pointer (&self->keywords, g_ptr_array_unref);
  g_clear_pointer (&self->values, g_ptr_array_unref);
  g_strfreev (self->own_keywords);
  g_strfreev (self->own_values);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Settings, settings_clear)

static void
add (Settings *self, const char *keyword, const char *value)
{
  g_ptr_array_add (self->keywords, (gpointer)keyword);
  g_ptr_array_add (self->values, (gpointer)value);
}

static gboolean
settings_init (Settings *self, const char *address, GError **error)
{
  self->keywords = g_ptr_array_new ();
  self->values = g_ptr_array_new ();
  if (!hall_address_to_conninfo (address, "halldesk probe", &self->own_keywords, &self->own_values, error))
    return FALSE;
  for (guint i = 0; self->own_keywords[i] != NULL; i++)
    add (self, self->own_keywords[i], self->own_values[i]);
  return TRUE;
}

/* Goes on until the connection stands or fails, or, with @only_greet, until the server has shown who it is:
 * before anybody signs in. */
static PGconn *
connect_to (Settings *settings, gboolean only_greet)
{
  const gint64 until = g_get_monotonic_time () + 2 * CONNECT_S * G_USEC_PER_SEC;
  PostgresPollingStatusType state = PGRES_POLLING_WRITING;
  PGconn *connection;

  add (settings, NULL, NULL);
  connection = PQconnectStartParams ((const char *const *)settings->keywords->pdata,
                                     (const char *const *)settings->values->pdata, FALSE);
  if (PQstatus (connection) == CONNECTION_BAD)
    return connection;
  PQsetErrorVerbosity (connection, PQERRORS_VERBOSE); /* with the code in it */
  while (state != PGRES_POLLING_OK && state != PGRES_POLLING_FAILED
         && !(only_greet && PQsslInUse (connection) && PQstatus (connection) == CONNECTION_MADE)) {
    struct pollfd fd = { .fd = PQsocket (connection),
                         .events = state == PGRES_POLLING_READING ? POLLIN : POLLOUT };
    const gint64 left_ms = (until - g_get_monotonic_time ()) / 1000;

    if (left_ms <= 0 || poll (&fd, 1, (int)left_ms) <= 0)
      break;
    state = PQconnectPoll (connection);
  }
  return connection;
}

static void
take_certificate (HallProbe *self, PGconn *connection)
{
  gpointer ssl = PQsslInUse (connection) ? PQsslStruct (connection, "OpenSSL") : NULL;

  if (ssl != NULL && self->certificate == NULL)
    self->certificate = hall_certificate_new_from_ssl (ssl);
}

/* Which of them showed it is not asked: a certificate for one of its names is enough to say so. */
static gboolean
is_for_a_host (PGconn *connection, const char *address)
{
  g_autofree char *hosts = hall_address_get (address, "host");
  g_auto (GStrv) host = g_strsplit (hosts != NULL ? hosts : "", ",", -1);

  for (guint i = 0; host[i] != NULL; i++)
    if (hall_certificate_is_for (PQsslStruct (connection, "OpenSSL"), host[i]))
      return TRUE;
  return FALSE;
}

/* libpq did not accept what the server is, or the server cannot encrypt: look at what it shows, unverified,
 * and leave before anybody signs in. */
static gboolean
find_why_no_trust (HallProbe *self, const char *address, const char *words)
{
  g_autofree char *open = g_strconcat (address, strchr (address, '?') != NULL ? "&" : "?",
                                       "sslrootcert=" SOME_FILE, NULL);
  g_auto (Settings) settings = { 0 };
  g_autoptr (PGconn) connection = NULL;
  const gint64 now
      = g_get_real_time (); /* lint: certificates are dated by the world's time, not the hall's */

  if (!settings_init (&settings, open, NULL))
    return set_outcome (self, HALL_PROBE_OTHER, words);
  add (&settings, "sslmode", "require");
  add (&settings, "sslrootcert", NO_FILE);
  add (&settings, "passfile", NO_FILE);
  connection = connect_to (&settings, TRUE);
  take_certificate (self, connection);
  if (self->certificate == NULL)
    return set_outcome (self, HALL_PROBE_NO_TLS, words);
  if (self->certificate->valid_from > now || self->certificate->valid_until < now)
    return set_outcome (self, HALL_PROBE_EXPIRED, words);
  if (!is_for_a_host (connection, address))
    return set_outcome (self, HALL_PROBE_WRONG_NAME, self->certificate->names);
  return set_outcome (self, HALL_PROBE_UNTRUSTED, words);
}

/* "FATAL:  28P01: password authentication failed …": the code, and the words behind it. */
static char *
find_code (const char *message, char **words)
{
  g_autoptr (GRegex) regex = g_regex_new (":  ([0-9A-Z]{5}): ([^\n]*)", 0, 0, NULL);
  g_autoptr (GMatchInfo) match = NULL;

  *words = NULL;
  if (!g_regex_match (regex, message, 0, &match))
    return NULL;
  *words = g_match_info_fetch (match, 2);
  return g_match_info_fetch (match, 1);
}

static gboolean
explain (HallProbe *self, PGconn *connection, const char *address)
{
  const char *message = PQerrorMessage (connection);
  g_autofree char *sslmode = hall_address_get (address, "sslmode");
  g_autofree char *words = NULL;
  g_autofree char *code = find_code (message, &words);

  if (PQconnectionNeedsPassword (connection))
    return set_outcome (self, HALL_PROBE_PASSWORD_NEEDED, NULL);
  if (code == NULL)
    return hall_address_is_local (address) && sslmode == NULL ? set_outcome (self, HALL_PROBE_SILENT, message)
                                                              : find_why_no_trust (self, address, message);
  if (g_str_equal (code, "28P01"))
    return set_outcome (self, HALL_PROBE_PASSWORD_WRONG, words);
  if (g_str_has_prefix (code, "28") || g_str_equal (code, "42501"))
    return set_outcome (self, HALL_PROBE_REFUSED, words);
  if (g_str_equal (code, "3D000"))
    return set_outcome (self, HALL_PROBE_DATABASE, words);
  return set_outcome (self, HALL_PROBE_OTHER, words);
}

/* --- The hall --- */

/* The first value of the first row; %NULL when there is none. */
static char *
ask (PGconn *connection, const char *sql)
{
  g_autoptr (PGresult) result = PQexec (connection, sql);

  if (PQresultStatus (result) != PGRES_TUPLES_OK || PQntuples (result) == 0 || PQgetisnull (result, 0, 0))
    return NULL;
  return g_strdup (PQgetvalue (result, 0, 0));
}

static gboolean
look_at_hall (HallProbe *self, PGconn *connection)
{
  g_autofree char *there = NULL;
  g_autofree char *version = NULL;

  if (PQserverVersion (connection) < OLDEST_SERVER)
    return set_outcome (self, HALL_PROBE_SERVER_OLD, PQparameterStatus (connection, "server_version"));
  there = ask (connection, "SELECT 1 WHERE to_regclass ('schema_version') IS NOT NULL");
  if (there == NULL)
    return set_outcome (self, HALL_PROBE_NO_HALL, NULL);
  version = ask (connection, "SELECT version FROM schema_version WHERE id = 1");
  if (version == NULL)
    return set_outcome (self, HALL_PROBE_REFUSED, PQerrorMessage (connection));
  if (g_ascii_strtoll (version, NULL, 10) > HALL_SCHEMA_VERSION)
    return set_outcome (self, HALL_PROBE_HALL_NEW, NULL);
  if (g_ascii_strtoll (version, NULL, 10) < HALL_SCHEMA_VERSION)
    return set_outcome (self, HALL_PROBE_HALL_OLD, NULL);
  self->hall_name = ask (connection, "SELECT hall_name FROM hall WHERE id = 1");
  return TRUE;
}

/**
 * hall_probe_server:
 * @address: the address of a server
 * @password: (nullable): what lets this PC in; %NULL for what libpq's own file says
 *
 * Looks whether there is a hall that this PC could join. Blocks for some seconds at most, and changes
 * nothing.
 *
 * Returns: (transfer full): what came of it
 */
HallProbe *
hall_probe_server (const char *address, const char *password)
{
  HallProbe *self = g_new0 (HallProbe, 1);
  g_auto (Settings) settings = { 0 };
  g_autoptr (PGconn) connection = NULL;
  g_autoptr (GError) error = NULL;

  g_return_val_if_fail (address != NULL && hall_address_is_server (address), self);

  if (!settings_init (&settings, address, &error)
      && !g_error_matches (error, HALL_ERROR, HALL_ERROR_UNAVAILABLE)) {
    set_outcome (self, HALL_PROBE_ADDRESS, error->message);
    return self;
  }
  if (!find_server (self, address))
    return self;
  if (error != NULL) {
    /* The address is right, but there is nothing here yet to check a certificate against. */
    find_why_no_trust (self, address, error->message);
    return self;
  }
  if (password != NULL && *password != '\0')
    add (&settings, "password", password);
  connection = connect_to (&settings, FALSE);
  take_certificate (self, connection);
  if (PQstatus (connection) == CONNECTION_OK) {
    set_outcome (self, HALL_PROBE_JOINABLE, NULL);
    look_at_hall (self, connection);
  } else {
    explain (self, connection, address);
  }
  return self;
}

void
hall_probe_free (HallProbe *self)
{
  g_free (self->detail);
  g_free (self->hall_name);
  g_clear_pointer (&self->certificate, hall_certificate_free);
  g_free (self);
}
