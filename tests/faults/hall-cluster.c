/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "hall-cluster.h"

#include <fcntl.h>
#include <gio/gio.h>
#include <glib/gstdio.h>
#include <libpq-fe.h>
#include <pwd.h>
#include <signal.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#define PATIENCE_S 60 /* for anything a server does: longer is a failure */

static void G_GNUC_PRINTF (2, 3) G_GNUC_NORETURN give_up (HallCluster *self, const char *format, ...)
{
  g_autofree char *path = g_build_filename (self->dir, "log", NULL);
  g_autofree char *log = NULL;
  g_autofree char *text = NULL;
  gsize length = 0;
  va_list args;

  va_start (args, format);
  text = g_strdup_vprintf (format, args);
  va_end (args);
  if (g_file_get_contents (path, &log, &length, NULL))
    g_printerr ("%s\n", length > 4000 ? log + length - 4000 : log);
  g_error ("the server at port %d: %s", self->port, text);
}

/* The newest server that the distribution has put down, or the one in the path. */
static char *
find_programs (void)
{
  g_autofree char *in_path = g_find_program_in_path ("initdb");
  g_autoptr (GDir) versions = g_dir_open ("/usr/lib/postgresql", 0, NULL);
  const char *name;
  int best = 0;

  while (versions != NULL && (name = g_dir_read_name (versions)) != NULL) {
    g_autofree char *program = g_build_filename ("/usr/lib/postgresql", name, "bin/initdb", NULL);

    int version = (int)g_ascii_strtoll (name, NULL, 10);

    if (version > best && g_file_test (program, G_FILE_TEST_IS_EXECUTABLE))
      best = version;
  }
  if (best > 0)
    return g_strdup_printf ("/usr/lib/postgresql/%d/bin", best);
  return in_path != NULL ? g_path_get_dirname (in_path) : NULL;
}

/**
 * hall_cluster_is_possible:
 *
 * Returns: whether a server can be started here: its programs are there, and somebody may run it
 */
gboolean
hall_cluster_is_possible (void)
{
  g_autofree char *bin = find_programs ();

  return bin != NULL && (geteuid () != 0 || getpwnam ("postgres") != NULL);
}

/* The server refuses to be root's; and it ends when the test ends, however that may be. */
static char **
command_line (const char *program, va_list args)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_autofree char *bin = find_programs ();
  g_autofree char *path = g_build_filename (bin, program, NULL);
  const char *word;

  g_strv_builder_add_many (builder, "setpriv", "--pdeathsig", "QUIT", NULL);
  if (geteuid () == 0)
    g_strv_builder_add_many (builder, "--reuid=postgres", "--regid=postgres", "--clear-groups", NULL);
  g_strv_builder_add (builder, path);
  while ((word = va_arg (args, const char *)) != NULL)
    g_strv_builder_add (builder, word);
  return g_strv_builder_end (builder);
}

static GPid G_GNUC_NULL_TERMINATED
spawn (HallCluster *self, const char *program, ...)
{
  g_autofree char *log = g_build_filename (self->dir, "log", NULL);
  g_auto (GStrv) argv = NULL;
  g_autoptr (GError) error = NULL;
  GPid pid;
  va_list args;
  int out = open (log, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0644);

  va_start (args, program);
  argv = command_line (program, args);
  va_end (args);
  g_spawn_async_with_fds (self->dir, argv, NULL, G_SPAWN_SEARCH_PATH | G_SPAWN_DO_NOT_REAP_CHILD, NULL, NULL,
                          &pid, -1, out, out, &error);
  close (out);
  g_assert_no_error (error);
  return pid;
}

/* How a process ended, waited for no longer than is decent. */
static int
wait_for_end (HallCluster *self, GPid pid)
{
  gint64 until = g_get_monotonic_time () + PATIENCE_S * G_USEC_PER_SEC;
  int status;

  while (waitpid (pid, &status, WNOHANG) == 0) {
    if (g_get_monotonic_time () > until)
      give_up (self, "process %d does not end", (int)pid);
    g_usleep (2000);
  }
  return status;
}

static int
find_port (void)
{
  g_autoptr (GSocketListener) listener = g_socket_listener_new ();
  g_autoptr (GInetAddress) loopback = g_inet_address_new_loopback (G_SOCKET_FAMILY_IPV4);
  g_autoptr (GSocketAddress) any = g_inet_socket_address_new (loopback, 0);
  g_autoptr (GSocketAddress) got = NULL;
  g_autoptr (GError) error = NULL;

  g_socket_listener_add_address (listener, any, G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_TCP, NULL, &got,
                                 &error);
  g_assert_no_error (error);
  return g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (got));
}

static HallCluster *
cluster_new (void)
{
  HallCluster *self = g_new0 (HallCluster, 1);
  g_autoptr (GError) error = NULL;

  self->dir = g_dir_make_tmp ("halldesk-server-XXXXXX", &error);
  g_assert_no_error (error);
  self->port = find_port ();
  self->frozen = g_array_new (FALSE, FALSE, sizeof (int));
  if (geteuid () == 0) {
    struct passwd *postgres = getpwnam ("postgres");

    g_assert_nonnull (postgres);
    g_assert_cmpint (chown (self->dir, postgres->pw_uid, postgres->pw_gid), ==, 0);
  }
  return self;
}

/* What is appended last counts: a standby's own port stands below that of the one it was copied from. */
static void
write_settings (HallCluster *self)
{
  g_autofree char *path = g_build_filename (self->dir, "data", "postgresql.conf", NULL);
  g_autofree char *settings = g_strdup_printf ("\nport = %d\n"
                                               "listen_addresses = '127.0.0.1'\n"
                                               "unix_socket_directories = ''\n"
                                               "max_connections = 120\n"
                                               "shared_buffers = 128MB\n"
                                               "max_wal_senders = 4\n"
                                               "fsync = on\n"
                                               "synchronous_commit = on\n"
                                               "recovery_init_sync_method = syncfs\n"
                                               "log_min_messages = fatal\n",
                                               self->port);
  g_autofree char *text = NULL;
  g_autofree char *both = NULL;
  g_autoptr (GError) error = NULL;

  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);
  both = g_strconcat (text, settings, NULL);
  /* In place: the file stays its owner's. */
  g_file_set_contents_full (path, both, -1, G_FILE_SET_CONTENTS_NONE, 0600, &error);
  g_assert_no_error (error);
}

/**
 * hall_cluster_new:
 *
 * Returns: (transfer full): a server that runs, empty, its superuser `postgres` without a password
 */
HallCluster *
hall_cluster_new (void)
{
  HallCluster *self = cluster_new ();
  g_autofree char *data = g_build_filename (self->dir, "data", NULL);

  if (wait_for_end (self,
                    spawn (self, "initdb", "--pgdata", data, "--username=postgres", "--auth=trust",
                           "--encoding=UTF8", "--locale=C.UTF-8", "--no-sync", "--no-instructions", NULL))
      != 0)
    give_up (self, "initdb failed");
  write_settings (self);
  hall_cluster_start (self);
  return self;
}

/**
 * hall_cluster_new_standby:
 * @primary: a server that runs
 *
 * Copies the server and follows it. From now on the primary answers a commit when both have it, as a hall
 * that cannot lose a number would set it.
 *
 * Returns: (transfer full): the standby, which runs
 */
HallCluster *
hall_cluster_new_standby (HallCluster *primary)
{
  HallCluster *self = cluster_new ();
  g_autofree char *data = g_build_filename (self->dir, "data", NULL);
  g_autofree char *from = g_strdup_printf ("host=127.0.0.1 port=%d user=postgres application_name=standby",
                                           primary->port);
  gint64 until = g_get_monotonic_time () + PATIENCE_S * G_USEC_PER_SEC;
  g_autofree char *set = NULL;

  if (wait_for_end (self,
                    spawn (self, "pg_basebackup", "--dbname", from, "--pgdata", data, "--write-recovery-conf",
                           "--wal-method=stream", "--checkpoint=fast", "--no-sync", NULL))
      != 0)
    give_up (self, "pg_basebackup failed");
  write_settings (self);
  hall_cluster_start (self);
  set = hall_cluster_ask (primary, "postgres", "ALTER SYSTEM SET synchronous_standby_names = '*'");
  g_free (g_steal_pointer (&set));
  set = hall_cluster_ask (primary, "postgres", "SELECT pg_reload_conf ()");
  while (hall_cluster_ask_int (primary, "postgres",
                               "SELECT count (*) FROM pg_stat_replication WHERE sync_state = 'sync'")
         != 1) {
    if (g_get_monotonic_time () > until)
      give_up (self, "it does not follow");
    g_usleep (5000);
  }
  return self;
}

static void
remove_folder (const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL) {
    g_autofree char *child = g_build_filename (path, name, NULL);

    if (g_file_test (child, G_FILE_TEST_IS_DIR) && !g_file_test (child, G_FILE_TEST_IS_SYMLINK))
      remove_folder (child);
    else
      g_unlink (child);
  }
  g_rmdir (path);
}

void
hall_cluster_free (HallCluster *self)
{
  hall_cluster_stop (self, SIGQUIT);
  remove_folder (self->dir);
  g_array_unref (self->frozen);
  g_free (self->dir);
  g_free (self);
}

static PGPing
ping (HallCluster *self)
{
  g_autofree char *info = g_strdup_printf ("host=127.0.0.1 port=%d user=postgres dbname=postgres"
                                           " connect_timeout=2",
                                           self->port);

  return PQping (info);
}

/**
 * hall_cluster_start:
 * @self: a server that is stopped
 *
 * Returns when it answers, after whatever it had to mend.
 */
void
hall_cluster_start (HallCluster *self)
{
  g_autofree char *data = g_build_filename (self->dir, "data", NULL);
  gint64 until = g_get_monotonic_time () + PATIENCE_S * G_USEC_PER_SEC;

  g_assert_cmpint (self->server, ==, 0);
  self->server = spawn (self, "postgres", "-D", data, NULL);
  while (ping (self) != PQPING_OK) {
    int status;

    if (waitpid (self->server, &status, WNOHANG) != 0)
      give_up (self, "it ended as it started");
    if (g_get_monotonic_time () > until)
      give_up (self, "it does not start");
    g_usleep (5000);
  }
}

/**
 * hall_cluster_stop:
 * @self: a server
 * @signal_number: SIGQUIT to stop it as a power cut does (-m immediate), SIGINT as an update does (-m fast)
 *
 * Returns when it has ended.
 */
void
hall_cluster_stop (HallCluster *self, int signal_number)
{
  if (self->server == 0)
    return;
  hall_cluster_thaw (self);
  kill (self->server, signal_number);
  wait_for_end (self, self->server);
  g_spawn_close_pid (self->server);
  self->server = 0;
}

static int
parent_of (const char *pid)
{
  g_autofree char *path = g_build_filename ("/proc", pid, "stat", NULL);
  g_autofree char *text = NULL;
  const char *after_name;
  int parent = 0;

  if (g_file_get_contents (path, &text, NULL, NULL) && (after_name = strrchr (text, ')')) != NULL)
    sscanf (after_name, ") %*c %d", &parent);
  return parent;
}

/* A test that gives up must not leave stopped processes, which no other signal ends politely. */
static int frozen_server;

static void
aborted_cb (int signal_number)
{
  kill (frozen_server, SIGCONT);
}

/**
 * hall_cluster_freeze:
 * @self: a server that runs
 *
 * Stops each of its processes where it is: connections stay open and nobody answers, as on a machine that
 * hangs.
 */
void
hall_cluster_freeze (HallCluster *self)
{
  g_autoptr (GDir) proc = g_dir_open ("/proc", 0, NULL);
  const char *name;
  int server = (int)self->server;

  g_assert_nonnull (proc);
  frozen_server = server;
  signal (SIGABRT, aborted_cb);
  kill (server, SIGSTOP); /* first: it starts no more */
  g_array_append_val (self->frozen, server);
  while ((name = g_dir_read_name (proc)) != NULL) {
    int pid = (int)g_ascii_strtoll (name, NULL, 10);

    if (pid <= 0 || parent_of (name) != server)
      continue;
    kill (pid, SIGSTOP);
    g_array_append_val (self->frozen, pid);
  }
}

void
hall_cluster_thaw (HallCluster *self)
{
  for (guint i = 0; i < self->frozen->len; i++)
    kill (g_array_index (self->frozen, int, i), SIGCONT);
  g_array_set_size (self->frozen, 0);
}

/**
 * hall_cluster_promote:
 * @self: a standby
 *
 * Makes it a server that writes; returns when it is one.
 */
void
hall_cluster_promote (HallCluster *self)
{
  g_autofree char *done = hall_cluster_ask (self, "postgres", "SELECT pg_promote (true, 30)");

  g_assert_cmpstr (done, ==, "t");
}

/**
 * hall_cluster_address:
 * @port: of a server or of a proxy before it
 * @database: its database
 *
 * Returns: (transfer full): the address of the hall there, as `--hall` takes it
 */
char *
hall_cluster_address (int port, const char *database)
{
  return g_strdup_printf ("postgresql://postgres@127.0.0.1:%d/%s", port, database);
}

/**
 * hall_cluster_ask:
 * @self: a server that runs
 * @database: one of its databases
 * @sql: a statement
 *
 * Returns: (transfer full) (nullable): the first value it gives, on a connection of the test's own
 */
char *
hall_cluster_ask (HallCluster *self, const char *database, const char *sql)
{
  g_autofree char *address = hall_cluster_address (self->port, database);
  PGconn *connection = PQconnectdb (address);
  PGresult *result = PQexec (connection, sql);
  char *value = NULL;

  if (PQresultStatus (result) != PGRES_TUPLES_OK && PQresultStatus (result) != PGRES_COMMAND_OK)
    give_up (self, "%s: %s", sql, PQerrorMessage (connection));
  if (PQntuples (result) > 0 && !PQgetisnull (result, 0, 0))
    value = g_strdup (PQgetvalue (result, 0, 0));
  PQclear (result);
  PQfinish (connection);
  return value;
}

gint64
hall_cluster_ask_int (HallCluster *self, const char *database, const char *sql)
{
  g_autofree char *value = hall_cluster_ask (self, database, sql);

  return value != NULL ? g_ascii_strtoll (value, NULL, 10) : 0;
}

/**
 * hall_cluster_kill_one:
 * @self: a server that runs
 * @database: whose connections
 * @chance: which of them
 *
 * Ends the server's side of one connection, whatever it is just doing; one that works is preferred.
 *
 * Returns: whether there was one
 */
gboolean
hall_cluster_kill_one (HallCluster *self, const char *database, GRand *chance)
{
  g_autofree char *sql = g_strdup_printf (
      "SELECT pg_terminate_backend (pid) FROM pg_stat_activity WHERE datname = '%s'"
      " AND backend_type = 'client backend' AND pid <> pg_backend_pid ()"
      " ORDER BY state = 'idle', hashint4 (pid # %d) LIMIT 1",
      database, g_rand_int_range (chance, 0, G_MAXINT32));
  g_autofree char *done = hall_cluster_ask (self, database, sql);

  return g_strcmp0 (done, "t") == 0;
}
