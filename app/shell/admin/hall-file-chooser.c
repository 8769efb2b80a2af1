/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "hall-file-chooser.h"

#include <glib/gi18n-lib.h>

#include "hall-shell.h"

/* Files in and out, off the main loop. */

typedef struct {
  GtkWidget *widget; /* (owned) */
  HallFileRead read; /* (nullable) */
  GBytes *bytes;     /* (owned) (nullable) to be written */
  char *name;        /* (nullable) */
} Choice;

static void
choice_free (Choice *self)
{
  g_object_unref (self->widget);
  g_clear_pointer (&self->bytes, g_bytes_unref);
  g_free (self->name);
  g_free (self);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Choice, choice_free)

static void
on_loaded_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Choice) choice = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = g_file_load_bytes_finish (G_FILE (source), result, NULL, &error);

  if (bytes != NULL)
    choice->read (choice->widget, choice->name, bytes);
  else
    hall_shell_say_error (choice->widget, error);
}

static void
on_written_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Choice) choice = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *said = NULL;

  if (!g_file_replace_contents_finish (G_FILE (source), result, NULL, &error)) {
    hall_shell_say_error (choice->widget, error);
    return;
  }
  /* Translators: %s is the name of a file */
  said = g_strdup_printf (_ ("Written to %s"), choice->name);
  hall_shell_say (choice->widget, said);
}

static void
on_response_cb (GtkNativeDialog *dialog, int response, gpointer data)
{
  g_autoptr (Choice) choice = data;
  g_autoptr (GFile) file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog));
  g_autofree char *name = file != NULL ? g_file_get_basename (file) : NULL;

  if (response == GTK_RESPONSE_ACCEPT && file != NULL) {
    g_free (choice->name);
    choice->name = g_utf8_make_valid (name, -1);
    if (choice->read != NULL) {
      g_file_load_bytes_async (file, NULL, on_loaded_cb, g_steal_pointer (&choice));
    } else {
      GBytes *bytes = choice->bytes;

      g_file_replace_contents_bytes_async (file, bytes, NULL, FALSE, G_FILE_CREATE_NONE, NULL, on_written_cb,
                                           g_steal_pointer (&choice));
    }
  }
  g_object_unref (dialog);
}

static void
choose (Choice *choice, GtkFileChooserAction action, const char *title, const char *pattern)
{
  GtkRoot *root = gtk_widget_get_root (choice->widget);
  GtkFileChooserNative *dialog = gtk_file_chooser_native_new (
      title, GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL, action, NULL, NULL);

  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (dialog), TRUE);
  if (pattern != NULL) {
    g_autoptr (GtkFileFilter) filter = gtk_file_filter_new ();

    gtk_file_filter_set_name (filter, pattern);
    gtk_file_filter_add_pattern (filter, pattern);
    gtk_file_chooser_add_filter (GTK_FILE_CHOOSER (dialog), filter);
  }
  if (action == GTK_FILE_CHOOSER_ACTION_SAVE)
    gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (dialog), choice->name);
  g_signal_connect (dialog, "response", G_CALLBACK (on_response_cb), choice);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (dialog));
}

/**
 * hall_file_choose_to_read:
 * @widget: who asks; kept alive until it is done
 * @title: of the dialog
 * @pattern: "*.csv"
 * @read: called with the file that was chosen
 *
 * Lets somebody choose a file, and reads it.
 */
void
hall_file_choose_to_read (GtkWidget *widget, const char *title, const char *pattern, HallFileRead read)
{
  Choice *choice = g_new0 (Choice, 1);

  choice->widget = g_object_ref (widget);
  choice->read = read;
  choose (choice, GTK_FILE_CHOOSER_ACTION_OPEN, title, pattern);
}

/**
 * hall_file_choose_to_write:
 * @widget: who asks; kept alive until it is done
 * @title: of the dialog
 * @name: what the file would be called
 * @bytes: what goes into it
 *
 * Lets somebody choose where a file goes, and writes it.
 */
void
hall_file_choose_to_write (GtkWidget *widget, const char *title, const char *name, GBytes *bytes)
{
  Choice *choice = g_new0 (Choice, 1);

  choice->widget = g_object_ref (widget);
  choice->bytes = g_bytes_ref (bytes);
  choice->name = g_strdup (name);
  choose (choice, GTK_FILE_CHOOSER_ACTION_SAVE, title, NULL);
}
