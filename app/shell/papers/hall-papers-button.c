/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "hall-papers-button.h"

#include <glib/gi18n-lib.h>

#include "hall-job-row.h"
#include "hall-paper-words.h"
#include "hall-shell.h"

/**
 * HallPapersButton:
 *
 * The printer in the status line: one word for how it is, and behind it the papers of this counter that are
 * not out yet, with what somebody can do about each (hall rules 5.12).
 */
struct _HallPapersButton {
  AdwBin parent_instance;

  GtkMenuButton *button;
  GtkImage *icon;
  GtkLabel *label;
  GtkListBox *list;
  GtkWidget *empty;

  HallStore *store;     /* (owned) */
  HallSpooler *spooler; /* (owned) (nullable) */
  gint64 counter;
  char *staff;         /* (owned) (nullable) */
  char *printer_state; /* (owned) (nullable) as the spooler told it last */
  GListModel *jobs;    /* (owned) (nullable) of HallJob */
};

G_DEFINE_FINAL_TYPE (HallPapersButton, hall_papers_button, ADW_TYPE_BIN)

/* The first paper that does not go on by itself. */
static HallJob *
find_stuck (HallPapersButton *self)
{
  guint n = self->jobs != NULL ? g_list_model_get_n_items (self->jobs) : 0;

  for (guint i = 0; i < n; i++) {
    g_autoptr (HallJob) job = g_list_model_get_item (self->jobs, i);

    if (hall_paper_needs_somebody (job))
      return g_steal_pointer (&job);
  }
  return NULL;
}

static void
show_state (HallPapersButton *self)
{
  g_autoptr (HallJob) stuck = find_stuck (self);
  gboolean ready = self->printer_state == NULL || g_str_equal (self->printer_state, "ready")
                   || g_str_equal (self->printer_state, "none"); /* a counter may do without */
  const char *text = hall_paper_printer_text (self->printer_state);

  if (ready && stuck != NULL)
    text = hall_paper_state_text (stuck->state, stuck->reason);
  gtk_label_set_text (self->label, text);
  gtk_image_set_from_icon_name (self->icon,
                                ready && stuck == NULL ? "printer-symbolic" : "printer-warning-symbolic");
  if (ready && stuck == NULL)
    gtk_widget_remove_css_class (GTK_WIDGET (self->button), "warn-text");
  else
    gtk_widget_add_css_class (GTK_WIDGET (self->button), "warn-text");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
}

static void
ask (HallPapersButton *self, const char *name, GVariant *args)
{
  g_autofree char *station = g_strdup_printf ("desk-%d", (int)self->counter);

  hall_shell_do (GTK_WIDGET (self), self->store,
                 hall_command_new (name, args, self->staff, self->counter, station, NULL), NULL, NULL);
}

static void
on_retry_cb (HallPapersButton *self, gint64 job, const char *printer)
{
  if (printer != NULL)
    ask (self, "retry-job", g_variant_new_parsed ("{'job': <%x>, 'printer': <%s>}", job, printer));
  else
    ask (self, "retry-job", g_variant_new_parsed ("{'job': <%x>}", job));
}

static void
on_settle_cb (HallPapersButton *self, gint64 job, gboolean came_out)
{
  ask (self, "settle-job", g_variant_new_parsed ("{'job': <%x>, 'came_out': <%b>}", job, came_out));
}

static GtkWidget *
find_row (HallPapersButton *self, gint64 id)
{
  for (GtkWidget *row = gtk_widget_get_first_child (GTK_WIDGET (self->list)); row != NULL;
       row = gtk_widget_get_next_sibling (row))
    if (HALL_IS_JOB_ROW (row) && hall_job_row_get_job (HALL_JOB_ROW (row))->id == id)
      return row;
  return NULL;
}

static gboolean
same_job (HallJob *a, HallJob *b)
{
  return g_strcmp0 (a->state, b->state) == 0 && g_strcmp0 (a->reason, b->reason) == 0
         && g_strcmp0 (a->printer, b->printer) == 0;
}

/* A row goes once its paper is settled. The focus must not go with it: the window would keep it in a widget
 * that is nowhere, and every key would be lost. */
static void
remove_row (HallPapersButton *self, GtkWidget *row)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  if (focus != NULL && gtk_widget_is_ancestor (focus, row))
    gtk_root_set_focus (root, GTK_WIDGET (gtk_menu_button_get_popover (self->button)));
  gtk_list_box_remove (self->list, row);
}

/* A row whose paper is as before stays, with what is being typed into it. */
static void
show_jobs (HallPapersButton *self)
{
  guint n = self->jobs != NULL ? g_list_model_get_n_items (self->jobs) : 0;
  g_autoptr (GHashTable) kept = g_hash_table_new (NULL, NULL);
  GtkWidget *next;

  for (guint i = 0; i < n; i++) {
    g_autoptr (HallJob) job = g_list_model_get_item (self->jobs, i);
    GtkWidget *row = find_row (self, job->id);

    if (row == NULL || !same_job (hall_job_row_get_job (HALL_JOB_ROW (row)), job)) {
      row = hall_job_row_new (job);
      g_signal_connect_object (row, "retry", G_CALLBACK (on_retry_cb), self, G_CONNECT_SWAPPED);
      g_signal_connect_object (row, "settle", G_CALLBACK (on_settle_cb), self, G_CONNECT_SWAPPED);
      gtk_list_box_insert (self->list, row, (int)i);
    }
    g_hash_table_add (kept, row);
  }
  for (GtkWidget *row = gtk_widget_get_first_child (GTK_WIDGET (self->list)); row != NULL; row = next) {
    next = gtk_widget_get_next_sibling (row);
    if (HALL_IS_JOB_ROW (row) && !g_hash_table_contains (kept, row))
      remove_row (self, row);
  }
  gtk_widget_set_visible (GTK_WIDGET (self->list), n > 0);
  gtk_widget_set_visible (self->empty, n == 0);
}

static void
on_printer_state_cb (HallPapersButton *self, const char *printer, const char *state, const char *message)
{
  g_free (self->printer_state);
  self->printer_state = g_strdup (state);
  show_state (self);
}

static void
hall_papers_button_dispose (GObject *object)
{
  HallPapersButton *self = HALL_PAPERS_BUTTON (object);

  adw_bin_set_child (ADW_BIN (self), NULL);
  g_clear_object (&self->store);
  g_clear_object (&self->spooler);
  g_clear_object (&self->jobs);
  G_OBJECT_CLASS (hall_papers_button_parent_class)->dispose (object);
}

static void
hall_papers_button_finalize (GObject *object)
{
  HallPapersButton *self = HALL_PAPERS_BUTTON (object);

  g_free (self->staff);
  g_free (self->printer_state);
  G_OBJECT_CLASS (hall_papers_button_parent_class)->finalize (object);
}

static void
hall_papers_button_class_init (HallPapersButtonClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = hall_papers_button_dispose;
  object_class->finalize = hall_papers_button_finalize;
  gtk_widget_class_set_template_from_resource (widget_class, "/org/halldesk/HallDesk/hall-papers-button.ui");
  gtk_widget_class_bind_template_child (widget_class, HallPapersButton, button);
  gtk_widget_class_bind_template_child (widget_class, HallPapersButton, icon);
  gtk_widget_class_bind_template_child (widget_class, HallPapersButton, label);
  gtk_widget_class_bind_template_child (widget_class, HallPapersButton, list);
  gtk_widget_class_bind_template_child (widget_class, HallPapersButton, empty);
}

/* What is not on screen must not keep the focus. */
static gboolean
on_closed_later_cb (gpointer data)
{
  HallPapersButton *self = data;
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  if (focus != NULL && !gtk_widget_get_mapped (focus))
    gtk_root_set_focus (root, NULL);
  return G_SOURCE_REMOVE;
}

static void
on_closed_cb (HallPapersButton *self)
{
  g_idle_add_full (G_PRIORITY_DEFAULT, on_closed_later_cb, g_object_ref (self), g_object_unref);
}

static void
hall_papers_button_init (HallPapersButton *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect_object (gtk_menu_button_get_popover (self->button), "closed", G_CALLBACK (on_closed_cb),
                           self, G_CONNECT_SWAPPED);
}

/**
 * hall_papers_button_new:
 * @store: the hall
 * @spooler: (nullable): who prints here; tells how the printer is
 *
 * Returns: (transfer floating): the button for the header bar
 */
GtkWidget *
hall_papers_button_new (HallStore *store, HallSpooler *spooler)
{
  HallPapersButton *self;

  g_return_val_if_fail (HALL_IS_STORE (store), NULL);

  self = g_object_new (HALL_TYPE_PAPERS_BUTTON, NULL);
  self->store = g_object_ref (store);
  if (spooler != NULL) {
    self->spooler = g_object_ref (spooler);
    self->printer_state = g_strdup (hall_spooler_get_printer_state (spooler));
    g_signal_connect_object (spooler, "printer-state", G_CALLBACK (on_printer_state_cb), self,
                             G_CONNECT_SWAPPED);
  }
  show_jobs (self);
  show_state (self);
  return GTK_WIDGET (self);
}

/**
 * hall_papers_button_set_view:
 * @self: the button
 * @view: (transfer none): what the desk shows; borrowed for the call
 */
void
hall_papers_button_set_view (HallPapersButton *self, HallDeskView *view)
{
  g_return_if_fail (HALL_IS_PAPERS_BUTTON (self) && view != NULL);

  self->counter = view->counter;
  g_free (self->staff);
  self->staff = g_strdup (view->staff);
  g_set_object (&self->jobs, view->jobs);
  show_jobs (self);
  show_state (self);
}

/**
 * hall_papers_button_popup:
 * @self: the button
 *
 * Shows the papers.
 */
void
hall_papers_button_popup (HallPapersButton *self)
{
  g_return_if_fail (HALL_IS_PAPERS_BUTTON (self));

  gtk_menu_button_popup (self->button);
}

/**
 * hall_papers_button_get_text:
 * @self: the button
 *
 * Returns: (transfer none): what it says
 */
const char *
hall_papers_button_get_text (HallPapersButton *self)
{
  g_return_val_if_fail (HALL_IS_PAPERS_BUTTON (self), NULL);

  return gtk_label_get_text (self->label);
}
