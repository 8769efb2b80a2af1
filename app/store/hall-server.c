/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What only an administrator does on a database server: making the database of a hall and the roles that may
 * use it (hall rules 7: what the program refuses, the database refuses too). */

#include "hall-server.h"

#include <glib/gi18n-lib.h>
#include <libpq-fe.h>

#include "hall-address.h"
#include "hall-keys.h"

#define MIN_SERVER_VERSION 150000
/* A name has 63 bytes at most, and the longest role is called after the database with _station behind it. */
#define MAX_DATABASE 55

struct _HallServer {
  char *address;           /* (owned) */
  char *database;          /* (owned) the hall's */
  PGconn *connection;      /* (owned) to that, or to another one while it is not there */
  gboolean is_there;       /* whether the database was there before */
  gboolean made;           /* whether we made it */
  GVariantBuilder *access; /* (owned) what the PCs need */
};

void
hall_roles_clear (HallRoles *self)
{
  g_clear_pointer (&self->owner, g_free);
  g_clear_pointer (&self->desk, g_free);
  g_clear_pointer (&self->station, g_free);
}

static char *
quote_name (const char *name)
{
  g_autoptr (GString) out = g_string_new (name);

  g_string_replace (out, "\"", "\"\"", 0);
  g_string_prepend_c (out, '"');
  g_string_append_c (out, '"');
  return g_string_free (g_steal_pointer (&out), FALSE);
}

/**
 * hall_roles_fill:
 * @self: roles
 * @script: SQL with :"owner", :"desk" and :"station" in it, as psql has it too
 *
 * Returns: (transfer full): the script for these roles
 */
char *
hall_roles_fill (const HallRoles *self, const char *script)
{
  g_autoptr (GString) out = g_string_new (script);
  g_autofree char *owner = quote_name (self->owner);
  g_autofree char *desk = quote_name (self->desk);
  g_autofree char *station = quote_name (self->station);

  g_string_replace (out, ":\"owner\"", owner, 0);
  g_string_replace (out, ":\"desk\"", desk, 0);
  g_string_replace (out, ":\"station\"", station, 0);
  return g_string_free (g_steal_pointer (&out), FALSE);
}

/* Who a policy is for: the roles of a hall stay known when a database is given another name. */
static char *
read_role (HallDb *db, const char *policy, GError **error)
{
  return hall_db_get_text (db, error,
                           "SELECT r.rolname::text FROM pg_policy p JOIN pg_roles r ON r.oid = p.polroles[1]"
                           " WHERE p.polrelid = 'public.document'::regclass AND p.polname = ?1",
                           "t", policy);
}

/**
 * hall_roles_read:
 * @self: (out): the roles of the hall in @db; clear them
 * @db: a connection to a hall on a server
 * @error: what went wrong
 *
 * Returns: whether they are known
 */
gboolean
hall_roles_read (HallRoles *self, HallDb *db, GError **error)
{
  g_autoptr (GError) local = NULL;

  self->owner = hall_db_get_text (
      db, &local, "SELECT pg_get_userbyid (relowner)::text FROM pg_class WHERE oid = 'public.hall'::regclass",
      "");
  if (local == NULL)
    self->desk = read_role (db, "desk", &local);
  if (local == NULL)
    self->station = read_role (db, "station", &local);
  if (local == NULL && (self->owner == NULL || self->desk == NULL || self->station == NULL))
    hall_set_error (&local, HALL_ERROR_CORRUPT, NULL, NULL, _ ("the hall's roles are missing on its server"));
  if (local == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

/* --- The server --- */

void
hall_server_free (HallServer *self)
{
  g_free (self->address);
  g_free (self->database);
  g_clear_pointer (&self->connection, PQfinish);
  g_clear_pointer (&self->access, g_variant_builder_unref);
  g_free (self);
}

static PGconn *
connect_to (HallServer *self, const char *database, GError **error)
{
  g_auto (GStrv) keywords = NULL;
  g_auto (GStrv) values = NULL;

  if (!hall_address_to_conninfo (self->address, "halldesk init", &keywords, &values, error))
    return NULL;
  for (guint i = 0; keywords[i] != NULL; i++) {
    if (g_str_equal (keywords[i], "dbname")) {
      g_free (values[i]);
      values[i] = g_strdup (database);
    }
  }
  return PQconnectdbParams ((const char *const *)keywords, (const char *const *)values, FALSE);
}

/* What the server said, in one line: here it is told to an administrator, who understands it. */
static char *
said (PGconn *connection)
{
  char *text = g_strdup (PQerrorMessage (connection));

  return g_strstrip (g_strdelimit (text, "\n\t", ' '));
}

static gboolean
run (HallServer *self, const char *sql)
{
  PGresult *result = PQexec (self->connection, sql);
  gboolean ok = PQresultStatus (result) == PGRES_COMMAND_OK || PQresultStatus (result) == PGRES_TUPLES_OK;

  PQclear (result);
  return ok;
}

static gboolean
knows_database (HallServer *self)
{
  const char *const values[] = { self->database };
  PGresult *result = PQexecParams (self->connection, "SELECT 1 FROM pg_database WHERE datname = $1", 1, NULL,
                                   values, NULL, NULL, 0);
  gboolean known = PQresultStatus (result) != PGRES_TUPLES_OK || PQntuples (result) > 0;

  PQclear (result);
  return known;
}

/* Says why there is no connection, in the same words as everywhere. */
static void
explain (HallServer *self, GError **error)
{
  g_autoptr (HallDb) db = hall_db_open (self->address, FALSE, error);

  if (db != NULL)
    hall_set_error (error, HALL_ERROR_UNAVAILABLE, NULL, "hall", _ ("the hall's server cannot be reached"));
}

/* The hall's database if it is there; one that always is if not. */
static gboolean
connect_somewhere (HallServer *self, GError **error)
{
  static const char *const others[] = { "postgres", "template1" };

  self->connection = connect_to (self, self->database, error);
  if (self->connection == NULL)
    return FALSE;
  self->is_there = PQstatus (self->connection) == CONNECTION_OK;
  if (self->is_there)
    return TRUE;
  for (gsize i = 0; i < G_N_ELEMENTS (others) && !PQconnectionNeedsPassword (self->connection); i++) {
    PQfinish (self->connection);
    self->connection = connect_to (self, others[i], NULL);
    if (PQstatus (self->connection) == CONNECTION_OK && !knows_database (self))
      return TRUE;
  }
  explain (self, error);
  return FALSE;
}

/**
 * hall_server_open:
 * @address: where a hall is to be, postgresql://...
 * @error: INVALID, UNAVAILABLE, FORBIDDEN
 *
 * Returns: (transfer full): an administrator's connection to the server
 */
HallServer *
hall_server_open (const char *address, GError **error)
{
  g_autoptr (HallServer) self = g_new0 (HallServer, 1);
  int version;

  self->address = g_strdup (address);
  if (!hall_address_check (address, error))
    return NULL;
  self->access = g_variant_builder_new (G_VARIANT_TYPE ("av"));
  self->database = hall_address_get (address, "dbname");
  if (strlen (self->database) > MAX_DATABASE) {
    hall_set_error (error, HALL_ERROR_INVALID, NULL, "hall",
                    _ ("the name of a hall's database has %d characters at most"), MAX_DATABASE);
    return NULL;
  }
  if (!connect_somewhere (self, error))
    return NULL;
  version = PQserverVersion (self->connection);
  if (version < MIN_SERVER_VERSION) {
    hall_set_error (error, HALL_ERROR_UNAVAILABLE, NULL, "hall",
                    _ ("the server is PostgreSQL %d; a hall needs 15 or newer"), version / 10000);
    return NULL;
  }
  run (self, "SET statement_timeout = 0");
  return g_steal_pointer (&self);
}

/**
 * hall_server_make_database:
 * @self: a server
 * @error: FORBIDDEN, UNAVAILABLE
 *
 * Makes the hall's database unless it is there. Texts are compared byte by byte whatever the language of the
 * database (0001-hall.sql), which is why it is the plainest one.
 *
 * Returns: whether it is there
 */
gboolean
hall_server_make_database (HallServer *self, GError **error)
{
  static const char *const locales[] = { "C.UTF-8", "C" };
  g_autofree char *name = quote_name (self->database);
  g_autofree char *why = NULL;

  if (self->is_there)
    return TRUE;
  for (gsize i = 0; i < G_N_ELEMENTS (locales) && !self->made; i++) {
    g_autofree char *sql = g_strdup_printf (
        "CREATE DATABASE %s TEMPLATE template0 ENCODING 'UTF8' LOCALE '%s'", name, locales[i]);

    self->made = run (self, sql);
  }
  if (self->made)
    return TRUE;
  why = said (self->connection);
  hall_set_error (
      error, HALL_ERROR_FORBIDDEN, NULL, "hall",
      _ ("the database %s could not be made: %s. Make the hall as a role that may create databases"
         " and roles"),
      self->database, why);
  return FALSE;
}

/**
 * hall_server_drop_database:
 *
 * Takes the database away again if hall_server_make_database() made it: a hall is made whole or not at all.
 */
void
hall_server_drop_database (HallServer *self)
{
  g_autofree char *name = quote_name (self->database);
  g_autofree char *sql = g_strconcat ("DROP DATABASE ", name, " WITH (FORCE)", NULL);

  if (self->made && !run (self, sql))
    g_warning ("%s: %s", sql, PQerrorMessage (self->connection));
  self->made = FALSE;
}

/* --- The roles --- */

/* What ~/.pgpass has, a line a server. */
static GVariant *
pgpass_lines (HallServer *self, const char *role, const char *password)
{
  g_auto (GVariantBuilder) lines = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("av"));
  g_autofree char *hosts = hall_address_get (self->address, "host");
  g_autofree char *ports = hall_address_get (self->address, "port");
  g_auto (GStrv) host = g_strsplit (hosts != NULL ? hosts : "localhost", ",", -1);
  g_auto (GStrv) port = g_strsplit (ports != NULL ? ports : "*", ",", -1);
  guint n_ports = g_strv_length (port);

  for (guint i = 0; host[i] != NULL; i++) {
    const char *number = n_ports == 1 ? port[0] : i < n_ports ? port[i] : "*";
    const char *const fields[] = { host[i], *number != '\0' ? number : "*", self->database, role, password };
    g_autoptr (GString) line = g_string_new (NULL);

    for (gsize k = 0; k < G_N_ELEMENTS (fields); k++) {
      g_autoptr (GString) field = g_string_new (fields[k]);

      g_string_replace (field, "\\", "\\\\", 0);
      g_string_replace (field, ":", "\\:", 0);
      g_string_append_printf (line, "%s%s", k > 0 ? ":" : "", field->str);
    }
    g_variant_builder_add (&lines, "v", g_variant_new_string (line->str));
  }
  return g_variant_builder_end (&lines);
}

/* One of "access": who, where, and for a new role the password, told once. */
static void
add_access (HallServer *self, const char *who, const char *role, const char *password)
{
  g_auto (GVariantBuilder) item = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE_VARDICT);
  g_autofree char *address = hall_address_with (self->address, role, NULL);

  g_variant_builder_add (&item, "{sv}", "who", g_variant_new_string (who));
  g_variant_builder_add (&item, "{sv}", "role", g_variant_new_string (role));
  g_variant_builder_add (&item, "{sv}", "address", g_variant_new_string (address));
  if (password != NULL) {
    g_variant_builder_add (&item, "{sv}", "password", g_variant_new_string (password));
    g_variant_builder_add (&item, "{sv}", "pgpass", pgpass_lines (self, role, password));
  }
  g_variant_builder_add (self->access, "v", g_variant_builder_end (&item));
}

static gboolean
role_exists (HallDb *db, const char *role, gboolean *exists, GError **error)
{
  gint64 count = 0;
  gboolean ok = hall_db_get_int (db, &count, error, "SELECT count (*) FROM pg_roles WHERE rolname = ?1", "t",
                                 role);

  *exists = count > 0;
  return ok;
}

/* One who signs in. Only what the password is checked by goes to the server: it stands in no log. */
static gboolean
make_login (HallServer *self, HallDb *db, const char *who, const char *role, GError **error)
{
  g_autofree char *first = hall_password_new ();
  g_autofree char *second = hall_password_new ();
  g_autofree char *password = g_strdup_printf ("%s-%s", first, second);
  g_autofree char *name = quote_name (role);
  g_autofree char *sql = NULL;
  gboolean exists;
  char *sealed;

  if (!role_exists (db, role, &exists, error))
    return FALSE;
  if (exists) {
    add_access (self, who, role, NULL);
    return TRUE;
  }
  sealed = PQencryptPasswordConn (self->connection, password, role, "scram-sha-256");
  if (sealed == NULL) {
    hall_set_error (error, HALL_ERROR_UNAVAILABLE, NULL, NULL, _ ("no password could be made for %s"), role);
    return FALSE;
  }
  sql = g_strdup_printf ("CREATE ROLE %s LOGIN PASSWORD '%s'", name, sealed);
  PQfreemem (sealed);
  if (!hall_db_script (db, sql, error))
    return FALSE;
  add_access (self, who, role, password);
  return TRUE;
}

static gboolean
make_owner (HallDb *db, const char *role, GError **error)
{
  g_autofree char *name = quote_name (role);
  g_autofree char *create = g_strconcat ("CREATE ROLE ", name, " NOLOGIN", NULL);
  g_autofree char *join = g_strconcat ("GRANT ", name, " TO CURRENT_USER", NULL);
  gboolean exists;
  gint64 member = 0;

  return role_exists (db, role, &exists, error) && (exists || hall_db_script (db, create, error))
         && hall_db_get_int (db, &member, error, "SELECT pg_has_role (?1, 'USAGE')::int", "t", role)
         && (member || hall_db_script (db, join, error));
}

static gboolean
check_empty (HallServer *self, HallDb *db, GError **error)
{
  g_autofree char *where = hall_address_describe (self->address);
  gint64 tables = 0;
  gint64 utf8 = 0;

  if (!hall_db_get_int (db, &tables, error, "SELECT count (*) FROM pg_tables WHERE schemaname = 'public'", "")
      || !hall_db_get_int (db, &utf8, error,
                           "SELECT count (*) FROM pg_database WHERE datname = current_database ()"
                           " AND pg_encoding_to_char (encoding) = 'UTF8'",
                           ""))
    return FALSE;
  if (tables > 0)
    hall_set_error (error, HALL_ERROR_CONFLICT, NULL, "hall", _ ("there is something at %s already"), where);
  else if (!utf8)
    hall_set_error (error, HALL_ERROR_INVALID, NULL, "hall",
                    _ ("the database %s is not in UTF-8; name another one, and it is made"), self->database);
  return tables == 0 && utf8;
}

/* Whoever has the database has its schema public, except where it was brought over from an old server. */
static gboolean
give_database (HallServer *self, HallDb *db, const HallRoles *roles, GError **error)
{
  g_autofree char *database = quote_name (self->database);
  g_autoptr (GString) sql = g_string_new (NULL);
  g_autofree char *filled = NULL;
  gint64 old = 0;

  if (!hall_db_get_int (db, &old, error,
                        "SELECT count (*) FROM pg_namespace WHERE nspname = 'public'"
                        " AND pg_get_userbyid (nspowner) <> 'pg_database_owner'",
                        ""))
    return FALSE;
  if (old)
    g_string_append (sql, "ALTER SCHEMA public OWNER TO pg_database_owner;\n");
  g_string_append_printf (sql,
                          "ALTER DATABASE %s OWNER TO :\"owner\";\n"
                          "REVOKE ALL ON DATABASE %s FROM PUBLIC;\n"
                          "GRANT CONNECT ON DATABASE %s TO :\"desk\", :\"station\";\n",
                          database, database, database);
  filled = hall_roles_fill (roles, sql->str);
  return hall_db_script (db, filled, error);
}

/**
 * hall_server_make_roles:
 * @self: a server
 * @db: a connection to the new database, in a writing transaction
 * @roles: (out): the roles; clear them
 * @error: CONFLICT when the database is not empty, FORBIDDEN
 *
 * Makes the roles that are not there yet and gives the database to its owner.
 *
 * Returns: whether the tables can be made now
 */
gboolean
hall_server_make_roles (HallServer *self, HallDb *db, HallRoles *roles, GError **error)
{
  g_autoptr (GError) local = NULL;

  *roles = (HallRoles){ .owner = g_strconcat (self->database, "_owner", NULL),
                        .desk = g_strconcat (self->database, "_desk", NULL),
                        .station = g_strconcat (self->database, "_station", NULL) };
  if (check_empty (self, db, &local) && make_owner (db, roles->owner, &local)
      && make_login (self, db, "desk", roles->desk, &local)
      && make_login (self, db, "station", roles->station, &local) && give_database (self, db, roles, &local)
      && hall_server_act_as_owner (db, roles, &local))
    return TRUE;
  if (g_error_matches (local, HALL_ERROR, HALL_ERROR_FORBIDDEN)) {
    g_clear_error (&local);
    hall_set_error (&local, HALL_ERROR_FORBIDDEN, NULL, "hall",
                    _ ("making a hall in the database %s takes a role that may create databases and roles, or"
                       " the server's administrator"),
                    self->database);
  }
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

/* Until the end of the transaction: what is made belongs to the owner, not to who happened to run init. */
gboolean
hall_server_act_as_owner (HallDb *db, const HallRoles *roles, GError **error)
{
  g_autofree char *sql = hall_roles_fill (roles, "SET LOCAL ROLE :\"owner\"");

  return hall_db_script (db, sql, error);
}

/**
 * hall_server_get_access:
 * @self: a server on which a hall was made
 *
 * Returns: (transfer floating): av of {who, role, address, password?, pgpass?}: what the PCs need to get in;
 * the passwords of new roles are told here and stored nowhere
 */
GVariant *
hall_server_get_access (HallServer *self)
{
  return g_variant_builder_end (self->access);
}
