/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "hall-guide-matter.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "hall-case-view.h"
#include "hall-case-words.h"
#include "hall-material-words.h"
#include "hall-pill.h"
#include "hall-shell.h"

/*
 * The guide to one matter (002-03, 002-12): everything it asks, whole, with what it promises today beside it.
 */
struct _HallGuideMatter {
  AdwBin parent_instance;

  GtkLabel *title;
  HallPill *code;
  GtkLabel *version;
  GtkLabel *count;
  GtkListBox *materials;
  GtkLabel *more_count;
  GtkListBox *more_materials;
  GtkWidget *nothing;
  GtkLabel *promise;
  GtkLabel *due;
  GtkLabel *unconfirmed;
  GtkLabel *fee;
  GtkLabel *conditions;
  GtkLabel *place;
  GtkLabel *phone;
  GtkLabel *online;
  GtkLabel *basis;
};

G_DEFINE_FINAL_TYPE (HallGuideMatter, hall_guide_matter, ADW_TYPE_BIN)

#define FIRST_DAY "2000-01-01" /* of what was always so */

/* Text where there is one; the section that it stands in goes with it. */
static void
set_part (GtkLabel *label, const char *text)
{
  gtk_label_set_text (label, text != NULL ? text : "");
  gtk_widget_set_visible (gtk_widget_get_parent (GTK_WIDGET (label)), text != NULL && *text != '\0');
}

static GtkWidget *
new_label (const char *text, const char *css_class)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  if (css_class != NULL)
    gtk_widget_add_css_class (label, css_class);
  return label;
}

/* Whether one can do without it, or bring it later. */
static GtkWidget *
new_pill (HallMatterItemView *item)
{
  GtkWidget *pill = hall_pill_new ();
  const char *text = !item->mandatory ? _ ("if there is one") : item->may_follow ? _ ("may follow") : NULL;

  hall_pill_set (HALL_PILL (pill), "plain", NULL, text != NULL ? text : "");
  gtk_widget_set_visible (pill, text != NULL);
  gtk_widget_set_valign (pill, GTK_ALIGN_START);
  return pill;
}

static char *
form_of (HallMatterItemView *item)
{
  g_autoptr (HallCaseItemLine) line = g_object_new (HALL_TYPE_CASE_ITEM_LINE, NULL);

  line->form = g_strdup (item->form);
  line->copies = item->copies;
  line->handling = g_strdup (item->handling);
  line->mandatory = TRUE;
  return hall_material_detail (line);
}

static void
append_line (GtkWidget *box, const char *text)
{
  if (text != NULL && *text != '\0')
    gtk_box_append (GTK_BOX (box), new_label (text, "small"));
}

static GtkWidget *
new_row (HallMatterItemView *item, guint number)
{
  g_autofree char *mark = g_strdup_printf ("%u", number);
  g_autofree char *form = form_of (item);
  /* Translators: of a material: by whom it is made out */
  g_autofree char *issuer = *item->issuer != '\0' ? g_strdup_printf (_ ("Made out by %s"), item->issuer)
                                                  : NULL;
  /* Translators: of a material: the rule by which it is asked for */
  g_autofree char *basis = *item->basis != '\0' ? g_strdup_printf (_ ("Asked for by %s"), item->basis) : NULL;
  const char *name = hall_shell_localised (item->name, item->name_en);
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *texts = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  GtkWidget *figure = gtk_label_new (mark);

  gtk_widget_add_css_class (box, "check-row");
  gtk_widget_add_css_class (figure, "mark");
  gtk_widget_add_css_class (figure, "plain");
  gtk_widget_add_css_class (figure, "num");
  gtk_widget_set_valign (figure, GTK_ALIGN_START);
  gtk_widget_set_hexpand (texts, TRUE);
  gtk_box_append (GTK_BOX (texts), new_label (name, "row-title"));
  gtk_box_append (GTK_BOX (texts), new_label (form, "quiet"));
  append_line (texts, issuer);
  append_line (texts, item->how);
  append_line (texts, basis);
  gtk_box_append (GTK_BOX (box), figure);
  gtk_box_append (GTK_BOX (box), texts);
  gtk_box_append (GTK_BOX (box), new_pill (item));
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  return row;
}

static gboolean
is_for (HallMatterItemView *item, const char *applicant)
{
  return g_str_equal (item->applicant, "all") || g_str_equal (item->applicant, applicant);
}

/* What is asked of @applicant alone comes into @list; of everybody too with @all. Returns how many. */
static guint
fill_list (GtkListBox *list, GListModel *items, const char *applicant, gboolean all)
{
  GtkListBoxRow *row;
  guint n = 0;

  while ((row = gtk_list_box_get_row_at_index (list, 0)) != NULL)
    gtk_list_box_remove (list, GTK_WIDGET (row));
  for (guint i = 0; i < g_list_model_get_n_items (items); i++) {
    g_autoptr (HallMatterItemView) item = g_list_model_get_item (items, i);

    if (is_for (item, applicant) && (all || !g_str_equal (item->applicant, "all")))
      gtk_list_box_append (list, new_row (item, ++n));
  }
  gtk_widget_set_visible (GTK_WIDGET (list), n > 0);
  return n;
}

static void
set_count (GtkLabel *label, guint n, char *text)
{
  gtk_label_set_text (label, text);
  gtk_widget_set_visible (GTK_WIDGET (label), n > 0);
  g_free (text);
}

/* First what the one in front brings, then what only the others do. */
static void
show_materials (HallGuideMatter *self, GListModel *items, const char *applicant)
{
  gboolean company = g_str_equal (applicant, "company");
  guint own = fill_list (self->materials, items, applicant, TRUE);
  guint others = fill_list (self->more_materials, items, company ? "person" : "company", FALSE);

  set_count (
      self->count, own,
      company
          /* Translators: above the list of materials of a matter; %u is how many */
          ? g_strdup_printf (ngettext ("What a company brings: %u", "What a company brings: %u", own), own)
          : g_strdup_printf (ngettext ("What to bring: %u", "What to bring: %u", own), own));
  set_count (
      self->more_count, others,
      company
          /* Translators: above what is asked of others beside what is asked of all; %u is how many */
          ? g_strdup_printf (ngettext ("Persons bring besides: %u", "Persons bring besides: %u", others),
                             others)
          : g_strdup_printf (ngettext ("Companies bring besides: %u", "Companies bring besides: %u", others),
                             others));
  gtk_widget_set_visible (self->nothing, own + others == 0);
}

static void
show_promise (HallGuideMatter *self, HallGuide *guide, gint64 now_us)
{
  HallMatterView *matter = guide->matter;
  const char *promise = hall_shell_localised (matter->promise, matter->promise_en);
  g_autofree char *moment = guide->due_at != 0 ? hall_material_moment (guide->due_at, now_us) : NULL;
  /* Translators: what is accepted now is done by this day and time */
  g_autofree char *due = moment != NULL ? g_strdup_printf (_ ("Accepted now: by %s"), moment) : NULL;

  set_part (self->promise, promise != NULL && *promise != '\0' ? promise : _ ("Done on the spot"));
  gtk_label_set_text (self->due, due != NULL ? due : "");
  gtk_widget_set_visible (GTK_WIDGET (self->due), due != NULL);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->due), guide->due_words);
  gtk_widget_set_visible (GTK_WIDGET (self->unconfirmed), !guide->due_confirmed);
}

static void
show_place (HallGuideMatter *self, HallMatterView *matter, const HallLookup *lookup)
{
  gboolean enquiries = *lookup->enquiry_phone != '\0' && g_strcmp0 (lookup->enquiry_phone, "……") != 0;
  /* Translators: a telephone number */
  g_autofree char *phone = g_strdup_printf (_ ("Telephone %s"),
                                            enquiries ? lookup->enquiry_phone : lookup->phone);

  set_part (self->place, *matter->place != '\0' ? matter->place : lookup->hours);
  gtk_label_set_text (self->phone, phone);
}

static void
hall_guide_matter_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), HALL_TYPE_GUIDE_MATTER);
  G_OBJECT_CLASS (hall_guide_matter_parent_class)->dispose (object);
}

#define BIND(child) gtk_widget_class_bind_template_child (widget_class, HallGuideMatter, child)

static void
hall_guide_matter_class_init (HallGuideMatterClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = hall_guide_matter_dispose;
  g_type_ensure (HALL_TYPE_PILL);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/halldesk/HallDesk/hall-guide-matter.ui");
  BIND (title);
  BIND (code);
  BIND (version);
  BIND (count);
  BIND (materials);
  BIND (more_count);
  BIND (more_materials);
  BIND (nothing);
  BIND (promise);
  BIND (due);
  BIND (unconfirmed);
  BIND (fee);
  BIND (conditions);
  BIND (place);
  BIND (phone);
  BIND (online);
  BIND (basis);
}

static void
hall_guide_matter_init (HallGuideMatter *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * hall_guide_matter_new:
 *
 * Returns: (transfer floating): a new guide, empty
 */
GtkWidget *
hall_guide_matter_new (void)
{
  return g_object_new (HALL_TYPE_GUIDE_MATTER, NULL);
}

/**
 * hall_guide_matter_show:
 * @self: a guide
 * @guide: the matter, with what it would promise now
 * @applicant: who is in front: person or company
 * @lookup: the hall's hours and numbers; only used during the call
 * @now_us: the hall's time
 *
 * Shows a matter.
 */
void
hall_guide_matter_show (
    HallGuideMatter *self, HallGuide *guide, const char *applicant, const HallLookup *lookup, gint64 now_us)
{
  HallMatterView *matter;
  g_autofree char *version = NULL;

  g_return_if_fail (HALL_IS_GUIDE_MATTER (self) && HALL_IS_GUIDE (guide) && lookup != NULL);

  matter = guide->matter;
  gtk_label_set_text (self->title, hall_shell_localised (matter->name, matter->name_en));
  hall_pill_set (self->code, "info", NULL, matter->code);
  version
      = strcmp (matter->effective_from, FIRST_DAY) > 0
            /* Translators: which version of a matter's rules this is, and from which day on it is in force */
            ? g_strdup_printf (_ ("Version %d, in force from %s"), (int)matter->version,
                               matter->effective_from)
            /* Translators: which version of a matter's rules this is */
            : g_strdup_printf (_ ("Version %d"), (int)matter->version);
  gtk_label_set_text (self->version, version);
  show_materials (self, matter->items, applicant);
  show_promise (self, guide, now_us);
  set_part (self->fee, hall_case_fee_words (matter->fee));
  set_part (self->conditions, matter->conditions);
  show_place (self, matter, lookup);
  set_part (self->online, matter->online);
  set_part (self->basis, matter->basis);
}
