/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "hall-materials-page.h"

#include <glib/gi18n-lib.h>

#include "hall-materials-page-private.h"
#include "hall-shell.h"

#define BURST_US (45 * 1000) /* keys closer than this come from a scanner */
#define DEAF_US (250 * 1000) /* and so does the Enter behind them */
#define NARROW_EM 46         /* below this width what was promised stands under the list */
#define SERIAL_STEP 256      /* more rows than any checklist has */
#define SCROLL_TICKS 3       /* frames until an opened row has its height */

/**
 * HallMaterialsPage:
 *
 * The materials tab of a desk: the checklist of the case that is open, one current row, and one button that
 * follows from it (S004 9.2): accept now, or one notice of everything. Every mark is a command of its own, so
 * nothing is lost with the PC. Signal "step-changed": hall_materials_page_get_step() answers something else.
 *
 * Class action materials.outcome: what follows from the list, once; materials.again: the customer has it
 * after all, look at the list again.
 */
G_DEFINE_FINAL_TYPE (HallMaterialsPage, hall_materials_page, ADW_TYPE_BIN)

/* --- Rows --- */

HallMaterialRow *
hall_materials_page_nth (HallMaterialsPage *self, guint n)
{
  GtkListBoxRow *row = gtk_list_box_get_row_at_index (self->list, (int)n);

  return row != NULL ? HALL_MATERIAL_ROW (row) : NULL;
}

guint
hall_materials_page_n_rows (HallMaterialsPage *self)
{
  guint n = 0;

  while (hall_materials_page_nth (self, n) != NULL)
    n++;
  return n;
}

static gboolean
on_scroll_cb (GtkWidget *widget, GdkFrameClock *clock, gpointer data)
{
  HallMaterialsPage *self = HALL_MATERIALS_PAGE (widget);
  GtkAdjustment *adjustment = gtk_scrolled_window_get_vadjustment (self->scroller);
  graphene_rect_t bounds;

  /* An opened row has its height a frame later. */
  if (++self->scroll_ticks < SCROLL_TICKS)
    return G_SOURCE_CONTINUE;
  if (self->current != NULL && gtk_widget_compute_bounds (GTK_WIDGET (self->current), self->body, &bounds))
    gtk_adjustment_clamp_page (adjustment, bounds.origin.y, bounds.origin.y + bounds.size.height);
  self->scroll_id = 0;
  return G_SOURCE_REMOVE;
}

static void
scroll_to_current (HallMaterialsPage *self)
{
  self->scroll_ticks = 0;
  if (self->scroll_id == 0)
    self->scroll_id = gtk_widget_add_tick_callback (GTK_WIDGET (self), on_scroll_cb, NULL, NULL);
}

static gboolean
has_focus_in (GtkWidget *widget)
{
  GtkRoot *root = gtk_widget_get_root (widget);
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  return focus != NULL && (focus == widget || gtk_widget_is_ancestor (focus, widget));
}

static void
go_to (HallMaterialsPage *self, HallMaterialRow *row)
{
  const gboolean focused = has_focus_in (GTK_WIDGET (self->list));

  gtk_list_box_select_row (self->list, GTK_LIST_BOX_ROW (row));
  if (focused)
    gtk_widget_grab_focus (GTK_WIDGET (row));
  scroll_to_current (self);
}

static gboolean
is_open (HallMaterialRow *row)
{
  return hall_material_row_get_state (row) == HALL_ITEM_UNSEEN && !hall_material_row_is_locked (row);
}

/* The next one that nobody has looked at, below first. */
static HallMaterialRow *
find_open (HallMaterialsPage *self, int after)
{
  const int n = (int)hall_materials_page_n_rows (self);

  for (int i = 1; i <= n; i++) {
    HallMaterialRow *row = hall_materials_page_nth (self, (guint)((after + i) % n));

    if (is_open (row))
      return row;
  }
  return NULL;
}

static void
go_on (HallMaterialsPage *self, HallMaterialRow *row)
{
  HallMaterialRow *next = find_open (self, gtk_list_box_row_get_index (GTK_LIST_BOX_ROW (row)));

  if (next != NULL && row == self->current)
    go_to (self, next);
}

static void
on_selected_cb (HallMaterialsPage *self, GtkListBoxRow *row)
{
  if (self->current != NULL && GTK_LIST_BOX_ROW (self->current) != row)
    hall_material_row_set_current (self->current, FALSE);
  self->current = row != NULL ? HALL_MATERIAL_ROW (row) : NULL;
  /* Without a row the list is being filled anew, or is going. */
  if (self->current == NULL)
    return;
  hall_material_row_set_current (self->current, TRUE);
  if (hall_material_row_get_item (self->current) != NULL)
    hall_materials_page_show (self);
  scroll_to_current (self);
}

/* --- Marks --- */

static void run_outcome (HallMaterialsPage *self);

static void
on_checked_cb (GtkWidget *widget, GVariant *answer, const GError *error, gpointer data)
{
  HallMaterialsPage *self = HALL_MATERIALS_PAGE (widget);
  const guint mark = GPOINTER_TO_UINT (data);
  HallMaterialRow *row;

  self->pending -= self->pending > 0;
  if (mark / SERIAL_STEP != self->serial)
    return;
  row = hall_materials_page_nth (self, mark % SERIAL_STEP);
  if (row != NULL)
    hall_material_row_take_answer (row, error);
  if (error != NULL) {
    self->wanted = FALSE;
    if (row != NULL)
      go_to (self, row);
  }
  hall_materials_page_show (self);
  if (self->wanted && self->pending == 0) {
    self->wanted = FALSE;
    run_outcome (self);
  }
}

static void
on_mark_cb (HallMaterialsPage *self, GVariant *args, HallMaterialRow *row)
{
  const guint index = (guint)gtk_list_box_row_get_index (GTK_LIST_BOX_ROW (row));
  const HallItemState state = hall_material_row_get_state (row);
  g_auto (GVariantDict) dict = G_VARIANT_DICT_INIT (args);

  if (self->context.store == NULL || self->number == NULL)
    return;
  g_variant_dict_insert (&dict, "case", "s", self->number);
  self->pending++;
  gtk_widget_set_visible (GTK_WIDGET (self->wrong), FALSE);
  hall_shell_do_quietly (GTK_WIDGET (self), self->context.store,
                         hall_case_context_command (&self->context, "check", g_variant_dict_end (&dict)),
                         on_checked_cb, GUINT_TO_POINTER (self->serial * SERIAL_STEP + index));
  if (state == HALL_ITEM_HAVE || state == HALL_ITEM_NOT_NEEDED)
    go_on (self, row);
  hall_materials_page_show (self);
}

static void
on_left_cb (HallMaterialsPage *self, HallMaterialRow *row)
{
  GtkWidget *target = GTK_WIDGET (self->current != NULL ? self->current : row);

  gtk_widget_grab_focus (target);
  hall_materials_page_show (self);
  scroll_to_current (self);
}

/* --- The outcome --- */

static void
show_wrong (HallMaterialsPage *self, const char *text)
{
  gtk_label_set_text (self->wrong, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (self->wrong), text != NULL);
}

static void
on_outcome_cb (GtkWidget *widget, GVariant *answer, const GError *error, gpointer data)
{
  HallMaterialsPage *self = HALL_MATERIALS_PAGE (widget);
  const guint what = GPOINTER_TO_UINT (data);

  self->running = FALSE;
  if (what / 2 != self->serial) {
    hall_materials_page_show (self);
    return;
  }
  if (error != NULL) {
    g_autofree char *text = hall_shell_error_text (error);

    show_wrong (self, text);
    hall_materials_page_show (self);
    return;
  }
  g_clear_pointer (&self->answer, g_variant_unref);
  self->answer = g_variant_ref (answer);
  self->answered_branch = what % 2 != 0;
  self->caught_up = FALSE;
  self->reopened = FALSE;
  self->mode = MODE_DONE;
  self->told_in_words = gtk_check_button_get_active (self->no_paper);
  gtk_check_button_set_active (self->no_paper, FALSE);
  for (guint i = 0; i < hall_materials_page_n_rows (self); i++) {
    HallMaterialRow *row = hall_materials_page_nth (self, i);

    hall_material_row_set_item (row, hall_material_row_get_item (row), FALSE, FALSE);
  }
  gtk_list_box_unselect_all (self->list);
  gtk_list_box_set_selection_mode (self->list, GTK_SELECTION_NONE);
  gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (self->scroller), 0);
  hall_materials_page_show (self);
  gtk_widget_grab_focus (self->done);
}

static void
run_outcome (HallMaterialsPage *self)
{
  guint unmet, unseen;
  const HallBranch branch = hall_materials_page_branch (self, &unmet, &unseen);
  const gboolean accept = branch == HALL_BRANCH_ACCEPT;
  GVariantBuilder args = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE_VARDICT);

  if (self->running || (self->mode != MODE_CHECK && self->mode != MODE_EMPTY)
      || (!accept && branch != HALL_BRANCH_NOTICE)) {
    g_variant_builder_clear (&args);
    return;
  }
  /* What was marked a moment ago has to be answered first. */
  if (self->pending > 0) {
    self->wanted = TRUE;
    g_variant_builder_clear (&args);
    return;
  }
  g_variant_builder_add (&args, "{sv}", "case", g_variant_new_string (self->number));
  if (!accept && gtk_widget_get_visible (GTK_WIDGET (self->no_paper))
      && gtk_check_button_get_active (self->no_paper)) {
    g_variant_builder_add (&args, "{sv}", "oral", g_variant_new_boolean (TRUE));
    g_variant_builder_add (&args, "{sv}", "customer_agrees", g_variant_new_boolean (TRUE));
  }
  self->running = TRUE;
  show_wrong (self, NULL);
  hall_materials_page_show (self);
  hall_shell_do_quietly (GTK_WIDGET (self), self->context.store,
                         hall_case_context_command (&self->context, accept ? "accept" : "issue-notice",
                                                    g_variant_builder_end (&args)),
                         on_outcome_cb, GUINT_TO_POINTER (self->serial * 2 + accept));
}

/* With a reason half written the key that ends things writes it down; the outcome is the next press. */
static void
action_outcome (GtkWidget *widget, const char *name, GVariant *parameter)
{
  HallMaterialsPage *self = HALL_MATERIALS_PAGE (widget);

  if (self->current != NULL && hall_material_row_is_asking (self->current))
    hall_material_row_record (self->current);
  else
    run_outcome (self);
}

static void set_rows (HallMaterialsPage *self);

static void
action_again (GtkWidget *widget, const char *name, GVariant *parameter)
{
  HallMaterialsPage *self = HALL_MATERIALS_PAGE (widget);

  if (self->mode != MODE_DONE || self->context.file == NULL
      || g_strcmp0 (self->context.file->state, "noticed") != 0)
    return;
  self->reopened = TRUE;
  g_clear_pointer (&self->answer, g_variant_unref);
  set_rows (self);
  hall_materials_page_show (self);
  hall_materials_page_focus (self);
}

/* --- Keys --- */

static void
press (HallMaterialsPage *self, gunichar c)
{
  if (self->current == NULL)
    return;
  switch (c) {
  case '1':
    hall_material_row_mark (self->current, HALL_ITEM_HAVE);
    break;
  case '2':
    hall_material_row_mark (self->current, HALL_ITEM_MISSING);
    break;
  case '3':
    hall_material_row_mark (self->current, HALL_ITEM_FAULTY);
    break;
  case '4':
    hall_material_row_mark (self->current, HALL_ITEM_NOT_NEEDED);
    break;
  case '+':
  case '=':
    hall_material_row_add_sheets (self->current, 1);
    break;
  case '-':
    hall_material_row_add_sheets (self->current, -1);
    break;
  default:
    break;
  }
  scroll_to_current (self);
}

static void
press_held (HallMaterialsPage *self)
{
  const gunichar c = self->held;

  g_clear_handle_id (&self->held_id, g_source_remove);
  self->held = 0;
  if (c != 0)
    press (self, c);
}

static gboolean
on_held_cb (gpointer data)
{
  HallMaterialsPage *self = data;

  self->held_id = 0;
  press_held (self);
  return G_SOURCE_REMOVE;
}

/* A scanner is a keyboard that types fast: a character waits for the moment in which a second one would come,
 * and of two that come so fast neither marks anything. */
static gboolean
take_character (HallMaterialsPage *self, gunichar c, gint64 now, gboolean fast)
{
  if (fast || now < self->deaf_until) {
    g_clear_handle_id (&self->held_id, g_source_remove);
    self->held = 0;
    self->deaf_until = now + DEAF_US;
    return GDK_EVENT_PROPAGATE;
  }
  press_held (self);
  if (!g_unichar_isprint (c) || c > 127 || strchr ("1234+=-", (int)c) == NULL)
    return GDK_EVENT_PROPAGATE;
  self->held = c;
  self->held_id = g_timeout_add (BURST_US / 1000, on_held_cb, self);
  return GDK_EVENT_STOP;
}

static gboolean
is_for_list (HallMaterialsPage *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  return GTK_IS_LIST_BOX_ROW (focus) || GTK_IS_TOGGLE_BUTTON (focus);
}

static gboolean
on_key_cb (HallMaterialsPage *self, guint keyval, guint keycode, GdkModifierType state)
{
  const gint64 now = g_get_monotonic_time ();
  const gboolean fast = now - self->last_key < BURST_US;
  const gunichar c = gdk_keyval_to_unicode (keyval);

  if (self->mode != MODE_CHECK || !is_for_list (self)
      || (state & (GDK_CONTROL_MASK | GDK_ALT_MASK | GDK_SUPER_MASK)) != 0)
    return GDK_EVENT_PROPAGATE;
  self->last_key = now;
  if (keyval == GDK_KEY_Return || keyval == GDK_KEY_KP_Enter) {
    if (now < self->deaf_until)
      return GDK_EVENT_STOP;
    press_held (self);
    /* On a button of the chooser Enter presses it. */
    if (self->current == NULL || !gtk_widget_is_focus (GTK_WIDGET (self->current)))
      return GDK_EVENT_PROPAGATE;
    if (!hall_material_row_is_asking (self->current))
      hall_material_row_ask (self->current);
    else if (hall_material_row_resume (self->current))
      hall_material_row_record (self->current);
    scroll_to_current (self);
    return GDK_EVENT_STOP;
  }
  if (c != 0 && !g_unichar_iscntrl (c) && c != ' ')
    return take_character (self, c, now, fast);
  press_held (self);
  return GDK_EVENT_PROPAGATE;
}

/* --- What is shown --- */

/* Whether the customer came back with the notice: it was given before the visit that is under way. */
static gboolean
is_return (HallMaterialsPage *self)
{
  const HallCaseView *file = self->context.file;
  const HallDeskView *desk = self->context.desk;

  if (self->reopened)
    return TRUE;
  if (self->answer != NULL)
    return FALSE;
  if (desk == NULL || desk->current == NULL || desk->current->started_at == 0)
    return desk == NULL;
  return file->notice_at < desk->current->started_at;
}

static Mode
find_mode (HallMaterialsPage *self)
{
  const HallCaseView *file = self->context.file;

  if (file == NULL)
    return MODE_NONE;
  if (self->answer != NULL)
    return MODE_DONE;
  if (g_str_equal (file->state, "open"))
    return g_list_model_get_n_items (file->items) > 0 ? MODE_CHECK : MODE_EMPTY;
  if (g_str_equal (file->state, "noticed") && is_return (self))
    return MODE_CHECK;
  return MODE_DONE;
}

static gboolean
rows_match (HallMaterialsPage *self, GListModel *items)
{
  const guint n = g_list_model_get_n_items (items);

  if (n != hall_materials_page_n_rows (self))
    return FALSE;
  for (guint i = 0; i < n; i++) {
    g_autoptr (HallCaseItemLine) item = g_list_model_get_item (items, i);

    if (g_strcmp0 (item->code, hall_material_row_get_item (hall_materials_page_nth (self, i))->code) != 0)
      return FALSE;
  }
  return TRUE;
}

static void
clear_rows (HallMaterialsPage *self)
{
  GtkWidget *row;

  self->current = NULL;
  while ((row = gtk_widget_get_first_child (GTK_WIDGET (self->list))) != NULL)
    gtk_list_box_remove (self->list, row);
}

static void
add_rows (HallMaterialsPage *self, guint n)
{
  for (guint i = 0; i < n; i++) {
    GtkWidget *row = hall_material_row_new ();

    g_signal_connect_object (row, "mark", G_CALLBACK (on_mark_cb), self, G_CONNECT_SWAPPED);
    g_signal_connect_object (row, "asking", G_CALLBACK (hall_materials_page_show), self, G_CONNECT_SWAPPED);
    g_signal_connect_object (row, "left", G_CALLBACK (on_left_cb), self, G_CONNECT_SWAPPED);
    gtk_list_box_append (self->list, row);
  }
}

static void
set_rows (HallMaterialsPage *self)
{
  const HallCaseView *file = self->context.file;
  HallMaterialRow *before = NULL;
  g_autofree char *code = NULL;
  gboolean fresh;
  gboolean afresh;

  self->mode = find_mode (self);
  if (file == NULL) {
    clear_rows (self);
    return;
  }
  fresh = !rows_match (self, file->items);
  if (fresh) {
    /* Late answers are for rows that are gone. */
    self->serial++;
    code = self->current != NULL ? g_strdup (hall_material_row_get_item (self->current)->code) : NULL;
    clear_rows (self);
    add_rows (self, g_list_model_get_n_items (file->items));
  }
  afresh = self->mode == MODE_CHECK && g_str_equal (file->state, "noticed");
  gtk_list_box_set_selection_mode (self->list,
                                   self->mode == MODE_CHECK ? GTK_SELECTION_BROWSE : GTK_SELECTION_NONE);
  for (guint i = 0; i < g_list_model_get_n_items (file->items); i++) {
    g_autoptr (HallCaseItemLine) item = g_list_model_get_item (file->items, i);
    HallMaterialRow *row = hall_materials_page_nth (self, i);

    if (fresh) {
      g_autofree char *draft = g_strdup_printf ("%s-%s-%s", self->context.staff, file->number, item->code);

      hall_material_row_set_place (row, self->context.store, draft);
    }
    hall_material_row_set_item (row, item, afresh, self->mode == MODE_CHECK);
    gtk_widget_set_focusable (GTK_WIDGET (row), self->mode == MODE_CHECK);
    if (fresh && g_strcmp0 (code, item->code) == 0)
      before = row;
  }
  if (before != NULL)
    gtk_list_box_select_row (self->list, GTK_LIST_BOX_ROW (before));
  if (self->mode == MODE_CHECK && self->current == NULL && hall_materials_page_n_rows (self) > 0) {
    HallMaterialRow *first = find_open (self, -1);

    gtk_list_box_select_row (self->list,
                             GTK_LIST_BOX_ROW (first != NULL ? first : hall_materials_page_nth (self, 0)));
  }
}

static void
on_no_paper_cb (HallMaterialsPage *self)
{
  hall_materials_page_show (self);
}

/* --- Narrow --- */

static gboolean
on_narrow_cb (gpointer data)
{
  HallMaterialsPage *self = data;
  g_autoptr (GtkWidget) facts = g_object_ref (self->facts);

  self->narrow_id = 0;
  gtk_widget_set_visible (self->rule, !self->narrow);
  gtk_widget_set_visible (GTK_WIDGET (self->side), !self->narrow);
  if (self->narrow) {
    gtk_scrolled_window_set_child (self->side, NULL);
    gtk_box_append (GTK_BOX (self->body), facts);
  } else {
    gtk_box_remove (GTK_BOX (self->body), facts);
    gtk_scrolled_window_set_child (self->side, facts);
  }
  return G_SOURCE_REMOVE;
}

static GtkSizeRequestMode
hall_materials_page_get_request_mode (GtkWidget *widget)
{
  return gtk_widget_get_request_mode (adw_bin_get_child (ADW_BIN (widget)));
}

static void
hall_materials_page_measure (GtkWidget *widget,
                             GtkOrientation orientation,
                             int for_size,
                             int *minimum,
                             int *natural,
                             int *minimum_baseline,
                             int *natural_baseline)
{
  gtk_widget_measure (adw_bin_get_child (ADW_BIN (widget)), orientation, for_size, minimum, natural,
                      minimum_baseline, natural_baseline);
}

static void
hall_materials_page_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  HallMaterialsPage *self = HALL_MATERIALS_PAGE (widget);
  PangoContext *context = gtk_widget_get_pango_context (widget);
  const double points = pango_font_description_get_size (pango_context_get_font_description (context))
                        / (double)PANGO_SCALE;
  const gboolean narrow = width < NARROW_EM * points * pango_cairo_context_get_resolution (context) / 72;

  gtk_widget_allocate (adw_bin_get_child (ADW_BIN (self)), width, height, baseline, NULL);
  if (narrow == self->narrow)
    return;
  self->narrow = narrow;
  if (self->narrow_id == 0)
    self->narrow_id = g_idle_add (on_narrow_cb, self);
  else
    g_clear_handle_id (&self->narrow_id, g_source_remove);
}

/* --- The object --- */

static void
hall_materials_page_dispose (GObject *object)
{
  HallMaterialsPage *self = HALL_MATERIALS_PAGE (object);

  g_clear_handle_id (&self->held_id, g_source_remove);
  g_clear_handle_id (&self->narrow_id, g_source_remove);
  if (self->scroll_id != 0)
    gtk_widget_remove_tick_callback (GTK_WIDGET (self), self->scroll_id);
  self->scroll_id = 0;
  self->current = NULL;
  adw_bin_set_child (ADW_BIN (self), NULL);
  G_OBJECT_CLASS (hall_materials_page_parent_class)->dispose (object);
}

static void
hall_materials_page_finalize (GObject *object)
{
  HallMaterialsPage *self = HALL_MATERIALS_PAGE (object);

  g_free (self->number);
  g_clear_pointer (&self->answer, g_variant_unref);
  G_OBJECT_CLASS (hall_materials_page_parent_class)->finalize (object);
}

#define BIND(child) gtk_widget_class_bind_template_child (widget_class, HallMaterialsPage, child)

static void
bind_children (GtkWidgetClass *widget_class)
{
  BIND (face);
  BIND (columns);
  BIND (head);
  BIND (count);
  BIND (hints);
  BIND (told);
  BIND (told_title);
  BIND (told_text);
  BIND (told_pill);
  BIND (scroller);
  BIND (body);
  BIND (done);
  BIND (done_mark);
  BIND (done_title);
  BIND (done_number);
  BIND (done_hero);
  BIND (done_words);
  BIND (done_say_box);
  BIND (done_say);
  BIND (again_button);
  BIND (empty);
  BIND (answer_button);
  BIND (list);
}

static void
bind_foot (GtkWidgetClass *widget_class)
{
  BIND (foot);
  BIND (foot_mark);
  BIND (foot_title);
  BIND (foot_text);
  BIND (wrong);
  BIND (no_paper);
  BIND (spinner);
  BIND (outcome_button);
  BIND (rule);
  BIND (side);
  BIND (facts);
  BIND (promise);
  BIND (promise_due);
  BIND (promise_words);
  BIND (fee);
  BIND (conditions_box);
  BIND (conditions);
  BIND (basis_box);
  BIND (basis);
  BIND (responsible);
}

static void
hall_materials_page_class_init (HallMaterialsPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = hall_materials_page_dispose;
  object_class->finalize = hall_materials_page_finalize;
  widget_class->get_request_mode = hall_materials_page_get_request_mode;
  widget_class->measure = hall_materials_page_measure;
  widget_class->size_allocate = hall_materials_page_size_allocate;

  g_signal_new ("step-changed", HALL_TYPE_MATERIALS_PAGE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,
                0);

  g_type_ensure (HALL_TYPE_KEY_BUTTON);
  g_type_ensure (HALL_TYPE_PILL);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/halldesk/HallDesk/hall-materials-page.ui");
  bind_children (widget_class);
  bind_foot (widget_class);
  gtk_widget_class_bind_template_callback (widget_class, on_selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_no_paper_cb);
  gtk_widget_class_install_action (widget_class, "materials.outcome", NULL, action_outcome);
  gtk_widget_class_install_action (widget_class, "materials.again", NULL, action_again);
}

static void
hall_materials_page_init (HallMaterialsPage *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();

  /* The page itself says where its parts stand: see size_allocate(). */
  gtk_widget_set_layout_manager (GTK_WIDGET (self), NULL);
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_object (keys, "key-pressed", G_CALLBACK (on_key_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self->list), keys);
  hall_materials_page_show (self);
}

/**
 * hall_materials_page_new:
 *
 * Returns: (transfer floating): the materials tab, without a case
 */
GtkWidget *
hall_materials_page_new (void)
{
  return g_object_new (HALL_TYPE_MATERIALS_PAGE, NULL);
}

/**
 * hall_materials_page_set_context:
 * @self: the page
 * @context: where the clerk is; what it points to must stay until the next one is set
 *
 * Shows the case that is open, as it was read last. What was marked and is not answered yet stays as marked.
 */
void
hall_materials_page_set_context (HallMaterialsPage *self, const HallCaseContext *context)
{
  const char *number;

  g_return_if_fail (HALL_IS_MATERIALS_PAGE (self) && context != NULL);

  number = context->file != NULL ? context->file->number : NULL;
  if (g_strcmp0 (number, self->number) != 0) {
    g_free (self->number);
    self->number = g_strdup (number);
    self->serial++;
    self->pending = 0;
    self->wanted = FALSE;
    self->reopened = FALSE;
    g_clear_pointer (&self->answer, g_variant_unref);
    gtk_check_button_set_active (self->no_paper, FALSE);
    show_wrong (self, NULL);
    clear_rows (self);
  }
  if (self->answer != NULL && context->file != NULL) {
    const gboolean there = g_str_equal (context->file->state, self->answered_branch ? "accepted" : "noticed");

    /* Until the case is read again it stands where the answer says; from then on where it stands. */
    if (!there && (self->caught_up || !g_str_equal (context->file->state, "open")))
      g_clear_pointer (&self->answer, g_variant_unref);
    self->caught_up = there;
  }
  /* From the first mark after a notice the hall has the case open again. */
  if (context->file != NULL && self->reopened && g_str_equal (context->file->state, "open"))
    self->reopened = FALSE;
  self->context = *context;
  set_rows (self);
  hall_materials_page_show (self);
}

/**
 * hall_materials_page_get_step:
 * @self: the page
 *
 * Returns: (transfer none) (nullable): the button that is the next step, %NULL when there is none here
 */
GtkWidget *
hall_materials_page_get_step (HallMaterialsPage *self)
{
  g_return_val_if_fail (HALL_IS_MATERIALS_PAGE (self), NULL);

  return self->step;
}

/**
 * hall_materials_page_focus:
 * @self: the page
 *
 * Puts the focus where the clerk goes on: the current row.
 */
void
hall_materials_page_focus (HallMaterialsPage *self)
{
  g_return_if_fail (HALL_IS_MATERIALS_PAGE (self));

  if (self->mode == MODE_CHECK && self->current != NULL && hall_material_row_is_asking (self->current))
    hall_material_row_resume (self->current);
  else if (self->mode == MODE_CHECK && self->current != NULL)
    gtk_widget_grab_focus (GTK_WIDGET (self->current));
  else if (self->mode == MODE_DONE)
    gtk_widget_grab_focus (self->done);
  else if (self->step != NULL)
    gtk_widget_grab_focus (self->step);
}
