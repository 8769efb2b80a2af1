#include <gtk/gtk.h>
#include "hall-bad.h"
#include <sqlite3.h>

/* FIXME: a sample of what the lint must find; it is never built. */
static void
hall_bad (void)
{
  gint64 now = g_get_real_time ();
  g_task_run_in_thread (NULL, NULL);
  gtk_combo_box_new ();
  char text[4];
  strcpy (text, _ ("Too long"));
}
