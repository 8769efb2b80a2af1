/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "hall-kiosk-matter.h"

#include <glib/gi18n.h>

#include "hall-kiosk-reasons.h"
#include "hall-public.h"

/**
 * HallKioskMatter:
 *
 * The third page of the kiosk: what to bring, before the number is taken (`S004 4(1)`).
 */
struct _HallKioskMatter {
  GtkBox parent_instance;

  GtkLabel *letter;
  GtkLabel *title;
  GtkLabel *sub;
  GtkBox *columns;
  GtkLabel *question;
  GtkBox *materials;
  GtkWidget *answers;
  GtkWidget *take;
  GtkStack *take_sign;
  GtkSpinner *spinner;
  GtkLabel *take_text;
  GtkWidget *ask;
  GtkLabel *ask_text;
  GtkLabel *ask_hint;
  GtkWidget *back;
  GtkLabel *back_text;
  GtkLabel *idle;
};

G_DEFINE_FINAL_TYPE (HallKioskMatter, hall_kiosk_matter, GTK_TYPE_BOX)

static void
hall_kiosk_matter_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), HALL_TYPE_KIOSK_MATTER);
  G_OBJECT_CLASS (hall_kiosk_matter_parent_class)->dispose (object);
}

static void
hall_kiosk_matter_class_init (HallKioskMatterClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = hall_kiosk_matter_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, "/org/halldesk/HallDesk/hall-kiosk-matter.ui");
  gtk_widget_class_bind_template_child (widget_class, HallKioskMatter, letter);
  gtk_widget_class_bind_template_child (widget_class, HallKioskMatter, title);
  gtk_widget_class_bind_template_child (widget_class, HallKioskMatter, sub);
  gtk_widget_class_bind_template_child (widget_class, HallKioskMatter, columns);
  gtk_widget_class_bind_template_child (widget_class, HallKioskMatter, question);
  gtk_widget_class_bind_template_child (widget_class, HallKioskMatter, materials);
  gtk_widget_class_bind_template_child (widget_class, HallKioskMatter, answers);
  gtk_widget_class_bind_template_child (widget_class, HallKioskMatter, take);
  gtk_widget_class_bind_template_child (widget_class, HallKioskMatter, take_sign);
  gtk_widget_class_bind_template_child (widget_class, HallKioskMatter, spinner);
  gtk_widget_class_bind_template_child (widget_class, HallKioskMatter, take_text);
  gtk_widget_class_bind_template_child (widget_class, HallKioskMatter, ask);
  gtk_widget_class_bind_template_child (widget_class, HallKioskMatter, ask_text);
  gtk_widget_class_bind_template_child (widget_class, HallKioskMatter, ask_hint);
  gtk_widget_class_bind_template_child (widget_class, HallKioskMatter, back);
  gtk_widget_class_bind_template_child (widget_class, HallKioskMatter, back_text);
  gtk_widget_class_bind_template_child (widget_class, HallKioskMatter, idle);
}

static void
hall_kiosk_matter_init (HallKioskMatter *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
add_row (HallKioskMatter *self, GtkWidget *mark, const char *text)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  GtkWidget *name = hall_public_label (text, "mname");

  gtk_widget_add_css_class (row, "mrow");
  gtk_widget_set_valign (mark, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (row), mark);
  gtk_label_set_wrap (GTK_LABEL (name), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (name), PANGO_WRAP_WORD_CHAR);
  gtk_widget_set_hexpand (name, TRUE);
  gtk_box_append (GTK_BOX (row), name);
  gtk_box_append (self->materials, row);
}

static guint
show_materials (HallKioskMatter *self, HallWords *words, const HallMatter *matter)
{
  char **lines = NULL;
  guint n = 0;
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->materials))) != NULL)
    gtk_box_remove (self->materials, child);
  if (matter != NULL) {
    gboolean english = !hall_words_is_chinese (words) && matter->materials_en != NULL
                       && matter->materials_en[0] != NULL;

    lines = english ? matter->materials_en : matter->materials;
  }
  for (; lines != NULL && lines[n] != NULL; n++) {
    g_autofree char *number = g_strdup_printf ("%u", n + 1);
    GtkWidget *mark = gtk_label_new (number);

    gtk_widget_add_css_class (mark, "mno");
    add_row (self, mark, lines[n]);
  }
  if (n == 0) {
    GtkWidget *mark = gtk_image_new_from_icon_name ("object-select-symbolic");

    gtk_widget_add_css_class (mark, "mtick");
    add_row (self, mark,
             matter != NULL ? hall_words_get (words, N_ ("You can come as you are"))
                            : hall_words_get (words, N_ ("The counter will tell you what is needed")));
  }
  return n;
}

static char *
make_subtitle (HallWords *words, const HallCategory *category, const HallMatter *matter, const char *reason)
{
  g_autoptr (GPtrArray) parts = g_ptr_array_new_with_free_func (g_free);
  const char *promise = matter != NULL ? hall_words_pick (words, matter->promise, matter->promise_en) : "";

  if (reason != NULL)
    g_ptr_array_add (parts, g_strdup (hall_words_get (words, N_ ("Priority service"))));
  if (*promise != '\0')
    /* Translators: %s is how long a matter takes: 3个工作日. */
    g_ptr_array_add (parts, g_strdup_printf (hall_words_get (words, N_ ("Promised: %s")), promise));
  if (category->waiting == 0)
    g_ptr_array_add (parts, g_strdup (hall_words_get (words, N_ ("Nobody waits"))));
  else
    /* Translators: %d is how many people wait for this category. */
    g_ptr_array_add (parts,
                     g_strdup_printf (hall_words_get (words, N_ ("Waiting: %d")), (int)category->waiting));
  g_ptr_array_add (parts, NULL);
  return g_strjoinv (" · ", (char **)parts->pdata);
}

/**
 * hall_kiosk_matter_show:
 * @self: the page
 * @words: the language
 * @category: the category
 * @matter: (nullable): one of its matters, %NULL for none of them
 * @reason: (nullable): the code of the reason for priority
 *
 * Shows what to bring for a matter, and asks whether it is all there.
 */
void
hall_kiosk_matter_show (HallKioskMatter *self,
                        HallWords *words,
                        const HallCategory *category,
                        const HallMatter *matter,
                        const char *reason)
{
  g_autofree char *sub = NULL;
  const char *take;
  guint n;

  g_return_if_fail (HALL_IS_KIOSK_MATTER (self));
  g_return_if_fail (HALL_IS_WORDS (words));
  g_return_if_fail (category != NULL);

  hall_public_paint_letter (self->letter, category);
  gtk_label_set_text (self->title, matter != NULL
                                       ? hall_words_pick (words, matter->name, matter->name_en)
                                       : hall_words_pick (words, category->name, category->name_en));
  sub = make_subtitle (words, category, matter, reason);
  gtk_label_set_text (self->sub, sub);

  n = show_materials (self, words, matter);
  if (n == 0) {
    hall_public_say (self->question, matter != NULL ? hall_words_get (words, N_ ("Nothing to bring"))
                                                    : hall_words_get (words, N_ ("Something else")));
  } else {
    /* Translators: %d is how many things are to be brought. */
    g_autofree char *question = g_strdup_printf (
        hall_words_get (words, N_ ("Please check: do you have all %d of these?")), (int)n);

    hall_public_say (self->question, question);
  }
  take = n > 0 ? hall_words_get (words, N_ ("I have them all: take a number"))
               : hall_words_get (words, N_ ("Take a number"));
  gtk_label_set_text (self->take_text, take);
  hall_public_name (self->take, take);
  gtk_label_set_text (self->ask_text, hall_words_get (words, N_ ("Ask the guide desk first")));
  gtk_label_set_text (
      self->ask_hint,
      hall_words_get (words, N_ ("Something missing or unclear? We will look at it together.")));
  hall_public_name (self->ask, gtk_label_get_text (self->ask_text));
  gtk_label_set_text (self->back_text, hall_words_get (words, N_ ("Back")));
  hall_public_name (self->back, gtk_label_get_text (self->back_text));
  gtk_label_set_text (self->idle, hall_words_get (words, N_ ("Returns to the first page by itself")));
  hall_kiosk_matter_set_busy (self, FALSE);
}

/**
 * hall_kiosk_matter_set_busy:
 * @self: the page
 * @busy: whether a number is being taken
 *
 * Shows that the number is on its way; nobody can take two.
 */
void
hall_kiosk_matter_set_busy (HallKioskMatter *self, gboolean busy)
{
  g_return_if_fail (HALL_IS_KIOSK_MATTER (self));

  gtk_stack_set_visible_child_name (self->take_sign, busy ? "busy" : "tick");
  gtk_spinner_set_spinning (self->spinner, busy);
  gtk_widget_set_sensitive (self->take, !busy);
  gtk_widget_set_sensitive (self->ask, !busy);
  gtk_widget_set_sensitive (self->back, !busy);
}

/**
 * hall_kiosk_matter_arrange:
 * @self: the page
 * @portrait: whether the screen is higher than wide
 * @large: whether somebody asked for large print
 *
 * Arranges the page for a screen.
 */
void
hall_kiosk_matter_arrange (HallKioskMatter *self, gboolean portrait, gboolean large)
{
  g_return_if_fail (HALL_IS_KIOSK_MATTER (self));

  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->columns),
                                  portrait ? GTK_ORIENTATION_VERTICAL : GTK_ORIENTATION_HORIZONTAL);
  gtk_widget_set_vexpand (self->take, !portrait);
}
