/* SPDX-License-Identifier: GPL-3.0-or-later */

/* database-service [COMMAND [ARG...]]: runs COMMAND with a PostgreSQL server of its own, HALL_TEST_SERVER set
 * to its address, and exits as COMMAND. Where HALL_TEST_SERVER is set already, it is COMMAND and no more.
 * Without COMMAND it says the address, and the server is there until this program is told to end. */

#include "hall-test-server.h"

#include <glib-unix.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

typedef struct {
  GMainLoop *loop;
  GSubprocess *command;
  int told; /* the signal that ends it */
} Service;

static gboolean
told (Service *self, int number)
{
  self->told = number;
  if (self->command != NULL)
    g_subprocess_send_signal (self->command, number); /* the server stays until the command has ended */
  else
    g_main_loop_quit (self->loop);
  return G_SOURCE_CONTINUE;
}

static gboolean
interrupted_cb (gpointer data)
{
  return told (data, SIGINT);
}

static gboolean
terminated_cb (gpointer data)
{
  return told (data, SIGTERM);
}

static void
ended_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Service *self = data;

  g_subprocess_wait_finish (self->command, result, NULL);
  g_main_loop_quit (self->loop);
}

static int
exit_status (GSubprocess *command)
{
  return g_subprocess_get_if_exited (command) ? g_subprocess_get_exit_status (command)
                                              : 128 + g_subprocess_get_term_sig (command);
}

int
main (int argc, char **argv)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (HallTestServer) server = NULL;
  g_autoptr (GSubprocess) command = NULL;
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  const char *server_named = g_getenv ("HALL_TEST_SERVER");
  Service service = { .loop = loop };

  if (argc > 1 && server_named != NULL && *server_named != '\0') {
    execvp (argv[1], argv + 1);
    perror (argv[1]);
    return 127;
  }
  /* From here on, so that no folder stays behind when it is ended while it begins. */
  g_unix_signal_add (SIGINT, interrupted_cb, &service);
  g_unix_signal_add (SIGTERM, terminated_cb, &service);
  g_unix_signal_add (SIGHUP, terminated_cb, &service);
  server = hall_test_server_new (NULL, &error);
  if (server != NULL && argc > 1) {
    g_setenv ("HALL_TEST_SERVER", hall_test_server_get_address (server), TRUE);
    command = g_subprocess_newv ((const char *const *)argv + 1, G_SUBPROCESS_FLAGS_STDIN_INHERIT, &error);
  }
  if (error != NULL) {
    fprintf (stderr, "database-service: %s\n", error->message);
    return 1;
  }
  if (command != NULL) {
    service.command = command;
    g_subprocess_wait_async (command, NULL, ended_cb, &service);
  } else {
    puts (hall_test_server_get_address (server));
    fflush (stdout);
  }
  g_main_loop_run (loop);
  return command != NULL ? exit_status (command) : 0;
}
