/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Where a hall is: a file, or a database on a server. What a connection needs, and what may not go over a
 * network in the clear, is decided here alone. */

#include "hall-address.h"

#include <gio/gio.h>
#include <glib/gi18n-lib.h>
#include <libpq-fe.h>

#include "hall-password.h"

#define PLAINTEXT "plaintext="

/* What every statement of ours may rely on, whatever the server's or the role's own settings are; and that
 * nothing hangs: no screen waits longer than this, and what a PC that went away in the middle had locked is
 * free before others give up waiting for it. Nor is a question compiled first, which takes longer than its
 * answer: each reads a few rows. */
#define OPTIONS                                                                                              \
  "-c statement_timeout=4000 -c lock_timeout=3000 -c idle_in_transaction_session_timeout=2000"               \
  " -c standard_conforming_strings=on -c search_path=public -c timezone=UTC -c client_min_messages=warning"  \
  " -c jit=off"

static const struct {
  const char *keyword;
  const char *value;
  gboolean fixed; /* the address cannot say otherwise */
} settings[] = {
  { "client_encoding", "UTF8", TRUE },
  { "target_session_attrs", "read-write", TRUE }, /* of several servers the one that is not a standby */
  { "gssencmode", "disable", TRUE },
  { "connect_timeout", "3", FALSE },
  { "tcp_user_timeout", "4000", FALSE },
  { "keepalives", "1", FALSE },
  { "keepalives_idle", "2", FALSE },
  { "keepalives_interval", "1", FALSE },
  { "keepalives_count", "2", FALSE },
};

typedef struct {
  PQconninfoOption *options; /* (owned) as libpq understood it */
  gboolean plaintext;        /* whether the address allows what is not verified */
} Parsed;

static void
parsed_clear (Parsed *self)
{
  g_clear_pointer (&self->options, PQconninfoFree);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Parsed, parsed_clear)

/**
 * hall_address_is_server:
 * @address: where a hall is
 *
 * Returns: whether it is a database on a server, postgresql://..., and not a file
 */
gboolean
hall_address_is_server (const char *address)
{
  return g_str_has_prefix (address, "postgresql://") || g_str_has_prefix (address, "postgres://");
}

/* Behind the name and password, if there are any: they may hold every character but @ and /. */
static const char *
find_host (const char *address)
{
  const char *start = strstr (address, "://") + 3;
  const char *end = start + strcspn (start, "@/");

  return *end == '@' ? end + 1 : start;
}

/* Whether something in it could be a password, judged by the text alone: for an address that is none. */
static gboolean
may_hold_password (const char *address)
{
  return strchr (address, '@') != NULL || strstr (address, "password") != NULL;
}

/* Takes our own parameter out, which libpq does not know. */
static char *
take_plaintext (const char *address, gboolean *plaintext, GError **error)
{
  const char *query = strchr (find_host (address), '?');
  g_auto (GStrv) parameters = NULL;
  g_autoptr (GString) rest = NULL;
  char separator = '?';

  *plaintext = FALSE;
  if (query == NULL)
    return g_strdup (address);
  rest = g_string_new_len (address, query - address);
  parameters = g_strsplit (query + 1, "&", -1);
  for (char **parameter = parameters; *parameter != NULL; parameter++) {
    if (!g_str_has_prefix (*parameter, PLAINTEXT)) {
      g_string_append_printf (rest, "%c%s", separator, *parameter);
      separator = '&';
    } else if (g_str_equal (*parameter, PLAINTEXT "allowed")) {
      *plaintext = TRUE;
    } else {
      hall_set_error (error, HALL_ERROR_INVALID, NULL, "hall",
                      _ ("“plaintext” in an address is either “allowed” or left out"));
      return NULL;
    }
  }
  return g_string_free (g_steal_pointer (&rest), FALSE);
}

static gboolean
parse (const char *address, Parsed *parsed, GError **error)
{
  g_autofree char *plain = take_plaintext (address, &parsed->plaintext, error);
  char *why = NULL;

  if (plain == NULL)
    return FALSE;
  parsed->options = PQconninfoParse (plain, &why);
  if (parsed->options != NULL)
    return TRUE;
  /* libpq quotes what it does not understand, which may be a piece of a password. */
  if (why == NULL || may_hold_password (address))
    hall_set_error (error, HALL_ERROR_INVALID, NULL, "hall",
                    _ ("this is no address of a hall; it looks like postgresql://hall_desk@server/hall"));
  else
    hall_set_error (error, HALL_ERROR_INVALID, NULL, "hall",
                    _ ("this is no address of a hall (%s); it looks like postgresql://hall_desk@server/hall"),
                    g_strchomp (why));
  PQfreemem (why);
  return FALSE;
}

static const char *
value_of (const PQconninfoOption *options, const char *keyword)
{
  for (; options != NULL && options->keyword != NULL; options++)
    if (g_str_equal (options->keyword, keyword))
      return options->val != NULL && *options->val != '\0' ? options->val : NULL;
  return NULL;
}

static gboolean
is_loopback (const char *host)
{
  g_autoptr (GInetAddress) inet = NULL;

  /* None given, or a folder: a socket of this machine. */
  if (*host == '\0' || *host == '/' || *host == '@')
    return TRUE;
  inet = g_inet_address_new_from_string (host);
  if (inet != NULL)
    return g_inet_address_get_is_loopback (inet);
  return g_ascii_strcasecmp (host, "localhost") == 0;
}

/* Whether nothing leaves this machine. What the address leaves open the environment may fill in. */
static gboolean
is_local (const Parsed *parsed)
{
  PQconninfoOption *defaults = PQconndefaults ();
  const char *hosts = value_of (parsed->options, "host");
  const char *addresses = value_of (parsed->options, "hostaddr");
  g_auto (GStrv) host = g_strsplit (hosts != NULL                         ? hosts
                                    : value_of (defaults, "host") != NULL ? value_of (defaults, "host")
                                                                          : "",
                                    ",", -1);
  g_auto (GStrv) hostaddr = g_strsplit (addresses != NULL ? addresses
                                        : value_of (defaults, "hostaddr") != NULL
                                            ? value_of (defaults, "hostaddr")
                                            : "",
                                        ",", -1);
  gboolean local = TRUE;

  /* A numeric address goes before the name, which is then only what the certificate must say. */
  for (guint i = 0; i < MAX (g_strv_length (host), g_strv_length (hostaddr)); i++) {
    const char *numeric = i < g_strv_length (hostaddr) ? hostaddr[i] : "";

    local = local && is_loopback (*numeric != '\0' ? numeric : i < g_strv_length (host) ? host[i] : "");
  }
  PQconninfoFree (defaults);
  return local;
}

/* How a connection is to be protected: NULL where libpq's own default is right. */
static gboolean
choose_sslmode (const Parsed *parsed, const char **sslmode, GError **error)
{
  const char *given = value_of (parsed->options, "sslmode");

  *sslmode = given;
  if (is_local (parsed))
    return TRUE;
  if (parsed->plaintext) {
    *sslmode = given != NULL ? given : "prefer";
    return TRUE;
  }
  if (given != NULL && !g_str_equal (given, "verify-full")) {
    hall_set_error (
        error, HALL_ERROR_INVALID, NULL, "hall",
        _ ("with sslmode=%s names, phone numbers and passwords could be read on the way to the server, or be"
           " given to another one; leave it out, and the server's certificate is checked (verify-full)."
           " A hall that accepts the danger writes plaintext=allowed into the address"),
        given);
    return FALSE;
  }
  *sslmode = "verify-full";
  return TRUE;
}

static gboolean
check (const Parsed *parsed, const char **sslmode, GError **error)
{
  if (value_of (parsed->options, "service") != NULL) {
    hall_set_error (error, HALL_ERROR_INVALID, NULL, "hall",
                    _ ("an address names its server itself, not a service"));
    return FALSE;
  }
  if (value_of (parsed->options, "dbname") == NULL) {
    hall_set_error (error, HALL_ERROR_INVALID, NULL, "hall",
                    _ ("the address must name the hall's database: postgresql://hall_desk@server/hall"));
    return FALSE;
  }
  return choose_sslmode (parsed, sslmode, error);
}

/**
 * hall_address_check:
 * @address: where a hall is
 * @error: INVALID with a sentence that says what is wrong and what would be right
 *
 * Returns: whether a hall may be there: any file, or a server that is reached safely
 */
gboolean
hall_address_check (const char *address, GError **error)
{
  g_auto (Parsed) parsed = { 0 };
  const char *sslmode;

  g_return_val_if_fail (address != NULL, FALSE);
  return !hall_address_is_server (address)
         || (parse (address, &parsed, error) && check (&parsed, &sslmode, error));
}

static void
add_escaped (GString *out, const char *text, const char *allowed)
{
  g_autofree char *escaped = g_uri_escape_string (text, allowed, FALSE);

  g_string_append (out, escaped);
}

/* host:port,host:port */
static void
add_hosts (GString *out, const PQconninfoOption *options)
{
  const char *hosts = value_of (options, "host");
  const char *ports = value_of (options, "port");
  g_auto (GStrv) host = g_strsplit (hosts != NULL ? hosts : "", ",", -1);
  g_auto (GStrv) port = g_strsplit (ports != NULL ? ports : "", ",", -1);
  guint n_hosts = g_strv_length (host);
  guint n_ports = g_strv_length (port);

  for (guint i = 0; i < MAX (n_hosts, 1); i++) {
    const char *name = i < n_hosts ? host[i] : "";
    const char *number = n_ports == 1 ? port[0] : i < n_ports ? port[i] : "";

    if (i > 0)
      g_string_append_c (out, ',');
    if (strchr (name, ':') != NULL)
      g_string_append_printf (out, "[%s]", name);
    else
      add_escaped (out, name, NULL);
    if (*number != '\0')
      g_string_append_printf (out, ":%s", number);
  }
}

static char *
to_text (const Parsed *parsed, const char *user, const char *database, gboolean whole)
{
  static const char *const in_front[] = { "user", "password", "host", "port", "dbname", NULL };
  GString *out = g_string_new ("postgresql://");
  char separator = '?';

  if (user == NULL)
    user = value_of (parsed->options, "user");
  if (database == NULL)
    database = value_of (parsed->options, "dbname");
  if (user != NULL) {
    add_escaped (out, user, NULL);
    g_string_append_c (out, '@');
  }
  add_hosts (out, parsed->options);
  if (database != NULL) {
    g_string_append_c (out, '/');
    add_escaped (out, database, NULL);
  }
  if (!whole)
    return g_string_free (out, FALSE);
  for (const PQconninfoOption *option = parsed->options; option->keyword != NULL; option++) {
    if (option->val == NULL || *option->val == '\0' || g_strv_contains (in_front, option->keyword)
        || g_str_equal (option->keyword, "sslpassword"))
      continue;
    g_string_append_printf (out, "%c%s=", separator, option->keyword);
    add_escaped (out, option->val, "/,:");
    separator = '&';
  }
  if (parsed->plaintext)
    g_string_append_printf (out, "%c" PLAINTEXT "allowed", separator);
  return g_string_free (out, FALSE);
}

/**
 * hall_address_describe:
 * @address: where a hall is
 *
 * Returns: (transfer full): the same for people and logs: who, where, which database, never a password
 */
char *
hall_address_describe (const char *address)
{
  g_auto (Parsed) parsed = { 0 };

  g_return_val_if_fail (address != NULL, NULL);
  if (!hall_address_is_server (address))
    return g_strdup (address);
  return parse (address, &parsed, NULL) ? to_text (&parsed, NULL, NULL, FALSE) : g_strdup ("postgresql://…");
}

/**
 * hall_address_has_password:
 * @address: where a hall is
 *
 * Returns: whether there is a password in it, or might be: such an address is used, but kept nowhere
 */
gboolean
hall_address_has_password (const char *address)
{
  g_auto (Parsed) parsed = { 0 };

  g_return_val_if_fail (address != NULL, FALSE);
  if (!hall_address_is_server (address))
    return FALSE;
  if (!parse (address, &parsed, NULL))
    return may_hold_password (address);
  return value_of (parsed.options, "password") != NULL || value_of (parsed.options, "sslpassword") != NULL;
}

/**
 * hall_address_is_local:
 * @address: where a hall is
 *
 * Returns: whether it is on this machine: a file, a socket, or the loopback network
 */
gboolean
hall_address_is_local (const char *address)
{
  g_auto (Parsed) parsed = { 0 };

  g_return_val_if_fail (address != NULL, FALSE);
  return !hall_address_is_server (address) || (parse (address, &parsed, NULL) && is_local (&parsed));
}

/**
 * hall_address_get:
 * @address: the address of a server
 * @keyword: what is asked for, as libpq calls it: host, port, user, dbname, sslrootcert ...
 *
 * Returns: (transfer full) (nullable): what the address says about it
 */
char *
hall_address_get (const char *address, const char *keyword)
{
  g_auto (Parsed) parsed = { 0 };

  g_return_val_if_fail (address != NULL && keyword != NULL, NULL);
  if (!hall_address_is_server (address) || !parse (address, &parsed, NULL))
    return NULL;
  return g_strdup (value_of (parsed.options, keyword));
}

/**
 * hall_address_with:
 * @address: the address of a server
 * @user: (nullable): another role, %NULL for the same
 * @database: (nullable): another database, %NULL for the same
 *
 * Returns: (transfer full) (nullable): the address of that, without a password; %NULL if it is no address
 */
char *
hall_address_with (const char *address, const char *user, const char *database)
{
  g_auto (Parsed) parsed = { 0 };

  g_return_val_if_fail (address != NULL, NULL);
  if (!hall_address_is_server (address) || !parse (address, &parsed, NULL))
    return NULL;
  return to_text (&parsed, user, database, TRUE);
}

typedef struct {
  GStrvBuilder *keywords;
  GStrvBuilder *values;
} Pairs;

static void
add_pair (Pairs *pairs, const char *keyword, const char *value)
{
  g_strv_builder_add (pairs->keywords, keyword);
  g_strv_builder_add (pairs->values, value);
}

static gboolean
is_ours (const char *keyword)
{
  static const char *const ours[] = { "sslmode", "options", "application_name", "fallback_application_name",
                                      NULL };

  for (gsize i = 0; i < G_N_ELEMENTS (settings); i++)
    if (g_str_equal (settings[i].keyword, keyword))
      return settings[i].fixed;
  return g_strv_contains (ours, keyword);
}

static const struct {
  const char *keyword;
  const char *variable;
  const char *file; /* in ~/.postgresql, or in the folder that a Flatpak has for its settings */
} own_files[] = { { "passfile", "PGPASSFILE", "pgpass" }, { "sslrootcert", "PGSSLROOTCERT", "root.crt" } };

static char *
sandbox_file (const char *file)
{
  return g_build_filename (g_get_user_config_dir (), "halldesk", file, NULL);
}

/* In the sandbox of a Flatpak the home folder, where libpq looks, is not there. */
static void
add_sandbox_files (Pairs *pairs, const PQconninfoOption *options)
{
  if (g_getenv ("FLATPAK_ID") == NULL)
    return;
  for (gsize i = 0; i < G_N_ELEMENTS (own_files); i++) {
    g_autofree char *path = sandbox_file (own_files[i].file);

    if (value_of (options, own_files[i].keyword) == NULL && g_getenv (own_files[i].variable) == NULL)
      add_pair (pairs, own_files[i].keyword, path);
  }
}

/* What a certificate is checked against must be there; libpq's own advice would be to check nothing. */
static gboolean
check_root (const PQconninfoOption *options, const char *sslmode, GError **error)
{
  const char *given = value_of (options, "sslrootcert");
  g_autofree char *path = NULL;

  if (g_strcmp0 (sslmode, "verify-full") != 0)
    return TRUE;
  if (given == NULL)
    given = g_getenv ("PGSSLROOTCERT");
  if (given != NULL)
    path = g_strdup (given);
  else if (g_getenv ("FLATPAK_ID") != NULL)
    path = sandbox_file ("root.crt");
  else
    path = g_build_filename (g_get_home_dir (), ".postgresql", "root.crt", NULL);
  if (g_str_equal (path, "system") || g_file_test (path, G_FILE_TEST_EXISTS))
    return TRUE;
  hall_set_error (error, HALL_ERROR_UNAVAILABLE, NULL, "hall",
                  /* Translators: %s is the path of a file. */
                  _ ("the server's certificate cannot be checked on this PC: copy the certificate of whoever"
                     " signed it, or the server's own, to %s"),
                  path);
  return FALSE;
}

/**
 * hall_address_to_conninfo:
 * @address: the address of a server
 * @application_name: who connects, for the administrator who looks at the server: "halldesk desk"
 * @keywords: (out) (transfer full): what libpq's PQconnectdbParams takes
 * @values: (out) (transfer full): one for each keyword
 * @error: INVALID with the field hall; UNAVAILABLE when there is nothing to check a certificate against
 *
 * Everything a connection of ours is made with: timeouts, so that a server that went away is noticed in
 * seconds; settings that our statements rely on; and a verified connection to every server that is not on
 * this machine.
 *
 * Returns: whether there may be a connection to this address
 */
gboolean
hall_address_to_conninfo (
    const char *address, const char *application_name, GStrv *keywords, GStrv *values, GError **error)
{
  g_autoptr (GStrvBuilder) keyword = g_strv_builder_new ();
  g_autoptr (GStrvBuilder) value = g_strv_builder_new ();
  Pairs pairs = { keyword, value };
  g_auto (Parsed) parsed = { 0 };
  g_autofree char *options = NULL;
  g_autofree char *password = NULL;
  const char *sslmode;

  g_return_val_if_fail (address != NULL && hall_address_is_server (address), FALSE);

  if (!parse (address, &parsed, error) || !check (&parsed, &sslmode, error)
      || !check_root (parsed.options, sslmode, error))
    return FALSE;
  for (const PQconninfoOption *option = parsed.options; option->keyword != NULL; option++)
    if (option->val != NULL && *option->val != '\0' && !is_ours (option->keyword))
      add_pair (&pairs, option->keyword, option->val);
  for (gsize i = 0; i < G_N_ELEMENTS (settings); i++)
    if (settings[i].fixed || value_of (parsed.options, settings[i].keyword) == NULL)
      add_pair (&pairs, settings[i].keyword, settings[i].value);
  if (sslmode != NULL)
    add_pair (&pairs, "sslmode", sslmode);
  /* The last one counts, so ours come last. */
  options = g_strconcat (value_of (parsed.options, "options") != NULL ? value_of (parsed.options, "options")
                                                                      : "",
                         " ", OPTIONS, NULL);
  add_pair (&pairs, "options", g_strchug (options));
  if (application_name != NULL)
    add_pair (&pairs, "application_name", application_name);
  add_sandbox_files (&pairs, parsed.options);
  if (value_of (parsed.options, "password") == NULL && (password = hall_password_dup (address)) != NULL)
    add_pair (&pairs, "password", password);
  *keywords = g_strv_builder_end (keyword);
  *values = g_strv_builder_end (value);
  return TRUE;
}
