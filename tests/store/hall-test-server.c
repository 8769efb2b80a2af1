/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "hall-test-server.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <grp.h>
#include <libpq-fe.h>
#include <pwd.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#define OLDEST_SERVER 15
#define LET_UP_S 30   /* until it accepts */
#define LET_DOWN_S 20 /* until it has ended as it was asked to */
#define PORT_TRIES 5

struct _HallTestServer {
  char *dir;
  char *bin;
  char *address;
  GPtrArray *settings; /* "-c", "name=value" */
  int port;
  GPid pid; /* 0 while it is down */
  pid_t owner;
  uid_t uid; /* whom it runs as, with gid; 0 when as oneself */
  gid_t gid;
};

static gboolean G_GNUC_PRINTF (2, 3) say_no (GError **error, const char *format, ...)
{
  g_autofree char *text = NULL;
  va_list args;

  va_start (args, format);
  text = g_strdup_vprintf (format, args);
  va_end (args);
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_FAILED, text);
  return FALSE;
}

/* --- Where it is, and whom it runs as --- */

static gboolean
has_server (const char *bin)
{
  g_autofree char *program = g_build_filename (bin, "postgres", NULL);
  g_autofree char *maker = g_build_filename (bin, "initdb", NULL);

  return g_file_test (program, G_FILE_TEST_IS_EXECUTABLE) && g_file_test (maker, G_FILE_TEST_IS_EXECUTABLE);
}

/* Debian keeps each version's programs in a folder of their own; elsewhere they are in the path. */
static char *
find_programs (GError **error)
{
  const char *base = "/usr/lib/postgresql";
  g_autoptr (GDir) versions = g_dir_open (base, 0, NULL);
  g_autofree char *in_path = g_find_program_in_path ("initdb");
  g_autofree char *best = NULL;
  const char *name;
  guint64 newest = 0;

  while (versions != NULL && (name = g_dir_read_name (versions)) != NULL) {
    g_autofree char *bin = g_build_filename (base, name, "bin", NULL);
    guint64 version = g_ascii_strtoull (name, NULL, 10);

    if (version < OLDEST_SERVER || version <= newest || !has_server (bin))
      continue;
    newest = version;
    g_free (best);
    best = g_steal_pointer (&bin);
  }
  if (best == NULL && in_path != NULL) {
    g_autofree char *bin = g_path_get_dirname (in_path);

    if (has_server (bin))
      best = g_steal_pointer (&bin);
  }
  if (best == NULL)
    say_no (error, "there is no PostgreSQL server of version %d or newer", OLDEST_SERVER);
  return g_steal_pointer (&best);
}

/* The server refuses to be root. */
static gboolean
choose_user (HallTestServer *self, GError **error)
{
  const struct passwd *user;

  if (geteuid () != 0)
    return TRUE;
  user = getpwnam ("postgres");
  if (user == NULL)
    user = getpwnam ("nobody");
  if (user == NULL || user->pw_uid == 0)
    return say_no (error, "the server does not run as root, and there is no user postgres or nobody");
  self->uid = user->pw_uid;
  self->gid = user->pw_gid;
  if (chown (self->dir, self->uid, self->gid) != 0)
    return say_no (error, "%s: %s", self->dir, g_strerror (errno));
  return TRUE;
}

/* Between fork and exec: only what is safe there. */
static void
become (gpointer data)
{
  HallTestServer *self = data;

  if (self->uid != 0
      && (setgroups (1, &self->gid) != 0 || setgid (self->gid) != 0 || setuid (self->uid) != 0))
    _exit (126);
  /* Ctrl-C is for whoever started it, and so is what then becomes of the server. */
  setpgid (0, 0);
  /* If that one is killed outright, the server does not stay behind. */
  prctl (PR_SET_PDEATHSIG, SIGQUIT);
  if (getppid () != self->owner)
    _exit (126);
}

/* @program with what follows, as that user, in the folder; what it says goes to the log there. */
static gboolean
spawn (HallTestServer *self, const char *program, GPtrArray *argv, GPid *pid, GError **error)
{
  g_autofree char *path = g_build_filename (self->bin, program, NULL);
  g_autofree char *log = g_build_filename (self->dir, "log", NULL);
  int fd = g_open (log, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0644);
  gboolean ok;

  if (fd < 0)
    return say_no (error, "%s: %s", log, g_strerror (errno));
  g_ptr_array_insert (argv, 0, path);
  g_ptr_array_add (argv, NULL);
  ok = g_spawn_async_with_fds (self->dir, (char **)argv->pdata, NULL, G_SPAWN_DO_NOT_REAP_CHILD, become, self,
                               pid, -1, fd, fd, error);
  close (fd);
  return ok;
}

static gboolean
make_cluster (HallTestServer *self, GError **error)
{
  g_autofree char *data = g_build_filename (self->dir, "data", NULL);
  g_autoptr (GPtrArray) argv = g_ptr_array_new ();
  const char *const words[] = { "-D",    data, "-U",   "postgres",         "-A",
                                "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync" };
  GPid pid;
  int status;

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    g_ptr_array_add (argv, (gpointer)words[i]);
  if (!spawn (self, "initdb", argv, &pid, error))
    return FALSE;
  while (waitpid (pid, &status, 0) < 0 && errno == EINTR)
    ;
  if (!WIFEXITED (status) || WEXITSTATUS (status) != 0) {
    g_autofree char *log = hall_test_server_dup_log (self);

    return say_no (error, "the cluster was not made: %s", log);
  }
  return TRUE;
}

/* --- Up and down --- */

/* A port that nobody listens at now. Somebody may be faster: then the server ends, and another is tried. */
static int
find_port (void)
{
  struct sockaddr_in at = { .sin_family = AF_INET, .sin_addr.s_addr = htonl (INADDR_LOOPBACK) };
  socklen_t size = sizeof at;
  int fd = socket (AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  int port = 0;

  if (fd < 0)
    return 0;
  if (bind (fd, (struct sockaddr *)&at, size) == 0 && getsockname (fd, (struct sockaddr *)&at, &size) == 0)
    port = ntohs (at.sin_port);
  close (fd);
  return port;
}

static gboolean
has_ended (HallTestServer *self)
{
  int status;

  if (self->pid != 0 && waitpid (self->pid, &status, WNOHANG) == self->pid)
    self->pid = 0;
  return self->pid == 0;
}

static gboolean
accepts (HallTestServer *self)
{
  g_autofree char *port = g_strdup_printf ("%d", self->port);
  const char *const names[] = { "host", "port", "user", "dbname", "connect_timeout", NULL };
  const char *const values[] = { "127.0.0.1", port, "postgres", "postgres", "2", NULL };

  return PQpingParams (names, values, 0) == PQPING_OK;
}

/**
 * hall_test_server_start:
 * @self: a server that is down
 * @error: why it did not come up
 *
 * Starts it at the port it had, on what it held.
 *
 * Returns: whether it accepts connections
 */
gboolean
hall_test_server_start (HallTestServer *self, GError **error)
{
  g_autofree char *data = g_build_filename (self->dir, "data", NULL);
  g_autofree char *port = g_strdup_printf ("%d", self->port);
  g_autofree char *log = NULL;
  g_autoptr (GPtrArray) argv = g_ptr_array_new ();
  gint64 until = g_get_monotonic_time () + LET_UP_S * G_USEC_PER_SEC;
  const char *const words[] = { "-D", data, "-h", "127.0.0.1", "-k", self->dir, "-p", port };

  g_assert (self->pid == 0);
  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    g_ptr_array_add (argv, (gpointer)words[i]);
  for (guint i = 0; i < self->settings->len; i++)
    g_ptr_array_add (argv, self->settings->pdata[i]);
  if (!spawn (self, "postgres", argv, &self->pid, error))
    return FALSE;
  while (g_get_monotonic_time () < until && !has_ended (self)) {
    if (accepts (self))
      return TRUE;
    g_usleep (20000); /* lint: looks again, until a time */
  }
  hall_test_server_stop (self, TRUE);
  log = hall_test_server_dup_log (self);
  return say_no (error, "the server did not come up: %s", log);
}

/**
 * hall_test_server_stop:
 * @self: a server
 * @immediately: as when the power goes: nobody is told anything, and the next start recovers
 *
 * Otherwise connections are cut, what was committed is written, and it ends. Returns when it has ended.
 */
void
hall_test_server_stop (HallTestServer *self, gboolean immediately)
{
  gint64 until = g_get_monotonic_time () + LET_DOWN_S * G_USEC_PER_SEC;
  gboolean killed = FALSE;

  if (self->pid == 0)
    return;
  kill (self->pid, immediately ? SIGQUIT : SIGINT);
  while (!has_ended (self)) {
    if (!killed && g_get_monotonic_time () > until) {
      kill (self->pid, SIGKILL);
      killed = TRUE;
    }
    g_usleep (10000); /* lint: looks again, until a time */
  }
}

/* --- Its life --- */

static void
add_setting (HallTestServer *self, const char *setting)
{
  g_ptr_array_add (self->settings, g_strdup ("-c"));
  g_ptr_array_add (self->settings, g_strdup (setting));
}

/**
 * hall_test_server_new:
 * @settings: (nullable): more settings, "name=value", as in its configuration file
 * @error: why there is none
 *
 * Makes a cluster and starts a server on it.
 *
 * Returns: (transfer full): a server that accepts connections
 */
HallTestServer *
hall_test_server_new (const char *const *settings, GError **error)
{
  static const char *const usual[] = {
    "fsync=off",           "full_page_writes=off", "synchronous_commit=off", "max_connections=150",
    "shared_buffers=32MB", "max_wal_size=256MB",   "autovacuum_naptime=10s", "log_min_messages=warning"
  };
  g_autoptr (HallTestServer) self = g_new0 (HallTestServer, 1);
  g_autoptr (GError) local = NULL;

  self->owner = getpid ();
  self->settings = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < G_N_ELEMENTS (usual); i++)
    add_setting (self, usual[i]);
  for (; settings != NULL && *settings != NULL; settings++)
    add_setting (self, *settings);
  self->bin = find_programs (error);
  if (self->bin == NULL)
    return NULL;
  self->dir = g_dir_make_tmp ("hall-server-XXXXXX", error);
  if (self->dir == NULL || !choose_user (self, error) || !make_cluster (self, error))
    return NULL;
  for (int i = 0; i < PORT_TRIES; i++) {
    g_clear_error (&local);
    self->port = find_port ();
    if (hall_test_server_start (self, &local))
      break;
  }
  if (local != NULL) {
    g_propagate_error (error, g_steal_pointer (&local));
    return NULL;
  }
  self->address = g_strdup_printf ("postgresql://postgres@127.0.0.1:%d/postgres", self->port);
  return g_steal_pointer (&self);
}

static void
remove_tree (const char *path)
{
  g_autoptr (GDir) dir = g_file_test (path, G_FILE_TEST_IS_SYMLINK) ? NULL : g_dir_open (path, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL) {
    g_autofree char *child = g_build_filename (path, name, NULL);

    remove_tree (child);
  }
  g_remove (path);
}

/* Only by the process that made it: a child that was forked off holds no server. */
void
hall_test_server_free (HallTestServer *self)
{
  if (self == NULL)
    return;
  if (self->owner == getpid ()) {
    hall_test_server_stop (self, TRUE);
    if (self->dir != NULL)
      remove_tree (self->dir);
  }
  g_clear_pointer (&self->settings, g_ptr_array_unref);
  g_free (self->dir);
  g_free (self->bin);
  g_free (self->address);
  g_free (self);
}

int
hall_test_server_get_port (HallTestServer *self)
{
  return self->port;
}

/* The folder in which its socket is, its log, and in "data" the cluster. */
const char *
hall_test_server_get_folder (HallTestServer *self)
{
  return self->dir;
}

/* Its administrator's, at the database postgres. */
const char *
hall_test_server_get_address (HallTestServer *self)
{
  return self->address;
}

/* What it has said so far. */
char *
hall_test_server_dup_log (HallTestServer *self)
{
  g_autofree char *path = g_build_filename (self->dir, "log", NULL);
  char *text = NULL;

  g_file_get_contents (path, &text, NULL, NULL);
  return text != NULL ? text : g_strdup ("");
}
