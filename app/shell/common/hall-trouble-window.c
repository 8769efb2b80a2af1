/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "hall-trouble-window.h"

#include <glib/gi18n.h>

#include "hall-address.h"
#include "hall-error.h"

/*
 * The whole window when the hall cannot be opened: what happened, what was kept, what to do.
 */
struct _HallTroubleWindow {
  AdwApplicationWindow parent_instance;

  AdwStatusPage *page;
  GtkLabel *details;
  GtkWidget *choose_button;
};

G_DEFINE_FINAL_TYPE (HallTroubleWindow, hall_trouble_window, ADW_TYPE_APPLICATION_WINDOW)

typedef struct {
  const char *title;
  const char *help;
} Trouble;

static Trouble
trouble_for (const GError *error)
{
  int code = error->domain == HALL_ERROR ? error->code : (int)HALL_ERROR_UNAVAILABLE;

  switch (code) {
  case HALL_ERROR_TOO_NEW:
    return (Trouble){ _ ("This hall belongs to a newer Hall Desk"),
                      _ ("Nothing was changed. Update Hall Desk on this PC to the version the other counters "
                         "use, then try again.") };
  case HALL_ERROR_CORRUPT:
    return (
        Trouble){ _ ("This hall’s data is damaged"),
                  _ ("Nothing was changed. Tell the administrator: keep this file as it is and restore the "
                     "last backup with “halldesk restore”.") };
  case HALL_ERROR_NOT_FOUND:
    return (Trouble){ _ ("There is no hall here yet"),
                      _ ("Open Hall Desk at a counter of this PC and set the hall up; then try again.") };
  case HALL_ERROR_BUSY:
    return (Trouble){ _ ("The hall is in use"),
                      _ ("Another program holds its data, perhaps a backup. Wait a moment and try again.") };
  default:
    return (
        Trouble){ _ ("The hall cannot be opened"),
                  _ ("Nothing was changed. Check that the file may be written and that the disk has room, "
                     "then try again.") };
  }
}

/* What may be wrong with a server that answers. One that does not is no trouble: it is waited for. */
static Trouble
server_trouble_for (const GError *error)
{
  switch (error->domain == HALL_ERROR ? error->code : (int)HALL_ERROR_UNAVAILABLE) {
  case HALL_ERROR_FORBIDDEN:
    return (Trouble){
      _ ("The hall’s server does not let this PC in"),
      _ ("Nothing was changed. Ask the hall’s IT for the role and the password of this PC, then try "
         "again.")
    };
  case HALL_ERROR_INVALID:
    return (
        Trouble){ _ ("The hall’s address cannot be used"),
                  _ ("Nothing was sent. The hall’s IT knows the right address; “halldesk init” prints it.") };
  case HALL_ERROR_NOT_FOUND:
    return (
        Trouble){ _ ("There is no hall on this server yet"),
                  _ ("Ask the hall’s IT whether the name of the database is right and “halldesk init” was "
                     "run; then try again.") };
  case HALL_ERROR_CORRUPT:
    return (Trouble){ _ ("This hall’s data is damaged"),
                      _ ("Nothing was changed. Tell the hall’s IT: a backup of the database has to be "
                         "restored.") };
  default:
    return trouble_for (error);
  }
}

static void
retry (GtkWidget *widget, const char *action, GVariant *parameter)
{
  hall_application_open_hall (HALL_APPLICATION (gtk_window_get_application (GTK_WINDOW (widget))));
}

static void
hall_trouble_window_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), HALL_TYPE_TROUBLE_WINDOW);
  G_OBJECT_CLASS (hall_trouble_window_parent_class)->dispose (object);
}

static void
hall_trouble_window_class_init (HallTroubleWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = hall_trouble_window_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, "/org/halldesk/HallDesk/hall-trouble-window.ui");
  gtk_widget_class_bind_template_child (widget_class, HallTroubleWindow, page);
  gtk_widget_class_bind_template_child (widget_class, HallTroubleWindow, details);
  gtk_widget_class_bind_template_child (widget_class, HallTroubleWindow, choose_button);
  gtk_widget_class_install_action (widget_class, "trouble.retry", NULL, retry);
}

static void
hall_trouble_window_init (HallTroubleWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * hall_trouble_window_new:
 * @app: the application; its hall is opened again on “Try again”
 * @address: the hall's file or server, shown so that somebody can be told
 * @error: why it cannot be opened
 *
 * Makes the page that stands where the surface would.
 *
 * Returns: (transfer none): a new window
 */
GtkWindow *
hall_trouble_window_new (HallApplication *app, const char *address, const GError *error)
{
  HallTroubleWindow *self;
  Trouble trouble;
  g_autofree char *where = NULL;
  g_autofree char *details = NULL;

  g_return_val_if_fail (error != NULL, NULL);

  self = g_object_new (HALL_TYPE_TROUBLE_WINDOW, "application", app, NULL);
  trouble = hall_address_is_server (address) ? server_trouble_for (error) : trouble_for (error);
  where = hall_address_describe (address);
  adw_status_page_set_title (self->page, trouble.title);
  adw_status_page_set_description (self->page, trouble.help);
  details = g_str_equal (error->message, address) ? g_strdup (where)
                                                  : g_strdup_printf ("%s\n%s", where, error->message);
  gtk_widget_set_visible (self->choose_button, app != NULL && hall_application_can_choose (app));
  gtk_label_set_text (self->details, details);
  return GTK_WINDOW (self);
}
