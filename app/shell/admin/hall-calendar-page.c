/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "hall-calendar-page.h"

#include <glib/gi18n-lib.h>

#include "hall-file-chooser.h"
#include "hall-key-button.h"
#include "hall-pill.h"
#include "hall-setup-view.h"
#include "hall-shell.h"

/*
 * The national calendar that promises count by (hall rules 3.14, Q38): which years are known, what is in
 * them, and what it means that one is not.
 */
struct _HallCalendarPage {
  AdwBin parent_instance;

  GtkListBox *years;
  GtkLabel *title;
  GtkLabel *about;
  GtkLabel *fault;
  GtkListBox *days;

  HallStore *store; /* (owned) (nullable) */
  HallCaseContext context;
  GListModel *list;      /* (owned) (nullable) of HallYear */
  gint64 year;           /* that is shown; 0 none yet */
  GCancellable *reading; /* (owned) (nullable) */
};

G_DEFINE_FINAL_TYPE (HallCalendarPage, hall_calendar_page, ADW_TYPE_BIN)

static void
clear_list (GtkListBox *list)
{
  GtkListBoxRow *row;

  while ((row = gtk_list_box_get_row_at_index (list, 0)) != NULL)
    gtk_list_box_remove (list, GTK_WIDGET (row));
}

static GtkWidget *
new_line (const char *title, const char *below, const char *tone, const char *word)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *texts = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *label = gtk_label_new (title);
  GtkWidget *small = gtk_label_new (below);
  GtkWidget *pill = hall_pill_new ();

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (box, "two-lines");
  gtk_widget_add_css_class (label, "num");
  gtk_label_set_xalign (GTK_LABEL (small), 0);
  gtk_label_set_ellipsize (GTK_LABEL (small), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (small, "small");
  gtk_widget_add_css_class (small, "quiet");
  gtk_widget_set_visible (small, *below != '\0');
  gtk_widget_set_hexpand (texts, TRUE);
  gtk_widget_set_valign (texts, GTK_ALIGN_CENTER);
  hall_pill_set (HALL_PILL (pill), tone, NULL, word);
  gtk_widget_set_valign (pill, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (texts), label);
  gtk_box_append (GTK_BOX (texts), small);
  gtk_box_append (GTK_BOX (box), texts);
  gtk_box_append (GTK_BOX (box), pill);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  return row;
}

/* --- The days of a year --- */

static void
show_days (HallCalendarPage *self, GVariant *calendar)
{
  g_autoptr (GVariant) days = g_variant_lookup_value (calendar, "days", G_VARIANT_TYPE ("av"));

  for (gsize i = 0; days != NULL && i < g_variant_n_children (days); i++) {
    g_autoptr (GVariant) boxed = g_variant_get_child_value (days, i);
    g_autoptr (GVariant) one = g_variant_get_variant (boxed);
    const char *date = "";
    const char *name = "";
    gboolean off = TRUE;
    GtkWidget *row;

    g_variant_lookup (one, "date", "&s", &date);
    g_variant_lookup (one, "name", "&s", &name);
    g_variant_lookup (one, "isOffDay", "b", &off);
    row = new_line (date, name, off ? "plain" : "info", off ? _ ("off") : _ ("working day"));
    gtk_widget_add_css_class (gtk_list_box_row_get_child (GTK_LIST_BOX_ROW (row)), "check-row");
    gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
    gtk_list_box_append (self->days, row);
  }
}

static void
on_days_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (HallCalendarPage) self = data;
  g_autoptr (GVariant) calendar = hall_store_read_finish (HALL_STORE (source), result, NULL);
  gint64 year = 0;

  /* Another year may be shown by now. */
  if (calendar == NULL || self->days == NULL || !g_variant_lookup (calendar, "year", "x", &year)
      || year != self->year)
    return;
  clear_list (self->days);
  show_days (self, calendar);
  gtk_widget_set_visible (GTK_WIDGET (self->days), TRUE);
}

static void
show_year (HallCalendarPage *self, HallYear *year)
{
  g_autofree char *title = g_strdup_printf ("%d", (int)year->year);
  g_autofree char *about = NULL;

  self->year = year->year;
  gtk_label_set_text (self->title, title);
  clear_list (self->days);
  gtk_widget_set_visible (GTK_WIDGET (self->days), FALSE);
  if (year->known) {
    /* Translators: of a year's calendar: days off beside the weekends, and weekend days that are worked */
    about = g_strdup_printf (_ ("%d days off, %d make-up working days. %s"), (int)year->off,
                             (int)year->working, year->papers);
    hall_store_read_async (self->store, (HallReadFunc)hall_year_days_read, g_variant_new_int64 (year->year),
                           (GDestroyNotify)g_variant_unref, self->reading, on_days_cb, g_object_ref (self));
  } else {
    /* Translators: of a year whose calendar is missing; %d is how many open cases */
    about = g_strdup_printf (
        _ ("Not announced or not imported yet. Monday to Friday are counted, and every due time"
           " says that it is not confirmed: %d open cases. Import the calendar once it is out;"
           " their due times are counted again, and none is moved to a later one."),
        (int)year->cases);
  }
  gtk_label_set_text (self->about, about);
  (year->known ? gtk_widget_remove_css_class : gtk_widget_add_css_class) (GTK_WIDGET (self->about),
                                                                          "warn-text");
}

static void
on_year_selected_cb (GtkListBox *list, GtkListBoxRow *row, HallCalendarPage *self)
{
  g_autoptr (HallYear) year = NULL;

  if (row == NULL || self->list == NULL)
    return;
  year = g_list_model_get_item (self->list, (guint)gtk_list_box_row_get_index (row));
  if (year != NULL)
    show_year (self, year);
}

/* --- The years --- */

static void
on_read_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (HallCalendarPage) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GListModel) list = hall_store_read_finish (HALL_STORE (source), result, &error);
  gint64 wanted = self->year;
  int chosen = 0;

  if (list == NULL) {
    if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) && !hall_shell_error_passes (error))
      hall_shell_say_error (GTK_WIDGET (self), error);
    return;
  }
  clear_list (self->years);
  g_set_object (&self->list, list);
  for (guint i = 0; i < g_list_model_get_n_items (list); i++) {
    g_autoptr (HallYear) year = g_list_model_get_item (list, i);
    g_autofree char *title = g_strdup_printf ("%d", (int)year->year);

    gtk_list_box_append (self->years, new_line (title, year->papers, year->known ? "ok" : "warn",
                                                year->known ? _ ("confirmed") : _ ("not confirmed")));
    if (year->year == wanted)
      chosen = (int)i;
  }
  gtk_list_box_select_row (self->years, gtk_list_box_get_row_at_index (self->years, chosen));
}

static void
read_years (HallCalendarPage *self)
{
  g_cancellable_cancel (self->reading);
  g_clear_object (&self->reading);
  self->reading = g_cancellable_new ();
  hall_store_read_async (self->store, (HallReadFunc)hall_years_read, NULL, g_object_unref, self->reading,
                         on_read_cb, g_object_ref (self));
}

static void
on_changed_cb (HallCalendarPage *self, HallTopic topics)
{
  if ((topics & HALL_TOPIC_SETUP) != 0)
    read_years (self);
}

/* --- Importing --- */

static void
set_fault (HallCalendarPage *self, const char *text)
{
  gtk_label_set_text (self->fault, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (self->fault), text != NULL);
}

static void
on_imported_cb (GtkWidget *widget, GVariant *answer, const GError *error, gpointer data)
{
  HallCalendarPage *self = HALL_CALENDAR_PAGE (widget);
  g_autofree char *text = error != NULL ? hall_shell_error_text (error) : NULL;
  g_autofree char *said = NULL;
  gint64 rows = 0;
  gint64 cases = 0;

  set_fault (self, text);
  if (answer == NULL)
    return;
  g_variant_lookup (answer, "rows", "x", &rows);
  g_variant_lookup (answer, "cases", "x", &cases);
  /* Translators: how many days a calendar has, and how many due times were counted again with it */
  said = g_strdup_printf (_ ("%d days imported, %d due times counted again"), (int)rows, (int)cases);
  hall_shell_say (widget, said);
}

static void
import_read (GtkWidget *widget, const char *name, GBytes *bytes)
{
  hall_calendar_page_import (HALL_CALENDAR_PAGE (widget), name, bytes);
}

static void
on_import_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  hall_file_choose_to_read (widget, _ ("Import a year's calendar"), "*.json", import_read);
}

/* --- Life --- */

static void
hall_calendar_page_dispose (GObject *object)
{
  HallCalendarPage *self = HALL_CALENDAR_PAGE (object);

  g_cancellable_cancel (self->reading);
  g_clear_object (&self->reading);
  gtk_widget_dispose_template (GTK_WIDGET (object), HALL_TYPE_CALENDAR_PAGE);
  g_clear_object (&self->list);
  g_clear_object (&self->store);
  G_OBJECT_CLASS (hall_calendar_page_parent_class)->dispose (object);
}

#define BIND(child) gtk_widget_class_bind_template_child (widget_class, HallCalendarPage, child)

static void
hall_calendar_page_class_init (HallCalendarPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = hall_calendar_page_dispose;
  g_type_ensure (HALL_TYPE_KEY_BUTTON);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/halldesk/HallDesk/hall-calendar-page.ui");
  BIND (years);
  BIND (title);
  BIND (about);
  BIND (fault);
  BIND (days);
  gtk_widget_class_bind_template_callback (widget_class, on_year_selected_cb);
  gtk_widget_class_install_action (widget_class, "calendar.import", NULL, on_import_cb);
}

static void
hall_calendar_page_init (HallCalendarPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * hall_calendar_page_new:
 *
 * Returns: (transfer floating): a new page
 */
GtkWidget *
hall_calendar_page_new (void)
{
  return g_object_new (HALL_TYPE_CALENDAR_PAGE, NULL);
}

/**
 * hall_calendar_page_set_context:
 * @self: the page
 * @context: the hall and who looks at it; what it points to stays valid until the next one
 *
 * Reads the years and listens to them.
 */
void
hall_calendar_page_set_context (HallCalendarPage *self, const HallCaseContext *context)
{
  g_return_if_fail (HALL_IS_CALENDAR_PAGE (self) && context != NULL);

  self->context = *context;
  if (self->store != NULL)
    g_signal_handlers_disconnect_by_func (self->store, on_changed_cb, self);
  g_set_object (&self->store, context->store);
  if (self->store == NULL || context->staff == NULL)
    return;
  g_signal_connect_object (self->store, "changed", G_CALLBACK (on_changed_cb), self, G_CONNECT_SWAPPED);
  read_years (self);
}

/**
 * hall_calendar_page_focus:
 * @self: the page
 *
 * Puts the focus where one begins.
 */
void
hall_calendar_page_focus (HallCalendarPage *self)
{
  GtkListBoxRow *row;

  g_return_if_fail (HALL_IS_CALENDAR_PAGE (self));

  row = gtk_list_box_get_selected_row (self->years);
  if (row != NULL)
    gtk_widget_grab_focus (GTK_WIDGET (row));
}

/**
 * hall_calendar_page_import:
 * @self: the page
 * @name: of the file
 * @bytes: a year's calendar (hall rules 3.14)
 *
 * Takes over a calendar in place of what was known of its year; what is wrong with it is said.
 */
void
hall_calendar_page_import (HallCalendarPage *self, const char *name, GBytes *bytes)
{
  g_autoptr (GVariant) data = NULL;

  g_return_if_fail (HALL_IS_CALENDAR_PAGE (self) && name != NULL && bytes != NULL && self->store != NULL);

  set_fault (self, NULL);
  data = g_variant_ref_sink (g_variant_new_from_bytes (G_VARIANT_TYPE_BYTESTRING, bytes, TRUE));
  hall_shell_do_quietly (
      GTK_WIDGET (self), self->store,
      hall_case_context_command (&self->context, "import-holidays",
                                 g_variant_new_parsed ("{'source': <%s>, 'data': <%@ay>}", name, data)),
      on_imported_cb, NULL);
}
