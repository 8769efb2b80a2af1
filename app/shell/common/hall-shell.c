/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "hall-shell.h"

#include <glib/gi18n.h>

#include "hall-order.h"
#include "hall-time.h"

/* What every surface needs to ask the hall for something and to say what came of it. */

typedef struct {
  GWeakRef widget;
  HallShellDone done; /* (nullable) */
  gpointer data;
  gboolean quietly;
} Asked;

static void
asked_free (Asked *asked)
{
  g_weak_ref_clear (&asked->widget);
  g_free (asked);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Asked, asked_free)

static void
tell (Asked *asked, GVariant *answer, const GError *error)
{
  g_autoptr (GtkWidget) widget = g_weak_ref_get (&asked->widget);

  /* The change is made or refused all the same; there is nobody left to tell. */
  if (widget == NULL)
    return;
  if (error != NULL && !asked->quietly)
    hall_shell_say_error (widget, error);
  if (asked->done != NULL)
    asked->done (widget, answer, error, asked->data);
}

static void
on_done_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Asked) asked = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) answer = hall_store_do_finish (HALL_STORE (source), result, &error);

  tell (asked, answer, error);
}

static gboolean
on_away_cb (gpointer data)
{
  g_autoptr (GError) error = NULL;

  hall_set_error (&error, HALL_ERROR_UNAVAILABLE, NULL, NULL, _ ("there is no connection"));
  tell (data, NULL, error);
  return G_SOURCE_REMOVE;
}

static void
ask (GtkWidget *widget,
     HallStore *store,
     HallCommand *command,
     gboolean quietly,
     HallShellDone done,
     gpointer data)
{
  Asked *asked = g_new0 (Asked, 1);

  g_weak_ref_init (&asked->widget, widget);
  asked->quietly = quietly;
  asked->done = done;
  asked->data = data;
  /* What is pressed while the hall is away is not kept for later: calling the next customer must not happen
   * minutes after the key. What was on its way before is carried through by the store. */
  if (hall_store_is_connected (store))
    hall_store_do_async (store, command, NULL, on_done_cb, asked);
  else
    g_idle_add_full (G_PRIORITY_DEFAULT, on_away_cb, asked, (GDestroyNotify)asked_free);
  hall_command_free (command);
}

/**
 * hall_shell_do:
 * @widget: who asks; an error is said on its window
 * @store: the hall
 * @command: (transfer full): what to do
 * @done: (nullable): called on the main thread with the answer or the error
 * @data: for @done
 *
 * Carries out a command for a screen. A refusal appears as a message that names the rule.
 */
void
hall_shell_do (GtkWidget *widget, HallStore *store, HallCommand *command, HallShellDone done, gpointer data)
{
  g_return_if_fail (GTK_IS_WIDGET (widget) && HALL_IS_STORE (store) && command != NULL);

  ask (widget, store, command, FALSE, done, data);
}

/**
 * hall_shell_do_quietly:
 * @widget: who asks
 * @store: the hall
 * @command: (transfer full): what to do
 * @done: called on the main thread with the answer or the error
 * @data: for @done
 *
 * Like hall_shell_do(), but @done shows the error itself, beside the field that is missing.
 */
void
hall_shell_do_quietly (
    GtkWidget *widget, HallStore *store, HallCommand *command, HallShellDone done, gpointer data)
{
  g_return_if_fail (GTK_IS_WIDGET (widget) && HALL_IS_STORE (store) && command != NULL && done != NULL);

  ask (widget, store, command, TRUE, done, data);
}

/**
 * hall_shell_say:
 * @widget: a widget in the window where it is said
 * @text: a sentence
 *
 * Says something in passing: a toast on the nearest overlay, over or under @widget; without one, the log.
 */
void
hall_shell_say (GtkWidget *widget, const char *text)
{
  GtkWidget *overlay;

  g_return_if_fail (GTK_IS_WIDGET (widget) && text != NULL);

  overlay = gtk_widget_get_ancestor (widget, ADW_TYPE_TOAST_OVERLAY);
  if (overlay == NULL && ADW_IS_APPLICATION_WINDOW (widget)) {
    GtkWidget *content = adw_application_window_get_content (ADW_APPLICATION_WINDOW (widget));
    overlay = ADW_IS_TOAST_OVERLAY (content) ? content : NULL;
  }
  if (overlay != NULL) {
    g_autofree char *markup = g_markup_escape_text (text, -1);
    AdwToast *toast = adw_toast_new (markup);

    /* A sentence of a rule takes longer to read than “Done”. */
    adw_toast_set_timeout (toast, g_utf8_strlen (text, -1) > 24 ? 8 : 4);
    adw_toast_overlay_add_toast (ADW_TOAST_OVERLAY (overlay), toast);
  } else {
    g_message ("%s", text);
  }
}

/**
 * hall_shell_say_error:
 * @widget: a widget in the window where it is said
 * @error: what went wrong
 *
 * Says an error in words for people.
 */
void
hall_shell_say_error (GtkWidget *widget, const GError *error)
{
  g_autofree char *text = NULL;

  g_return_if_fail (error != NULL);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  text = hall_shell_error_text (error);
  hall_shell_say (widget, text);
}

/**
 * hall_shell_error_text:
 * @error: what went wrong
 *
 * The sentence for people: what the hall answered, the rule that says so, and what to do where that is not
 * plain.
 *
 * Returns: (transfer full): a sentence
 */
char *
hall_shell_error_text (const GError *error)
{
  const char *rule;

  g_return_val_if_fail (error != NULL, NULL);

  if (error->domain != HALL_ERROR)
    return g_strdup (error->message);
  rule = hall_error_get_rule (error);
  switch (error->code) {
  case HALL_ERROR_BUSY:
    return g_strdup (_ ("The hall is busy; nothing was changed. Press again."));
  case HALL_ERROR_UNAVAILABLE:
    /* Translators: %s is the technical reason */
    return g_strdup_printf (_ ("The hall cannot be reached; nothing was changed: %s"), error->message);
  case HALL_ERROR_CORRUPT:
    /* Translators: %s is the technical reason */
    return g_strdup_printf (_ ("The hall’s data is damaged. Tell the administrator: %s"), error->message);
  default:
    if (rule != NULL && *rule != '\0')
      /* Translators: first what was refused, then the rule of the hall, such as "S004 5.1" */
      return g_strdup_printf (_ ("%s (rule %s)"), error->message, rule);
    return g_strdup (error->message);
  }
}

/**
 * hall_shell_error_passes:
 * @error: (nullable): what went wrong
 *
 * Returns: whether the hall said nothing about what was asked: it is away or busy, and the same may be asked
 *   again. What was typed for it must stay.
 */
gboolean
hall_shell_error_passes (const GError *error)
{
  return g_error_matches (error, HALL_ERROR, HALL_ERROR_UNAVAILABLE)
         || g_error_matches (error, HALL_ERROR, HALL_ERROR_BUSY);
}

/**
 * hall_shell_now:
 * @store: the hall
 *
 * Returns: the hall's time, µs since the epoch
 */
gint64
hall_shell_now (HallStore *store)
{
  g_return_val_if_fail (HALL_IS_STORE (store), 0);

  return hall_clock_now (hall_store_get_clock (store));
}

/**
 * hall_shell_is_chinese:
 *
 * Returns: whether the words on the screen are Chinese
 */
gboolean
hall_shell_is_chinese (void)
{
  /* Translators: translate as the code of your language: it chooses between the hall's own texts, zh or en */
  return g_str_has_prefix (C_ ("language of the hall’s texts", "en"), "zh");
}

/**
 * hall_shell_localised:
 * @chinese: (nullable): a text of the hall
 * @english: (nullable): the same in English
 *
 * Chooses the text for the language of the screen.
 *
 * Returns: (transfer none) (nullable): the English one where it exists and is wanted
 */
const char *
hall_shell_localised (const char *chinese, const char *english)
{
  if (!hall_shell_is_chinese () && english != NULL && *english != '\0')
    return english;
  return chinese;
}

/**
 * hall_shell_minutes:
 * @duration_us: a duration in µs
 *
 * Returns: (transfer full): "12 min", whole minutes begun are not counted
 */
char *
hall_shell_minutes (gint64 duration_us)
{
  /* Translators: how long somebody has waited, in whole minutes */
  return g_strdup_printf (_ ("%d min"), (int)(MAX (duration_us, 0) / (60 * G_USEC_PER_SEC)));
}

/**
 * hall_shell_time:
 * @time_us: a moment, µs since the epoch
 * @format: as for g_date_time_format()
 *
 * Returns: (transfer full): the moment on the hall's clock
 */
char *
hall_shell_time (gint64 time_us, const char *format)
{
  /* The halls of this version stand in China, one zone since 1992; the PC's own zone may be set wrong. */
  g_autoptr (GTimeZone) zone = hall_time_zone (HALL_TIME_ZONE);

  return hall_time_format (zone, time_us, format);
}

/**
 * hall_shell_moment:
 * @time_us: a moment, µs since the epoch
 *
 * Returns: (transfer full): the moment as it is promised to a customer: Monday 11-23 17:30
 */
char *
hall_shell_moment (gint64 time_us)
{
  static const char *const days[] = { N_ ("Monday"), N_ ("Tuesday"),  N_ ("Wednesday"), N_ ("Thursday"),
                                      N_ ("Friday"), N_ ("Saturday"), N_ ("Sunday") };
  g_autofree char *number = hall_shell_time (time_us, "%u");
  g_autofree char *date = hall_shell_time (time_us, "%m-%d");
  g_autofree char *time = hall_shell_time (time_us, "%H:%M");
  int day = *number - '1';

  g_return_val_if_fail (day >= 0 && day < (int)G_N_ELEMENTS (days), NULL);
  /* Translators: until when something is promised: the day of the week, the date, the time of day */
  return g_strdup_printf (_ ("%1$s %2$s %3$s"), _ (days[day]), date, time);
}

/**
 * hall_shell_why:
 * @why: (nullable): the reason of a call as it is kept: a name of #HallWhy, or what a clerk wrote
 *
 * Returns: (transfer none) (nullable): the reason in a sentence
 */
const char *
hall_shell_why (const char *why)
{
  for (int i = HALL_WHY_FIRST_COME; why != NULL && i <= HALL_WHY_OUT_OF_ORDER; i++)
    if (g_str_equal (hall_why_name (i), why))
      return hall_why_sentence (i);
  return why;
}
