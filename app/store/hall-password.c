/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "hall-password.h"

#include <glib/gi18n-lib.h>

#include "hall-address.h"

/*
 * The password that lets this PC into the hall's server. A person's own password is another matter and never
 * comes here. It is either in libpq's own file, which libpq reads by itself, or in this process's memory.
 */

#define DEFAULT_PORT "5432"

static GMutex lock;
static char *known_address;  /* (lock) a process has to do with one server at a time */
static char *known_password; /* (lock) */

static void
wipe (char *text)
{
  if (text != NULL)
    explicit_bzero (text, strlen (text));
  g_free (text);
}

/**
 * hall_password_set:
 * @address: the address of a server
 * @password: (nullable): what lets this PC in; %NULL forgets it
 *
 * Keeps a password in memory, for every connection to @address that this process makes from now on. Any
 * thread may call it.
 */
void
hall_password_set (const char *address, const char *password)
{
  g_return_if_fail (address != NULL);

  g_mutex_lock (&lock);
  g_clear_pointer (&known_address, g_free);
  g_clear_pointer (&known_password, wipe);
  if (password != NULL) {
    known_address = g_strdup (address);
    known_password = g_strdup (password);
  }
  g_mutex_unlock (&lock);
}

/**
 * hall_password_dup:
 * @address: the address of a server
 *
 * Returns: (transfer full) (nullable): what hall_password_set() was given for it
 */
char *
hall_password_dup (const char *address)
{
  char *password = NULL;

  g_return_val_if_fail (address != NULL, NULL);

  g_mutex_lock (&lock);
  if (g_strcmp0 (known_address, address) == 0)
    password = g_strdup (known_password);
  g_mutex_unlock (&lock);
  return password;
}

/* --- libpq's own file --- */

/**
 * hall_password_get_path:
 *
 * Returns: (transfer full): the file where libpq looks for passwords
 */
char *
hall_password_get_path (void)
{
  const char *given = g_getenv ("PGPASSFILE");

  if (given != NULL && *given != '\0')
    return g_strdup (given);
  /* In the sandbox of a Flatpak the home folder is not there (hall-address.c names this file to libpq). */
  if (g_getenv ("FLATPAK_ID") != NULL)
    return g_build_filename (g_get_user_config_dir (), "halldesk", "pgpass", NULL);
  return g_build_filename (g_get_home_dir (), ".pgpass", NULL);
}

/* A field of the file: colons and backslashes are escaped. */
static void
add_field (GString *line, const char *text)
{
  for (const char *at = text; *at != '\0'; at++) {
    if (*at == ':' || *at == '\\')
      g_string_append_c (line, '\\');
    g_string_append_c (line, *at);
  }
}

/* host:port:database:user: of the host at @i, as libpq will look for it. */
static char *
line_start (const char *address, const char *host, const char *port)
{
  g_autofree char *database = hall_address_get (address, "dbname");
  g_autofree char *user = hall_address_get (address, "user");
  GString *line = g_string_new (NULL);

  /* A socket in the usual folder is called localhost there. */
  add_field (line, *host == '\0' ? "localhost" : host);
  g_string_append_c (line, ':');
  add_field (line, *port == '\0' ? DEFAULT_PORT : port);
  g_string_append_c (line, ':');
  add_field (line, database != NULL ? database : "*");
  g_string_append_c (line, ':');
  add_field (line, user != NULL ? user : g_get_user_name ());
  g_string_append_c (line, ':');
  return g_string_free (line, FALSE);
}

/* Adds @start and the password at the head, for the first line that fits counts; an older one for the same
 * goes. */
static void
put_line (GString *text, const char *start, const char *password)
{
  g_auto (GStrv) lines = g_strsplit (text->str, "\n", -1);

  g_string_truncate (text, 0);
  g_string_append (text, start);
  add_field (text, password);
  g_string_append_c (text, '\n');
  for (char **line = lines; *line != NULL; line++) {
    if (!g_str_has_prefix (*line, start) && (**line != '\0' || line[1] != NULL))
      g_string_append_printf (text, "%s\n", *line);
    explicit_bzero (*line, strlen (*line));
  }
}

/**
 * hall_password_save:
 * @address: the address of a server
 * @password: what lets this PC in
 * @error: INVALID, UNAVAILABLE when the file cannot be written
 *
 * Writes the password to libpq's own file, readable by its owner alone; what else is in it stays.
 *
 * Returns: whether it is there
 */
gboolean
hall_password_save (const char *address, const char *password, GError **error)
{
  g_autofree char *path = hall_password_get_path ();
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *hosts = NULL;
  g_autofree char *ports = NULL;
  g_auto (GStrv) host = NULL;
  g_auto (GStrv) port = NULL;
  g_autofree char *old = NULL;
  g_autoptr (GString) text = NULL;
  g_autoptr (GError) local = NULL;
  gboolean saved;

  g_return_val_if_fail (address != NULL && password != NULL, FALSE);

  if (strpbrk (password, "\r\n") != NULL) {
    hall_set_error (error, HALL_ERROR_INVALID, NULL, "password", _ ("a password is one line"));
    return FALSE;
  }
  hosts = hall_address_get (address, "host");
  ports = hall_address_get (address, "port");
  host = g_strsplit (hosts != NULL ? hosts : "", ",", -1);
  port = g_strsplit (ports != NULL ? ports : "", ",", -1);
  if (!g_file_get_contents (path, &old, NULL, &local)
      && !g_error_matches (local, G_FILE_ERROR, G_FILE_ERROR_NOENT)) {
    hall_set_error (error, HALL_ERROR_UNAVAILABLE, NULL, NULL, "%s", local->message);
    return FALSE;
  }
  g_clear_error (&local);
  text = g_string_new (old);
  for (guint i = 0; i < MAX (g_strv_length (host), 1); i++) {
    const guint n_ports = g_strv_length (port);
    const char *number = n_ports == 1 ? port[0] : i < n_ports ? port[i] : "";
    g_autofree char *start = line_start (address, host[i] != NULL ? host[i] : "", number);

    put_line (text, start, password);
  }
  g_mkdir_with_parents (folder, 0700);
  saved = g_file_set_contents_full (path, text->str, (gssize)text->len, G_FILE_SET_CONTENTS_CONSISTENT, 0600,
                                    &local);
  explicit_bzero (text->str, text->len);
  if (old != NULL)
    explicit_bzero (old, strlen (old));
  if (!saved)
    hall_set_error (error, HALL_ERROR_UNAVAILABLE, NULL, NULL, "%s", local->message);
  return saved;
}
