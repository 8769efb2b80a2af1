/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "hall-draft.h"

#include <glib/gstdio.h>

#include "hall-person.h"

/*
 * What somebody is typing, kept outside the hall until it becomes a command: it comes back after a crash, a
 * lock or a power cut. One small file a field in the user's state directory, readable by the user alone.
 */

static char *
draft_path (const char *address, gint64 counter, const char *field)
{
  g_autofree char *hash = g_compute_checksum_for_string (G_CHECKSUM_SHA256, address, -1);
  g_autofree char *safe = g_uri_escape_string (field, NULL, TRUE);
  g_autofree char *name = g_strdup_printf ("%d-%s", (int)counter, safe);

  hash[16] = '\0';
  return g_build_filename (g_get_user_state_dir (), "halldesk", "drafts", hash, name, NULL);
}

/**
 * hall_draft_load:
 * @address: the hall
 * @counter: the counter, 0 for none
 * @field: which text, such as "transfer-summary"
 *
 * Returns: (transfer full) (nullable): the draft, %NULL when there is none
 */
char *
hall_draft_load (const char *address, gint64 counter, const char *field)
{
  g_autofree char *path = NULL;
  char *text = NULL;

  g_return_val_if_fail (address != NULL && field != NULL, NULL);

  path = draft_path (address, counter, field);
  if (!g_file_get_contents (path, &text, NULL, NULL))
    return NULL;
  if (!g_utf8_validate (text, -1, NULL))
    g_clear_pointer (&text, g_free);
  return text;
}

/**
 * hall_draft_save:
 * @address: the hall
 * @counter: the counter, 0 for none
 * @field: which text
 * @text: (nullable): what stands there now; nothing drops the draft
 *
 * Keeps a draft. The number of an identity paper in it is masked before it is written (Q11, 002-27): whoever
 * needs it types it again. A failure is logged and changes nothing for the one who types.
 */
void
hall_draft_save (const char *address, gint64 counter, const char *field, const char *text)
{
  g_autofree char *path = NULL;
  g_autofree char *folder = NULL;
  g_autofree char *masked = NULL;
  g_autoptr (GError) error = NULL;

  g_return_if_fail (address != NULL && field != NULL);

  path = draft_path (address, counter, field);
  if (text == NULL || *text == '\0') {
    g_unlink (path);
    return;
  }
  folder = g_path_get_dirname (path);
  g_mkdir_with_parents (folder, 0700);
  masked = hall_id_mask_in_text (text);
  if (!g_file_set_contents_full (path, masked, -1, G_FILE_SET_CONTENTS_CONSISTENT, 0600, &error))
    g_message ("Draft not kept: %s", error->message);
}

/**
 * hall_draft_drop:
 * @address: the hall
 * @counter: the counter, 0 for none
 * @field: which text
 *
 * Forgets a draft: it has become a command, or was given up.
 */
void
hall_draft_drop (const char *address, gint64 counter, const char *field)
{
  hall_draft_save (address, counter, field, NULL);
}

typedef struct {
  char *address;
  gint64 counter;
  char *field;
} Draft;

static void
draft_free (gpointer data, GClosure *closure)
{
  Draft *draft = data;

  g_free (draft->address);
  g_free (draft->field);
  g_free (draft);
}

static void
on_changed_cb (GtkEditable *editable, Draft *draft)
{
  hall_draft_save (draft->address, draft->counter, draft->field, gtk_editable_get_text (editable));
}

/**
 * hall_draft_bind:
 * @editable: an entry
 * @address: the hall
 * @counter: the counter, 0 for none
 * @field: which text
 *
 * Puts the draft into @editable and keeps what is typed there from now on.
 */
void
hall_draft_bind (GtkEditable *editable, const char *address, gint64 counter, const char *field)
{
  g_autofree char *text = NULL;
  Draft *draft;

  g_return_if_fail (GTK_IS_EDITABLE (editable));

  text = hall_draft_load (address, counter, field);
  if (text != NULL)
    gtk_editable_set_text (editable, text);
  draft = g_new0 (Draft, 1);
  draft->address = g_strdup (address);
  draft->counter = counter;
  draft->field = g_strdup (field);
  g_signal_connect_data (editable, "changed", G_CALLBACK (on_changed_cb), draft, draft_free,
                         G_CONNECT_DEFAULT);
}
