/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "hall-stage.h"

#include <glib/gstdio.h>
#include <libintl.h>
#include <locale.h>

#include "hall-config.h"
#include "hall-shell-resources.h"

HallStage *
hall_stage_new (void)
{
  HallStage *self = g_new0 (HallStage, 1);

  self->hall = hall_fixture_new ();
  self->store = hall_fixture_open_store (self->hall);
  return self;
}

void
hall_stage_free (HallStage *self)
{
  hall_stage_clear (self);
  hall_store_close (self->store);
  hall_stage_settle ();
  g_clear_object (&self->store);
  hall_fixture_free (self->hall);
  g_free (self);
}

/* Shows a widget in a window of the size of a counter's screen. */
void
hall_stage_show (HallStage *self, GtkWidget *widget)
{
  if (GTK_IS_WINDOW (widget)) {
    self->window = GTK_WINDOW (widget);
  } else {
    self->window = GTK_WINDOW (adw_window_new ());
    adw_window_set_content (ADW_WINDOW (self->window), widget);
    gtk_window_set_default_size (self->window, 1068, 640);
  }
  gtk_window_present (self->window);
  hall_stage_wait (gtk_widget_get_mapped (GTK_WIDGET (self->window)));
}

void
hall_stage_clear (HallStage *self)
{
  if (self->window != NULL)
    gtk_window_destroy (g_steal_pointer (&self->window));
  hall_stage_settle ();
}

typedef struct {
  HallDeskView *view;
  gboolean done;
} Read;

static void
on_read_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;
  Read *read = data;

  read->view = hall_store_read_finish (HALL_STORE (source), result, &error);
  g_assert_no_error (error);
  read->done = TRUE;
}

/* Reads what a desk shows, as a desk does. Free it with hall_desk_view_free(). */
HallDeskView *
hall_stage_view (HallStage *self, gint64 counter, const char *staff)
{
  Read read = { 0 };

  hall_store_read_async (self->store, (HallReadFunc)hall_desk_view_read, hall_desk_params (counter, staff),
                         hall_desk_view_free, NULL, on_read_cb, &read);
  hall_stage_wait (read.done);
  return read.view;
}

/* Runs what is ready to run. */
void
hall_stage_settle (void)
{
  for (int i = 0; i < 20; i++) {
    while (g_main_context_iteration (NULL, FALSE))
      continue;
    g_usleep (1000);
  }
}

/* With HALL_PHOTOS set, keeps a picture of the window there, for people to look at. */
void
hall_stage_photograph (HallStage *self, const char *name)
{
  const char *folder = g_getenv ("HALL_PHOTOS");
  g_autoptr (GdkPaintable) paintable = NULL;
  g_autoptr (GtkSnapshot) snapshot = NULL;
  g_autoptr (GskRenderNode) node = NULL;
  g_autoptr (GdkTexture) texture = NULL;
  g_autofree char *path = NULL;

  if (folder == NULL)
    return;
  for (int i = 0; i < 20; i++)
    hall_stage_settle ();
  paintable = gtk_widget_paintable_new (GTK_WIDGET (self->window));
  snapshot = gtk_snapshot_new ();
  gdk_paintable_snapshot (paintable, snapshot, gdk_paintable_get_intrinsic_width (paintable),
                          gdk_paintable_get_intrinsic_height (paintable));
  node = gtk_snapshot_free_to_node (g_steal_pointer (&snapshot));
  texture = gsk_renderer_render_texture (gtk_native_get_renderer (GTK_NATIVE (self->window)), node, NULL);
  path = g_strdup_printf ("%s/%s.png", folder, name);
  gdk_texture_save_to_png (texture, path);
}

GtkWidget *
hall_stage_child (GtkWidget *widget, GType type, const char *child)
{
  GObject *object = gtk_widget_get_template_child (widget, type, child);

  g_assert_true (GTK_IS_WIDGET (object));
  return GTK_WIDGET (object);
}

const char *
hall_stage_label (GtkWidget *widget, GType type, const char *child)
{
  return gtk_label_get_text (GTK_LABEL (hall_stage_child (widget, type, child)));
}

/* Types as a keyboard or a paste would: by insertion, so that the field's own limits apply. */
void
hall_stage_type (GtkWidget *editable, const char *text)
{
  int at = 0;

  gtk_editable_delete_text (GTK_EDITABLE (editable), 0, -1);
  gtk_editable_insert_text (GTK_EDITABLE (editable), text, -1, &at);
}

static GtkWidget *
find (GtkWidget *root, GType type, guint *index)
{
  if (g_type_is_a (G_OBJECT_TYPE (root), type) && (*index)-- == 0)
    return root;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child)) {
    GtkWidget *found = find (child, type, index);

    if (found != NULL)
      return found;
  }
  return NULL;
}

/* The @index-th widget of @type under @root, in the order they are drawn. */
GtkWidget *
hall_stage_find (GtkWidget *root, GType type, guint index)
{
  return find (root, type, &index);
}

static void
load_style (void)
{
  static const char *const files[] = { "desk", "cash", "case-page" };

  for (gsize i = 0; i < G_N_ELEMENTS (files); i++) {
    g_autoptr (GtkCssProvider) provider = gtk_css_provider_new ();
    g_autofree char *path = g_strdup_printf ("/org/halldesk/HallDesk/css/%s.css", files[i]);

    gtk_css_provider_load_from_resource (provider, path);
    gtk_style_context_add_provider_for_display (gdk_display_get_default (), GTK_STYLE_PROVIDER (provider),
                                                GTK_STYLE_PROVIDER_PRIORITY_APPLICATION + i);
  }
}

static void
remove_tree (const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL) {
    g_autofree char *child = g_build_filename (path, name, NULL);

    remove_tree (child);
  }
  g_remove (path);
}

static char *state_dir;

/* Before the first test: drafts in a folder of their own, the program's words and its style. */
void
hall_stage_init (int *argc, char ***argv)
{
  const char *locale = g_getenv ("HALL_PHOTOS") != NULL ? "" : "C.UTF-8";

  state_dir = g_dir_make_tmp ("halldesk-state-XXXXXX", NULL);
  g_setenv ("XDG_STATE_HOME", state_dir, TRUE);
  setlocale (LC_ALL, locale);
  bindtextdomain (GETTEXT_PACKAGE, HALL_BUILD_LOCALEDIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
  g_test_init (argc, argv, NULL);
  adw_init ();
  if (g_getenv ("HALL_DARK") != NULL)
    adw_style_manager_set_color_scheme (adw_style_manager_get_default (), ADW_COLOR_SCHEME_FORCE_DARK);
  g_resources_register (hall_shell_get_resource ());
  load_style ();
}

/* Runs the tests and clears up. */
int
hall_stage_run (void)
{
  int status = g_test_run ();

  remove_tree (state_dir);
  g_free (state_dir);
  return status;
}
