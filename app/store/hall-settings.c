/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "hall-settings.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#include "hall-address.h"

/* Which hall this person's programs open when none is named: one line in the user's settings. */

static char *
settings_path (void)
{
  return g_build_filename (g_get_user_config_dir (), "halldesk", "hall", NULL);
}

/**
 * hall_settings_get_file:
 *
 * Returns: (transfer full): where a hall on this PC alone is kept
 */
char *
hall_settings_get_file (void)
{
  return g_build_filename (g_get_user_data_dir (), "halldesk", "hall.db", NULL);
}

/**
 * hall_settings_get_hall:
 *
 * Returns: (transfer full): the hall's address when none is named: $HALLDESK_HALL, else the one that was
 *   remembered, else the file of hall_settings_get_file()
 */
char *
hall_settings_get_hall (void)
{
  const char *given = g_getenv ("HALLDESK_HALL");
  g_autofree char *path = settings_path ();
  g_autofree char *text = NULL;

  if (given != NULL && *given != '\0')
    return g_strdup (given);
  if (!g_file_get_contents (path, &text, NULL, NULL) || !g_utf8_validate (text, -1, NULL)
      || *g_strstrip (text) == '\0')
    return hall_settings_get_file ();
  return g_steal_pointer (&text);
}

/**
 * hall_settings_set_hall:
 * @address: the hall this PC belongs to
 * @error: INVALID when there is a password in it, UNAVAILABLE when it cannot be written
 *
 * Keeps an address for the next start. A password is never kept: ~/.pgpass is the place for that.
 *
 * Returns: whether it is kept
 */
gboolean
hall_settings_set_hall (const char *address, GError **error)
{
  g_autofree char *path = settings_path ();
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *usual = hall_settings_get_file ();
  g_autofree char *line = NULL;
  g_autoptr (GError) local = NULL;

  g_return_val_if_fail (address != NULL, FALSE);

  if (hall_address_has_password (address)) {
    hall_set_error (error, HALL_ERROR_INVALID, NULL, "password",
                    _ ("an address with a password in it is not kept; leave the password out"));
    return FALSE;
  }
  if (g_str_equal (address, usual)) {
    if (g_unlink (path) == 0 || errno == ENOENT)
      return TRUE;
    hall_set_error (error, HALL_ERROR_UNAVAILABLE, NULL, NULL, "%s: %s", path, g_strerror (errno));
    return FALSE;
  }
  line = g_strconcat (address, "\n", NULL);
  if (g_mkdir_with_parents (folder, 0700) == 0
      && g_file_set_contents_full (path, line, -1, G_FILE_SET_CONTENTS_CONSISTENT, 0600, &local))
    return TRUE;
  hall_set_error (error, HALL_ERROR_UNAVAILABLE, NULL, NULL, "%s: %s", path,
                  local != NULL ? local->message : g_strerror (errno));
  return FALSE;
}
