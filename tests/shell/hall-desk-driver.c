/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "hall-desk-driver.h"

#include "hall-key-button.h"
#include "hall-phrase-strip.h"

GtkWidget *
driver_desk (HallStage *stage)
{
  GtkWidget *desk = GTK_WIDGET (hall_desk_window_new (NULL, stage->store, "desk-3", 3));

  hall_stage_show (stage, desk);
  /* The signing in itself has tests of its own. */
  g_signal_emit_by_name (driver_child (desk, "sign_in_page"), "signed-in", "G05", "张三", (gint64)3);
  hall_stage_wait (hall_desk_window_get_state (HALL_DESK_WINDOW (desk)) != HALL_DESK_SIGNED_OUT);
  return desk;
}

GtkWidget *
driver_child (GtkWidget *desk, const char *name)
{
  return hall_stage_child (desk, HALL_TYPE_DESK_WINDOW, name);
}

void
driver_wait_state (GtkWidget *desk, HallDeskState state)
{
  hall_stage_wait (hall_desk_window_get_state (HALL_DESK_WINDOW (desk)) == state);
  hall_stage_settle ();
}

void
driver_act (GtkWidget *desk, const char *action)
{
  gtk_widget_activate_action (desk, action, NULL);
}

/* Whether an action is to be had now: asked of a button that does it, for only the class itself knows. */
gboolean
driver_can (GtkWidget *desk, const char *action)
{
  GtkWidget *probe = gtk_button_new ();
  GtkWidget *home = driver_child (desk, "foot");
  gboolean sensitive;

  gtk_actionable_set_action_name (GTK_ACTIONABLE (probe), action);
  gtk_box_append (GTK_BOX (home), probe);
  sensitive = gtk_widget_get_sensitive (probe);
  gtk_box_remove (GTK_BOX (home), probe);
  return sensitive;
}

static GtkShortcut *
find_shortcut (GtkWidget *desk, const char *trigger, GtkPropagationPhase phase)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (desk);
  g_autoptr (GtkShortcutTrigger) wanted = gtk_shortcut_trigger_parse_string (trigger);

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++) {
    g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);

    if (!GTK_IS_SHORTCUT_CONTROLLER (controller)
        || gtk_event_controller_get_propagation_phase (controller) != phase)
      continue;
    for (guint k = 0; k < g_list_model_get_n_items (G_LIST_MODEL (controller)); k++) {
      g_autoptr (GtkShortcut) shortcut = g_list_model_get_item (G_LIST_MODEL (controller), k);

      if (gtk_shortcut_trigger_equal (gtk_shortcut_get_trigger (shortcut), wanted))
        return shortcut;
    }
  }
  return NULL;
}

/* Presses a key of the desk's map. It must stand in the capture phase, before anything a widget binds. */
void
driver_key (GtkWidget *desk, const char *trigger)
{
  GtkShortcut *shortcut = find_shortcut (desk, trigger, GTK_PHASE_CAPTURE);

  g_assert_nonnull (shortcut);
  g_assert_true (gtk_shortcut_action_activate (gtk_shortcut_get_action (shortcut), 0, desk, NULL));
}

const char *
driver_page (GtkWidget *desk)
{
  return gtk_stack_get_visible_child_name (GTK_STACK (driver_child (desk, "body")));
}

const char *
driver_face (GtkWidget *desk)
{
  return gtk_stack_get_visible_child_name (GTK_STACK (driver_child (desk, "face")));
}

static void
collect_suggested (GtkWidget *root, GPtrArray *found)
{
  if (!gtk_widget_get_mapped (root))
    return;
  if (gtk_widget_has_css_class (root, "suggested-action"))
    g_ptr_array_add (found, root);
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    collect_suggested (child, found);
}

guint
driver_count_suggested (GtkWidget *root)
{
  g_autoptr (GPtrArray) found = g_ptr_array_new ();

  collect_suggested (root, found);
  return found->len;
}

GtkWidget *
driver_suggested (GtkWidget *root)
{
  g_autoptr (GPtrArray) found = g_ptr_array_new ();

  collect_suggested (root, found);
  g_assert_cmpuint (found->len, ==, 1);
  return g_ptr_array_index (found, 0);
}

static gboolean
has_text (GtkWidget *widget)
{
  if (GTK_IS_LABEL (widget) && *gtk_label_get_text (GTK_LABEL (widget)) != '\0')
    return TRUE;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (has_text (child))
      return TRUE;
  return FALSE;
}

/* Every control in sight has a name: one given to it, or the text it shows. */
void
driver_assert_named (GtkWidget *root)
{
  if (!gtk_widget_get_mapped (root))
    return;
  if (GTK_IS_BUTTON (root) || GTK_IS_MENU_BUTTON (root) || GTK_IS_LIST_VIEW (root)) {
    gboolean named = has_text (root)
                     || gtk_test_accessible_has_property (GTK_ACCESSIBLE (root),
                                                          GTK_ACCESSIBLE_PROPERTY_LABEL)
                     || gtk_widget_get_tooltip_text (root) != NULL
                     /* Buttons of GTK's own widgets are named there. */
                     || gtk_widget_get_ancestor (root, GTK_TYPE_WINDOW_CONTROLS) != NULL
                     || (GTK_IS_BUTTON (root) && GTK_IS_MENU_BUTTON (gtk_widget_get_parent (root)));

    if (!named)
      g_error ("a %s without a name in a %s", G_OBJECT_TYPE_NAME (root),
               G_OBJECT_TYPE_NAME (gtk_widget_get_parent (root)));
  }
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    driver_assert_named (child);
}

/* The dialog that lies over the desk. */
GtkWidget *
driver_dialog (GtkWidget *desk)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++) {
    g_autoptr (GtkWindow) window = g_list_model_get_item (windows, i);

    if (gtk_window_get_transient_for (window) == GTK_WINDOW (desk))
      return GTK_WIDGET (window);
  }
  return NULL;
}

gboolean
driver_phrase_is (GtkWidget *desk, const char *text)
{
  return g_strcmp0 (hall_phrase_strip_get_text (HALL_PHRASE_STRIP (driver_child (desk, "phrases"))), text)
         == 0;
}
