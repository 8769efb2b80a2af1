/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "hall-print-fixture.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#define START_S 20.0 /* for a service to answer; it takes well under one */
#define POLL_US 20000

typedef struct {
  char *queue;
  char *form;
  char *out; /* folder of its papers */
  guint16 port;
  GPid pid; /* 0 while it is off */
} Device;

struct _HallPrintFixture {
  char *dir;
  char *data; /* folder with the files beside the tests */
  char *server;
  guint16 port;
  GPid cupsd;
  GPid bus;
  GPtrArray *devices; /* of Device */
};

static void
device_free (gpointer data)
{
  Device *device = data;

  g_free (device->queue);
  g_free (device->form);
  g_free (device->out);
  g_free (device);
}

/* In the child, before it becomes the service: a group of its own, so that its helpers end with it, and an
 * end of its own should the test die. */
static void
in_child (gpointer data)
{
  setpgid (0, 0);
  prctl (PR_SET_PDEATHSIG, SIGKILL);
}

static gboolean
start (
    HallPrintFixture *self, const char *log, const char *const *argv, char **env, GPid *pid, GError **error)
{
  g_autofree char *path = g_build_filename (self->dir, "log", log, NULL);
  int fd = g_open (path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0644);
  gboolean started = FALSE;

  if (fd < 0) {
    g_set_error (error, G_FILE_ERROR, G_FILE_ERROR_FAILED, "%s cannot be written", path);
    return FALSE;
  }
  started = g_spawn_async_with_fds (self->dir, (char **)argv, env,
                                    G_SPAWN_SEARCH_PATH | G_SPAWN_DO_NOT_REAP_CHILD | G_SPAWN_CLOEXEC_PIPES,
                                    in_child, NULL, pid, -1, fd, fd, error);
  close (fd);
  return started;
}

/* Ends a service and all it started, and waits until it is gone. */
static void
end (GPid *pid, int signum)
{
  if (*pid <= 0)
    return;
  kill (-*pid, SIGCONT);
  kill (-*pid, signum);
  for (int i = 0; i < 150; i++) {
    if (waitpid (*pid, NULL, WNOHANG) != 0) {
      kill (-*pid, SIGKILL); /* what is left of its group */
      *pid = 0;
      return;
    }
    g_usleep (POLL_US);
  }
  kill (-*pid, SIGKILL);
  waitpid (*pid, NULL, 0);
  *pid = 0;
}

/**
 * hall_print_fixture_wait:
 * @check: whether it is so far
 * @data: for @check
 * @seconds: how long at most
 *
 * Waits for a condition; the main context runs meanwhile.
 *
 * Returns: whether it came true in time
 */
gboolean
hall_print_fixture_wait (HallPrintCheck check, gpointer data, double seconds)
{
  gint64 until = g_get_monotonic_time () + seconds * G_USEC_PER_SEC;

  while (!check (data)) {
    if (g_get_monotonic_time () > until)
      return FALSE;
    while (g_main_context_iteration (NULL, FALSE))
      ;
    g_usleep (POLL_US);
  }
  return TRUE;
}

/* A port that is free on loopback in both families, as a service needs it that binds both. */
static guint16
free_port (void)
{
  for (int i = 0; i < 100; i++) {
    g_autoptr (GSocketAddress) any = g_inet_socket_address_new_from_string ("127.0.0.1", 0);
    g_autoptr (GSocket) four = g_socket_new (G_SOCKET_FAMILY_IPV4, G_SOCKET_TYPE_STREAM,
                                             G_SOCKET_PROTOCOL_TCP, NULL);
    g_autoptr (GSocket) six = g_socket_new (G_SOCKET_FAMILY_IPV6, G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_TCP,
                                            NULL);
    g_autoptr (GSocketAddress) got = NULL;
    g_autoptr (GSocketAddress) same = NULL;
    guint16 port = 0;

    if (four == NULL || !g_socket_bind (four, any, TRUE, NULL))
      continue;
    got = g_socket_get_local_address (four, NULL);
    port = g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (got));
    same = g_inet_socket_address_new_from_string ("::1", port);
    if (six == NULL || g_socket_bind (six, same, TRUE, NULL))
      return port;
  }
  g_assert_not_reached ();
}

static gboolean
answers (gpointer data)
{
  guint16 port = GPOINTER_TO_UINT (data);
  g_autoptr (GSocketClient) client = g_socket_client_new ();
  g_autoptr (GSocketConnection) connection = g_socket_client_connect_to_host (client, "127.0.0.1", port, NULL,
                                                                              NULL);

  return connection != NULL;
}

static gboolean write_file (HallPrintFixture *self, const char *name, const char *format, ...)
    G_GNUC_PRINTF (3, 4);

static gboolean
write_file (HallPrintFixture *self, const char *name, const char *format, ...)
{
  g_autofree char *path = g_build_filename (self->dir, name, NULL);
  g_autofree char *text = NULL;
  va_list args;

  va_start (args, format);
  text = g_strdup_vprintf (format, args);
  va_end (args);
  return g_file_set_contents (path, text, -1, NULL);
}

static void
write_settings (HallPrintFixture *self)
{
  const char *dir = self->dir;

  write_file (
      self, "etc/cups-files.conf",
      "ServerRoot %s/etc\nRequestRoot %s/spool\nCacheDir %s/cache\nStateDir %s/run\nAccessLog %s/log/access\n"
      "ErrorLog %s/log/error\nPageLog %s/log/page\nTempDir %s/spool/tmp\nSystemGroup root\nFileDevice Yes\n",
      dir, dir, dir, dir, dir, dir, dir, dir);
  /* Jobs and queues are on disk at once, a retry comes soon, and everybody on this machine may do everything.
   */
  write_file (
      self, "etc/cupsd.conf",
      "DirtyCleanInterval 0\nSyncOnClose Yes\nLogLevel info\nListen 127.0.0.1:%d\nBrowsing No\n"
      "DefaultShared No\nWebInterface No\nIdleExitTimeout 0\nPreserveJobHistory Yes\nJobRetryInterval 2\n"
      "JobRetryLimit 50\n<Location />\nOrder allow,deny\nAllow 127.0.0.1\n</Location>\n"
      "<Location /admin>\nOrder allow,deny\nAllow 127.0.0.1\n</Location>\n<Policy default>\n"
      "JobPrivateAccess default\nJobPrivateValues default\nSubscriptionPrivateAccess default\n"
      "SubscriptionPrivateValues default\n<Limit All>\nOrder deny,allow\nAllow "
      "127.0.0.1\n</Limit>\n</Policy>\n",
      self->port);
  write_file (self, "etc/hosts", "127.0.0.1 localhost\n::1 localhost\n");
}

static gboolean
bus_is_there (gpointer data)
{
  HallPrintFixture *self = data;
  g_autofree char *path = g_build_filename (self->dir, "run", "bus", NULL);

  return g_file_test (path, G_FILE_TEST_EXISTS);
}

static gboolean
start_services (HallPrintFixture *self, GError **error)
{
  g_autofree char *address = g_strdup_printf ("--address=unix:path=%s/run/bus", self->dir);
  g_autofree char *conf = g_build_filename (self->dir, "etc", "cupsd.conf", NULL);
  g_autofree char *files = g_build_filename (self->dir, "etc", "cups-files.conf", NULL);
  const char *bus[] = { "dbus-daemon", "--session", "--nopidfile", "--nofork", "--nosyslog", address, NULL };
  const char *cupsd[] = { "/usr/sbin/cupsd", "-f", "-c", conf, "-s", files, NULL };

  if (!start (self, "bus", bus, NULL, &self->bus, error)
      || !start (self, "cupsd", cupsd, NULL, &self->cupsd, error))
    return FALSE;
  if (!hall_print_fixture_wait (bus_is_there, self, START_S)
      || !hall_print_fixture_wait (answers, GUINT_TO_POINTER ((guint)self->port), START_S)) {
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_TIMED_OUT, "cupsd does not answer, see %s/log", self->dir);
    return FALSE;
  }
  return TRUE;
}

/**
 * hall_print_fixture_new:
 * @error: what is missing
 *
 * Starts a print service without printers, and makes it this process's own (CUPS_SERVER).
 *
 * Returns: (transfer full): the service
 */
HallPrintFixture *
hall_print_fixture_new (GError **error)
{
  static const char *const folders[] = { "etc", "etc/ppd", "spool", "spool/tmp", "cache",
                                         "run", "log",     "out",   "ipp" };
  g_autoptr (HallPrintFixture) self = g_new0 (HallPrintFixture, 1);

  self->devices = g_ptr_array_new_with_free_func (device_free);
  self->data = g_strdup (PRINT_DATA);
  self->dir = g_dir_make_tmp ("hall-print-XXXXXX", error);
  if (self->dir == NULL)
    return NULL;
  /* The filters of CUPS run as another user and work in this folder. */
  g_chmod (self->dir, 0755);
  for (guint i = 0; i < G_N_ELEMENTS (folders); i++) {
    g_autofree char *folder = g_build_filename (self->dir, folders[i], NULL);

    g_mkdir (folder, 0755);
  }
  self->port = free_port ();
  self->server = g_strdup_printf ("127.0.0.1:%d", self->port);
  g_setenv ("CUPS_SERVER", self->server, TRUE);
  write_settings (self);
  if (!start_services (self, error))
    return NULL;
  return g_steal_pointer (&self);
}

static void
remove_all (const char *path)
{
  g_autoptr (GDir) dir = g_file_test (path, G_FILE_TEST_IS_SYMLINK) ? NULL : g_dir_open (path, 0, NULL);
  const char *name = NULL;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL) {
    g_autofree char *child = g_build_filename (path, name, NULL);

    remove_all (child);
  }
  g_remove (path);
}

/**
 * hall_print_fixture_free:
 * @self: (transfer full): a print service
 *
 * Ends everything that was started. The folder stays when HALL_PRINT_KEEP is set.
 */
void
hall_print_fixture_free (HallPrintFixture *self)
{
  for (guint i = 0; i < self->devices->len; i++)
    end (&((Device *)self->devices->pdata[i])->pid, SIGTERM);
  end (&self->cupsd, SIGTERM);
  end (&self->bus, SIGTERM);
  g_ptr_array_unref (self->devices);
  if (self->dir != NULL && g_getenv ("HALL_PRINT_KEEP") == NULL)
    remove_all (self->dir);
  g_free (self->dir);
  g_free (self->data);
  g_free (self->server);
  g_free (self);
}

/* "127.0.0.1:PORT", as CUPS_SERVER wants it. */
const char *
hall_print_fixture_get_server (HallPrintFixture *self)
{
  return self->server;
}

static Device *
find (HallPrintFixture *self, const char *queue)
{
  for (guint i = 0; i < self->devices->len; i++) {
    Device *device = self->devices->pdata[i];

    if (g_str_equal (device->queue, queue))
      return device;
  }
  g_assert_not_reached ();
}

/**
 * hall_print_fixture_admin:
 * @self: a print service
 * @error: what went wrong
 * @command: lpadmin, cupsdisable, cupsenable, cupsreject, cupsaccept ...
 * @...: its arguments, then %NULL
 *
 * Runs one of CUPS's own commands against this service.
 *
 * Returns: whether it succeeded
 */
gboolean
hall_print_fixture_admin (HallPrintFixture *self, GError **error, const char *command, ...)
{
  g_autoptr (GPtrArray) argv = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *path = g_find_program_in_path (command);
  const char *arg = NULL;
  int status = 0;
  va_list args;

  /* Debian keeps the administrator's commands out of the path of other users. */
  g_ptr_array_add (argv, path != NULL ? g_strdup (path) : g_build_filename ("/usr/sbin", command, NULL));
  va_start (args, command);
  while ((arg = va_arg (args, const char *)) != NULL)
    g_ptr_array_add (argv, g_strdup (arg));
  va_end (args);
  g_ptr_array_add (argv, NULL);
  return g_spawn_sync (NULL, (char **)argv->pdata, NULL, G_SPAWN_STDERR_TO_DEV_NULL, NULL, NULL, NULL, NULL,
                       &status, error)
         && g_spawn_check_wait_status (status, error);
}

/**
 * hall_print_fixture_start_device:
 * @self: a print service
 * @queue: of a printer
 * @error: why it does not start
 *
 * Switches a printer on, at the address it had before.
 *
 * Returns: whether it answers
 */
gboolean
hall_print_fixture_start_device (HallPrintFixture *self, const char *queue, GError **error)
{
  Device *device = find (self, queue);
  g_autofree char *hosts = g_build_filename (self->dir, "etc", "hosts", NULL);
  g_autofree char *conf = g_strdup_printf ("%s/%s.conf", self->data, device->form);
  g_autofree char *command = g_build_filename (self->data, "print-command", NULL);
  g_autofree char *ipp = g_build_filename (self->dir, "ipp", NULL);
  /* It binds both families by the name "localhost", which not every machine's hosts file has for both: so it
   * sees a hosts file of its own. */
  g_autofree char *plain = g_strdup_printf (
      "exec ippeveprinter -r off -n localhost -p %d -a '%s' -d '%s' -c '%s' -v '%s'", device->port, conf, ipp,
      command, queue);
  g_autofree char *script = g_strdup_printf ("mount --bind '%s' /etc/hosts && %s", hosts, plain);
  /* A container may not let anybody have mounts of their own; the machine's hosts file has to do there. */
  const char *argv[] = { "sh",
                         "-c",
                         "unshare $1 true 2> /dev/null && exec unshare $1 sh -c \"$2\"; exec sh -c \"$3\"",
                         "sh",
                         geteuid () == 0 ? "-m" : "-rm",
                         script,
                         plain,
                         NULL };
  g_auto (GStrv) env = g_get_environ ();
  g_autofree char *bus = g_strdup_printf ("unix:path=%s/run/bus", self->dir);

  env = g_environ_setenv (env, "DBUS_SYSTEM_BUS_ADDRESS", bus, TRUE);
  env = g_environ_setenv (env, "HALL_PRINT_OUT", device->out, TRUE);
  if (!start (self, queue, argv, env, &device->pid, error))
    return FALSE;
  if (!hall_print_fixture_wait (answers, GUINT_TO_POINTER ((guint)device->port), START_S)) {
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_TIMED_OUT, "The printer of %s does not answer, see %s/log",
                 queue, self->dir);
    return FALSE;
  }
  return TRUE;
}

/* Pulls the plug: nothing is said to anybody. */
void
hall_print_fixture_stop_device (HallPrintFixture *self, const char *queue)
{
  end (&find (self, queue)->pid, SIGKILL);
}

typedef struct {
  HallPrintFixture *self;
  const char *queue;
} Added;

static gboolean
is_available (gpointer data)
{
  const Added *added = data;
  g_autofree char *path = g_build_filename (added->self->dir, "log", "error", NULL);
  g_autofree char *words = g_strdup_printf ("Printer \"%s\" is now available", added->queue);
  g_autofree char *log = NULL;

  return g_file_get_contents (path, &log, NULL, NULL) && strstr (log, words) != NULL;
}

/**
 * hall_print_fixture_add:
 * @self: a print service
 * @queue: its name
 * @form: "roll80" or "a5"
 * @error: why not
 *
 * Adds a printer: a device that is switched on, and a queue for it.
 *
 * Returns: whether it is there
 */
gboolean
hall_print_fixture_add (HallPrintFixture *self, const char *queue, const char *form, GError **error)
{
  Device *device = g_new0 (Device, 1);
  g_autofree char *uri = NULL;

  device->queue = g_strdup (queue);
  device->form = g_strdup (form);
  device->out = g_build_filename (self->dir, "out", queue, NULL);
  device->port = free_port ();
  g_mkdir (device->out, 0755);
  g_ptr_array_add (self->devices, device);
  uri = g_strdup_printf ("ipp://localhost:%d/ipp/print", device->port);
  if (!hall_print_fixture_start_device (self, queue, error)
      || !hall_print_fixture_admin (self, error, "lpadmin", "-p", queue, "-E", "-v", uri, "-m", "everywhere",
                                    "-o", "printer-error-policy=retry-current-job", NULL))
    return FALSE;
  /* cupsd enables a new queue a moment after it said that it is there: a queue stopped before that starts
   * again. */
  if (!hall_print_fixture_wait (is_available, &(Added){ self, queue }, START_S)) {
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_TIMED_OUT, "%s does not become available, see %s/log", queue,
                 self->dir);
    return FALSE;
  }
  return TRUE;
}

/**
 * hall_print_fixture_load_paper:
 * @self: a print service
 * @queue: of a printer
 * @loaded: whether there is paper in it
 * @error: why not
 *
 * Empties or fills the tray, as a person would: on the printer's own page.
 *
 * Returns: whether the printer took it
 */
gboolean
hall_print_fixture_load_paper (HallPrintFixture *self, const char *queue, gboolean loaded, GError **error)
{
  Device *device = find (self, queue);
  gboolean roll = g_str_equal (device->form, "roll80");
  g_autoptr (GSocketClient) client = g_socket_client_new ();
  g_autoptr (GSocketConnection) connection = g_socket_client_connect_to_host (client, "127.0.0.1",
                                                                              device->port, NULL, error);
  g_autofree char *request = NULL;
  char answer[64] = "";

  if (connection == NULL)
    return FALSE;
  request = g_strdup_printf ("GET /media?size0=%s&type0=%s&level0=%d HTTP/1.1\r\nHost: localhost:%d\r\n\r\n",
                             roll ? "om_80x200mm_80x200mm" : "iso_a5_148x210mm",
                             roll ? "continuous" : "stationery", loaded ? 100 : 0, device->port);
  return g_output_stream_write_all (g_io_stream_get_output_stream (G_IO_STREAM (connection)), request,
                                    strlen (request), NULL, NULL, error)
         && g_input_stream_read (g_io_stream_get_input_stream (G_IO_STREAM (connection)), answer,
                                 sizeof answer - 1, NULL, error)
                > 0
         && strstr (answer, "200") != NULL;
}

/* From now on each paper stops with @reason (media-empty-error, media-jam-error, cover-open-error; "silence"
 * for no word at all; "abort" gives the next one up); %NULL lets them go on. */
void
hall_print_fixture_set_fault (HallPrintFixture *self, const char *queue, const char *reason)
{
  Device *device = find (self, queue);
  g_autofree char *fault = g_build_filename (device->out, "fault", NULL);
  g_autofree char *stuck = g_build_filename (device->out, "stuck", NULL);

  g_remove (stuck);
  if (reason != NULL)
    g_assert_true (g_file_set_contents (fault, reason, -1, NULL));
  else
    g_remove (fault);
}

/* Whether a paper has met the fault that was set. */
gboolean
hall_print_fixture_is_stuck (HallPrintFixture *self, const char *queue)
{
  g_autofree char *stuck = g_build_filename (find (self, queue)->out, "stuck", NULL);

  return g_file_test (stuck, G_FILE_TEST_EXISTS);
}

/* The folder where a printer lays its papers: paper-000.pdf and, beside it, the ticket of the job. */
char *
hall_print_fixture_get_out (HallPrintFixture *self, const char *queue)
{
  return g_strdup (find (self, queue)->out);
}

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *)a, *(const char *const *)b);
}

/* The papers that came out of a printer, in order: file names, to be freed. */
GPtrArray *
hall_print_fixture_list_papers (HallPrintFixture *self, const char *queue)
{
  Device *device = find (self, queue);
  g_autoptr (GDir) dir = g_dir_open (device->out, 0, NULL);
  GPtrArray *papers = g_ptr_array_new_with_free_func (g_free);
  const char *name = NULL;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    if (g_str_has_suffix (name, ".pdf"))
      g_ptr_array_add (papers, g_build_filename (device->out, name, NULL));
  g_ptr_array_sort (papers, compare_names);
  return papers;
}

/* Makes the print service mute: it is there, takes connections, and says nothing. */
void
hall_print_fixture_freeze (HallPrintFixture *self, gboolean frozen)
{
  kill (self->cupsd, frozen ? SIGSTOP : SIGCONT);
}
