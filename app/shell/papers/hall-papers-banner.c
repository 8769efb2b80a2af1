/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "hall-papers-banner.h"

#include <glib/gi18n-lib.h>

#include "hall-paper-words.h"

/**
 * HallPapersBanner:
 *
 * Says that a paper does not come out: what happened, what was kept, what to do. It is never in the way of
 * the visit, and goes by itself when the paper is out. Signal "details": the clerk wants to see the papers.
 */
struct _HallPapersBanner {
  AdwBin parent_instance;

  GtkRevealer *revealer;
  GtkWidget *box;
  GtkLabel *text;
};

G_DEFINE_FINAL_TYPE (HallPapersBanner, hall_papers_banner, ADW_TYPE_BIN)

enum { DETAILS, N_SIGNALS };
static guint signals[N_SIGNALS];

static void
on_details_cb (HallPapersBanner *self)
{
  g_signal_emit (self, signals[DETAILS], 0);
}

static void
hall_papers_banner_dispose (GObject *object)
{
  adw_bin_set_child (ADW_BIN (object), NULL);
  G_OBJECT_CLASS (hall_papers_banner_parent_class)->dispose (object);
}

static void
hall_papers_banner_class_init (HallPapersBannerClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = hall_papers_banner_dispose;
  signals[DETAILS] = g_signal_new ("details", HALL_TYPE_PAPERS_BANNER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/halldesk/HallDesk/hall-papers-banner.ui");
  gtk_widget_class_bind_template_child (widget_class, HallPapersBanner, revealer);
  gtk_widget_class_bind_template_child (widget_class, HallPapersBanner, box);
  gtk_widget_class_bind_template_child (widget_class, HallPapersBanner, text);
  gtk_widget_class_bind_template_callback (widget_class, on_details_cb);
}

static void
hall_papers_banner_init (HallPapersBanner *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * hall_papers_banner_new:
 *
 * Returns: (transfer floating): a banner that shows nothing yet
 */
GtkWidget *
hall_papers_banner_new (void)
{
  return g_object_new (HALL_TYPE_PAPERS_BANNER, NULL);
}

/**
 * hall_papers_banner_set_view:
 * @self: the banner
 * @view: (transfer none): what the desk shows; borrowed for the call
 *
 * Shows the newest paper that needs somebody, or nothing.
 */
void
hall_papers_banner_set_view (HallPapersBanner *self, HallDeskView *view)
{
  g_autoptr (HallJob) stuck = NULL;
  guint n, others = 0;

  g_return_if_fail (HALL_IS_PAPERS_BANNER (self) && view != NULL);

  n = view->jobs != NULL ? g_list_model_get_n_items (view->jobs) : 0;
  for (guint i = 0; i < n; i++) {
    g_autoptr (HallJob) job = g_list_model_get_item (view->jobs, i);

    if (!hall_paper_needs_somebody (job))
      continue;
    others += stuck != NULL ? 1 : 0;
    if (stuck == NULL || job->id > stuck->id)
      g_set_object (&stuck, job);
  }
  if (stuck != NULL) {
    g_autofree char *sentence = hall_paper_trouble_text (stuck);
    g_autofree char *more = NULL;
    g_autofree char *text = NULL;

    if (others > 0)
      /* Translators: how many papers wait beside the one just named */
      more = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%d more waits.", "%d more wait.", others),
                              (int)others);
    /* Translators: two whole sentences. Leave out the blank in Chinese. */
    text = more != NULL ? g_strdup_printf (_ ("%s %s"), sentence, more) : g_strdup (sentence);
    gtk_label_set_text (self->text, text);
    if (g_str_equal (hall_paper_state_tone (stuck->state), "bad"))
      gtk_widget_add_css_class (self->box, "bad");
    else
      gtk_widget_remove_css_class (self->box, "bad");
  }
  gtk_revealer_set_reveal_child (self->revealer, stuck != NULL);
  gtk_widget_set_visible (GTK_WIDGET (self), stuck != NULL);
}

/**
 * hall_papers_banner_get_text:
 * @self: the banner
 *
 * Returns: (transfer none) (nullable): what it says; %NULL while it shows nothing
 */
const char *
hall_papers_banner_get_text (HallPapersBanner *self)
{
  g_return_val_if_fail (HALL_IS_PAPERS_BANNER (self), NULL);

  return gtk_revealer_get_reveal_child (self->revealer) ? gtk_label_get_text (self->text) : NULL;
}
