/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "hall-kiosk-return.h"

#include <glib/gi18n.h>

#include "hall-error.h"
#include "hall-public.h"

#define SEQUENCE_DIGITS 6 /* of a case's number: 2026-001153 */

/**
 * HallKioskReturn:
 *
 * Who comes back with what was missing: the code on the notice, or the number of the case. The action
 * `kiosk.return` takes the number for it.
 */
struct _HallKioskReturn {
  GtkBox parent_instance;

  GtkLabel *title;
  GtkLabel *sub;
  GtkGrid *sides;
  GtkWidget *said;
  GtkWidget *pad;
  GtkLabel *code_label;
  GtkLabel *refusal;
  GtkWidget *take;
  GtkLabel *take_text;
  GtkSpinner *spinner;
  GtkButton *without;
  GtkButton *erase;
  GtkWidget *back;
  GtkLabel *back_text;
  GtkLabel *idle;

  char *code; /* (owned) what was typed or scanned */
  int year;
  gboolean busy;
};

G_DEFINE_FINAL_TYPE (HallKioskReturn, hall_kiosk_return, GTK_TYPE_BOX)

/* The number of a case is complete when all its digits are there; any other code is what a scanner read. */
static gboolean
is_complete (HallKioskReturn *self)
{
  const char *dash = strchr (self->code, '-');

  return dash != NULL ? strlen (dash + 1) >= SEQUENCE_DIGITS : *self->code != '\0';
}

static void
update (HallKioskReturn *self)
{
  const char *dash = strchr (self->code, '-');
  g_autofree char *rest = dash != NULL
                              ? g_strnfill (SEQUENCE_DIGITS - MIN (strlen (dash + 1), SEQUENCE_DIGITS), '_')
                              : g_strdup ("");
  g_autofree char *text = g_strconcat (self->code, rest, NULL);

  gtk_label_set_text (self->code_label, text);
  gtk_widget_set_sensitive (self->take, is_complete (self) && !self->busy);
  gtk_widget_set_sensitive (self->pad, !self->busy);
  gtk_widget_set_visible (GTK_WIDGET (self->spinner), self->busy);
  gtk_spinner_set_spinning (self->spinner, self->busy);
}

static void
digit_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  HallKioskReturn *self = HALL_KIOSK_RETURN (widget);
  const char *dash = strchr (self->code, '-');
  g_autofree char *code = NULL;

  if (dash != NULL && strlen (dash + 1) >= SEQUENCE_DIGITS)
    return;
  code = g_strconcat (self->code, g_variant_get_string (parameter, NULL),
                      /* The year is four digits, then comes the sequence. */
                      dash == NULL && strlen (self->code) == 3 ? "-" : NULL, NULL);
  hall_kiosk_return_set_code (self, code);
}

static void
erase_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  HallKioskReturn *self = HALL_KIOSK_RETURN (widget);
  gsize length = strlen (self->code);
  g_autofree char *code = NULL;

  if (length == 0)
    return;
  /* The dash goes with the digit before it: what is left is a year to be typed anew. */
  code = g_strndup (self->code, length - (g_str_has_suffix (self->code, "-") ? MIN (length, 2) : 1));
  hall_kiosk_return_set_code (self, code);
}

static void
take_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  HallKioskReturn *self = HALL_KIOSK_RETURN (widget);

  if (is_complete (self) && !self->busy)
    gtk_widget_activate_action (widget, "kiosk.return", "s", self->code);
}

static void
hall_kiosk_return_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), HALL_TYPE_KIOSK_RETURN);
  G_OBJECT_CLASS (hall_kiosk_return_parent_class)->dispose (object);
}

static void
hall_kiosk_return_finalize (GObject *object)
{
  g_free (HALL_KIOSK_RETURN (object)->code);
  G_OBJECT_CLASS (hall_kiosk_return_parent_class)->finalize (object);
}

static void
hall_kiosk_return_class_init (HallKioskReturnClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = hall_kiosk_return_dispose;
  G_OBJECT_CLASS (klass)->finalize = hall_kiosk_return_finalize;
  gtk_widget_class_set_template_from_resource (widget_class, "/org/halldesk/HallDesk/hall-kiosk-return.ui");
#define BIND(child) gtk_widget_class_bind_template_child (widget_class, HallKioskReturn, child)
  BIND (title);
  BIND (sub);
  BIND (sides);
  BIND (said);
  BIND (pad);
  BIND (code_label);
  BIND (refusal);
  BIND (take);
  BIND (take_text);
  BIND (spinner);
  BIND (without);
  BIND (erase);
  BIND (back);
  BIND (back_text);
  BIND (idle);
#undef BIND
  gtk_widget_class_install_action (widget_class, "return.digit", "s", digit_action);
  gtk_widget_class_install_action (widget_class, "return.erase", NULL, erase_action);
  gtk_widget_class_install_action (widget_class, "return.take", NULL, take_action);
}

static void
hall_kiosk_return_init (HallKioskReturn *self)
{
  self->code = g_strdup ("");
  gtk_widget_init_template (GTK_WIDGET (self));
  for (int i = 0; i < 10; i++) {
    g_autofree char *digit = g_strdup_printf ("%d", i);
    GtkWidget *key = gtk_button_new_with_label (digit);

    gtk_widget_add_css_class (key, "kkey");
    gtk_actionable_set_action_target (GTK_ACTIONABLE (key), "s", digit);
    gtk_actionable_set_action_name (GTK_ACTIONABLE (key), "return.digit");
    gtk_grid_attach (GTK_GRID (self->pad), key, i == 0 ? 1 : (i - 1) % 3, i == 0 ? 3 : (i - 1) / 3, 1, 1);
  }
  update (self);
}

/**
 * hall_kiosk_return_show:
 * @self: the page
 * @words: the language
 *
 * Says what the page says, in a language.
 */
void
hall_kiosk_return_show (HallKioskReturn *self, HallWords *words)
{
  const char *back;

  g_return_if_fail (HALL_IS_KIOSK_RETURN (self));
  g_return_if_fail (HALL_IS_WORDS (words));

  back = hall_words_get (words, N_ ("Back"));
  gtk_label_set_text (self->title, hall_words_get (words, N_ ("Back with the missing papers")));
  hall_public_say (self->sub,
                   hall_words_get (words, N_ ("Scan the code on your notice, or touch in its case number")));
  gtk_label_set_text (self->take_text, hall_words_get (words, N_ ("Take a number")));
  gtk_button_set_label (self->without, hall_words_get (words, N_ ("I have no number with me")));
  hall_public_name (GTK_WIDGET (self->erase), hall_words_get (words, N_ ("Erase a digit")));
  gtk_label_set_text (self->back_text, back);
  hall_public_name (self->back, back);
  gtk_label_set_text (self->idle, hall_words_get (words, N_ ("Returns to the first page by itself")));
}

/**
 * hall_kiosk_return_clear:
 * @self: the page
 * @year: this year, which most cases are of
 *
 * Begins anew for a customer.
 */
void
hall_kiosk_return_clear (HallKioskReturn *self, int year)
{
  g_autofree char *code = NULL;

  g_return_if_fail (HALL_IS_KIOSK_RETURN (self));

  self->year = year;
  code = g_strdup_printf ("%d-", year);
  hall_kiosk_return_set_code (self, code);
}

/**
 * hall_kiosk_return_set_code:
 * @self: the page
 * @code: what was scanned, or has been typed so far
 *
 * Shows a number.
 */
void
hall_kiosk_return_set_code (HallKioskReturn *self, const char *code)
{
  g_return_if_fail (HALL_IS_KIOSK_RETURN (self));
  g_return_if_fail (code != NULL);

  g_free (self->code);
  self->code = g_strdup (code);
  gtk_label_set_text (self->refusal, "");
  update (self);
}

/**
 * hall_kiosk_return_get_code:
 * @self: the page
 *
 * Returns: (transfer none): what stands there
 */
const char *
hall_kiosk_return_get_code (HallKioskReturn *self)
{
  g_return_val_if_fail (HALL_IS_KIOSK_RETURN (self), "");

  return self->code;
}

/**
 * hall_kiosk_return_set_busy:
 * @self: the page
 * @busy: whether a number is being taken
 */
void
hall_kiosk_return_set_busy (HallKioskReturn *self, gboolean busy)
{
  g_return_if_fail (HALL_IS_KIOSK_RETURN (self));

  self->busy = busy;
  update (self);
}

/**
 * hall_kiosk_return_refuse:
 * @self: the page
 * @words: the language
 * @error: why there is no number
 *
 * Says in words what is wrong with the case's number, and begins it anew.
 *
 * Returns: whether it is about the case; anything else is said elsewhere
 */
gboolean
hall_kiosk_return_refuse (HallKioskReturn *self, HallWords *words, const GError *error)
{
  g_return_val_if_fail (HALL_IS_KIOSK_RETURN (self), FALSE);

  if (g_strcmp0 (hall_error_get_field (error), "case") != 0)
    return FALSE;
  hall_kiosk_return_clear (self, self->year);
  gtk_label_set_text (
      self->refusal,
      g_error_matches (error, HALL_ERROR, HALL_ERROR_REFUSED)
          ? hall_words_get (words, N_ ("This case is closed already. The guide desk will help you."))
          : hall_words_get (
              words, N_ ("There is no such number. Please look at your notice once more, or ask at the "
                         "guide desk.")));
  return TRUE;
}

/**
 * hall_kiosk_return_arrange:
 * @self: the page
 * @portrait: whether the screen is higher than wide
 *
 * Arranges the page for a screen.
 */
void
hall_kiosk_return_arrange (HallKioskReturn *self, gboolean portrait)
{
  GtkLayoutManager *layout;
  GtkGridLayoutChild *place;

  g_return_if_fail (HALL_IS_KIOSK_RETURN (self));

  layout = gtk_widget_get_layout_manager (GTK_WIDGET (self->sides));
  place = GTK_GRID_LAYOUT_CHILD (gtk_layout_manager_get_layout_child (layout, self->pad));
  gtk_grid_layout_child_set_column (place, portrait ? 0 : 1);
  gtk_grid_layout_child_set_row (place, portrait ? 1 : 0);
}
