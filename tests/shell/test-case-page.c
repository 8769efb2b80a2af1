/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The Case tab, driven as a clerk drives it, on a real hall. */

#include "hall-case-customer.h"
#include "hall-case-field.h"
#include "hall-case-fixture.h"
#include "hall-case-offers.h"
#include "hall-case-open.h"
#include "hall-case-page.h"
#include "hall-case-paper-chip.h"
#include "hall-case-picker.h"
#include "hall-case-story.h"
#include "hall-desk-driver.h"
#include "hall-draft.h"
#include "hall-key-button.h"
#include "hall-pill.h"
#include "hall-stage.h"
#include "hall-test.h"

#define ID "11010519491231002X"
#define WANG "'name': <'王小明'>, 'phone': <'13800001234'>"

typedef struct {
  HallStage *stage;
  GtkWidget *page;
  HallDeskView *desk;
  HallCaseView *file;
  char *opened;
  guint materials;
} Scene;

/* --- The scene --- */

static void
take_ticket (HallFixture *hall, const char *matter)
{
  g_autofree char *args = g_strdup_printf ("{'category': <'%c'>, 'matter': <'%s'>}", *matter, matter);

  hall_fixture_must (hall, NULL, 0, "take-ticket", "%s", args);
  g_free (hall_fixture_serve (hall, "G05", 3));
}

typedef struct {
  HallCaseView *view;
  gboolean done;
} Read;

static void
on_read_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;
  Read *read = data;

  read->view = hall_store_read_finish (HALL_STORE (source), result, &error);
  g_assert_no_error (error);
  read->done = TRUE;
}

static HallCaseView *
read_case (HallStage *stage, const char *number)
{
  Read read = { 0 };

  hall_store_read_async (stage->store, (HallReadFunc)hall_case_view_read, g_variant_new_string (number),
                         hall_case_view_free, NULL, on_read_cb, &read);
  hall_stage_wait (read.done);
  return read.view;
}

/* What a desk does: reads anew, sets it, frees the old. */
static void
show (Scene *scene, const char *number)
{
  HallDeskView *desk = hall_stage_view (scene->stage, 3, "G05");
  HallCaseView *file = number != NULL ? read_case (scene->stage, number) : NULL;
  HallCaseContext context = {
    .store = scene->stage->store,
    .staff = "G05",
    .station = "desk-3",
    .counter = 3,
    .roles = HALL_ROLE_CLERK,
    .desk = desk,
    .file = file,
    .now = hall_clock_now (scene->stage->hall->clock),
  };

  hall_case_page_set_context (HALL_CASE_PAGE (scene->page), &context);
  hall_desk_view_free (scene->desk);
  hall_case_view_free (scene->file);
  scene->desk = desk;
  scene->file = file;
}

static void
on_opened_cb (Scene *scene, const char *number)
{
  g_free (scene->opened);
  scene->opened = g_strdup (number);
}

static void
on_materials_cb (Scene *scene)
{
  scene->materials++;
}

static GtkWidget *
form (Scene *scene)
{
  return hall_stage_child (scene->page, HALL_TYPE_CASE_PAGE, "form");
}

static GtkWidget *
form_child (Scene *scene, const char *name)
{
  return hall_stage_child (form (scene), HALL_TYPE_CASE_OPEN, name);
}

static HallMatterView *
chosen (Scene *scene)
{
  return hall_case_picker_get_matter (HALL_CASE_PICKER (form_child (scene, "picker")));
}

/* A page on which somebody is being served for @matter. */
static Scene *
scene_new (const char *matter)
{
  Scene *scene = g_new0 (Scene, 1);

  scene->stage = hall_stage_new ();
  hall_fixture_open (scene->stage->hall, "G05", 3);
  take_ticket (scene->stage->hall, matter);
  scene->page = hall_case_page_new ();
  g_signal_connect_swapped (scene->page, "opened", G_CALLBACK (on_opened_cb), scene);
  g_signal_connect_swapped (scene->page, "go-materials", G_CALLBACK (on_materials_cb), scene);
  hall_stage_show (scene->stage, scene->page);
  show (scene, NULL);
  hall_stage_wait (chosen (scene) != NULL);
  return scene;
}

static void
scene_free (Scene *scene)
{
  hall_case_page_set_context (HALL_CASE_PAGE (scene->page), NULL);
  hall_stage_clear (scene->stage);
  hall_desk_view_free (scene->desk);
  hall_case_view_free (scene->file);
  hall_stage_free (scene->stage);
  g_free (scene->opened);
  g_free (scene);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Scene, scene_free)

static GtkWidget *
page_child (Scene *scene, const char *name)
{
  return hall_stage_child (scene->page, HALL_TYPE_CASE_PAGE, name);
}

static const char *
face (Scene *scene)
{
  return gtk_stack_get_visible_child_name (GTK_STACK (page_child (scene, "faces")));
}

static HallCaseField *
find_field (GtkWidget *root, const char *title)
{
  GtkWidget *found;

  for (guint i = 0; (found = hall_stage_find (root, HALL_TYPE_CASE_FIELD, i)) != NULL; i++)
    if (gtk_widget_get_mapped (found)
        && g_str_equal (hall_stage_label (found, HALL_TYPE_CASE_FIELD, "title"), title))
      return HALL_CASE_FIELD (found);
  return NULL;
}

static HallCaseField *
field (Scene *scene, const char *title)
{
  hall_stage_settle ();
  return find_field (form (scene), title);
}

static void
type (Scene *scene, const char *title, const char *text)
{
  HallCaseField *found = field (scene, title);

  g_assert_nonnull (found);
  hall_stage_type (GTK_WIDGET (hall_case_field_get_editable (found)), text);
}

static void
tick (Scene *scene, const char *name)
{
  gtk_check_button_set_active (GTK_CHECK_BUTTON (form_child (scene, name)), TRUE);
}

static void
open_it (Scene *scene)
{
  gtk_widget_activate_action (form (scene), "case-open.open", NULL);
  hall_stage_settle ();
}

static gboolean
holds_text (GtkWidget *root, const char *text)
{
  GtkWidget *label;

  for (guint i = 0; (label = hall_stage_find (root, GTK_TYPE_LABEL, i)) != NULL; i++)
    if (gtk_widget_get_mapped (label) && strstr (gtk_label_get_text (GTK_LABEL (label)), text) != NULL)
      return TRUE;
  return FALSE;
}

/* --- Opening --- */

/* Only what the matter lists is there to be typed. */
static void
test_fields (void)
{
  g_autoptr (Scene) scene = scene_new ("B1");
  HallCasePicker *picker = HALL_CASE_PICKER (form_child (scene, "picker"));

  HALL_PROVES ("000-14");

  g_assert_cmpstr (face (scene), ==, "open");
  g_assert_cmpstr (chosen (scene)->code, ==, "B1");
  g_assert_nonnull (field (scene, "Name"));
  g_assert_nonnull (field (scene, "Telephone"));
  g_assert_null (field (scene, "Account"));
  g_assert_null (field (scene, "Address"));
  g_assert_true (gtk_widget_get_visible (form_child (scene, "identity")));
  g_assert_nonnull (field (scene, "Last four characters of its number"));
  g_assert_null (field (scene, "Its whole number, kept sealed"));
  hall_stage_photograph (scene->stage, "case-open");

  hall_case_picker_select (picker, "C1");
  g_assert_null (field (scene, "Name"));
  g_assert_false (gtk_widget_get_visible (form_child (scene, "identity")));
  g_assert_false (gtk_widget_get_visible (form_child (scene, "proxy_box")));
  g_assert_true (gtk_widget_get_visible (form_child (scene, "nothing")));
  hall_stage_photograph (scene->stage, "case-open-nothing");

  hall_case_picker_select (picker, "A1");
  g_assert_nonnull (field (scene, "Account"));
  g_assert_null (field (scene, "Telephone"));
}

/* The matters of the ticket's category stand first; initials, codes and names find one. */
static void
test_picker (void)
{
  g_autoptr (Scene) scene = scene_new ("B1");
  GtkWidget *picker = form_child (scene, "picker");
  GtkWidget *search = hall_stage_child (picker, HALL_TYPE_CASE_PICKER, "search");
  GtkListBox *list = GTK_LIST_BOX (hall_stage_child (picker, HALL_TYPE_CASE_PICKER, "list"));
  HallMatterView *first = g_object_get_data (G_OBJECT (gtk_list_box_get_row_at_index (list, 0)), "matter");

  g_assert_cmpstr (first->category, ==, "B");
  hall_stage_type (search, "d2");
  hall_stage_settle ();
  g_assert_cmpstr (chosen (scene)->code, ==, "D2");
  hall_stage_type (search, "ghgm");
  hall_stage_settle ();
  g_assert_cmpstr (chosen (scene)->code, ==, "B1");
  hall_stage_type (search, "zzz");
  hall_stage_settle ();
  g_assert_true (gtk_widget_get_visible (hall_stage_child (picker, HALL_TYPE_CASE_PICKER, "nothing")));
}

/* Who somebody is can be typed after they agreed, and goes when they take it back. */
static void
test_consent (void)
{
  g_autoptr (Scene) scene = scene_new ("B1");
  HallFixture *hall = scene->stage->hall;
  HallCaseField *tail;

  HALL_PROVES ("000-13");

  tail = field (scene, "Last four characters of its number");
  g_assert_false (gtk_widget_is_sensitive (GTK_WIDGET (tail)));
  tick (scene, "consent");
  g_assert_true (gtk_widget_is_sensitive (GTK_WIDGET (tail)));
  type (scene, "Last four characters of its number", "002X");
  gtk_check_button_set_active (GTK_CHECK_BUTTON (form_child (scene, "consent")), FALSE);
  g_assert_cmpstr (gtk_editable_get_text (hall_case_field_get_editable (tail)), ==, "");

  open_it (scene);
  hall_stage_wait (scene->opened != NULL);
  g_assert_cmpint (hall_fixture_sql_int (
                       hall, "SELECT count (*) FROM case_file WHERE consent_at IS NULL AND id_tail IS NULL"),
                   ==, 1);
  show (scene, NULL);
  hall_case_picker_select (HALL_CASE_PICKER (form_child (scene, "picker")), "B1");
  tick (scene, "consent");
  type (scene, "Last four characters of its number", "002x");
  g_clear_pointer (&scene->opened, g_free);
  open_it (scene);
  hall_stage_wait (scene->opened != NULL);
  g_assert_cmpint (
      hall_fixture_sql_int (
          hall, "SELECT count (*) FROM case_file WHERE consent_at IS NOT NULL AND id_tail = '002X'"),
      ==, 1);
}

/* Somebody scans the whole number where its end is enough: it is checked and goes at once. */
static void
test_whole_number (void)
{
  g_autoptr (Scene) scene = scene_new ("B1");
  HallCaseField *tail;

  HALL_PROVES ("000-15");

  tick (scene, "consent");
  tail = field (scene, "Last four characters of its number");
  type (scene, "Last four characters of its number", "110105194912310021");
  g_assert_cmpstr (hall_case_field_get_message (tail), !=, "");
  g_assert_false (gtk_entry_get_visibility (GTK_ENTRY (hall_case_field_get_editable (tail))));
  type (scene, "Last four characters of its number", ID);
  g_assert_cmpstr (gtk_editable_get_text (hall_case_field_get_editable (tail)), ==, "002X");
}

/* Where the matter requires the whole number it is typed unseen, kept sealed, and in no draft. */
static void
test_sealed (void)
{
  g_autoptr (Scene) scene = scene_new ("B1");
  HallFixture *hall = scene->stage->hall;
  HallCaseField *number;
  GtkWidget *entry;

  HALL_PROVES ("000-15");

  hall_fixture_must (hall, "A01", 0, "set-matter", "%s",
                     "{'matter': <'B1'>, 'fields': <[<'name'>, <'id-number'>]>}");
  hall_stage_wait (chosen (scene) != NULL && chosen (scene)->version == 2);
  g_assert_null (field (scene, "Telephone"));
  g_assert_null (field (scene, "Last four characters of its number"));
  number = field (scene, "Its whole number, kept sealed");
  g_assert_nonnull (number);
  entry = GTK_WIDGET (hall_case_field_get_editable (number));
  g_assert_true (GTK_IS_PASSWORD_ENTRY (entry));
  g_assert_false (gtk_password_entry_get_show_peek_icon (GTK_PASSWORD_ENTRY (entry)));
  tick (scene, "consent");
  type (scene, "Name", "王小明");
  type (scene, "Its whole number, kept sealed", "110105194912310021");
  g_assert_false (hall_case_field_is_right (number));
  type (scene, "Its whole number, kept sealed", ID);
  g_assert_cmpstr (hall_case_field_get_message (number), ==, "Check digit and date are right");
  g_assert_false (holds_text (scene->page, ID));
  g_assert_false (holds_text (scene->page, "19491231"));
  hall_stage_photograph (scene->stage, "case-open-sealed");
  open_it (scene);
  hall_stage_wait (scene->opened != NULL);
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (entry)), ==, "");
  g_assert_cmpint (hall_fixture_sql_int (hall, "SELECT count (*) FROM case_file WHERE id_tail = '002X'"), ==,
                   1);
}

/* What is wrong is said at its field while it can be put right; it stops nobody from typing. */
static void
test_checks (void)
{
  g_autoptr (Scene) scene = scene_new ("B1");
  HallCaseField *phone = field (scene, "Telephone");
  HallCaseField *name = field (scene, "Name");

  HALL_PROVES ("002-26");

  type (scene, "Telephone", "1380000");
  g_assert_cmpstr (hall_case_field_get_message (phone), ==, "");
  type (scene, "Telephone", "13800001234");
  g_assert_cmpstr (hall_case_field_get_message (phone), ==, "A mobile number");
  type (scene, "Telephone", "23800001234");
  g_assert_false (hall_case_field_is_right (phone));
  g_assert_cmpstr (hall_case_field_get_message (phone), !=, "");
  hall_stage_photograph (scene->stage, "case-open-wrong");
  type (scene, "Name", "阿卜杜热合曼·买买提");
  g_assert_true (hall_case_field_is_right (name));

  open_it (scene);
  hall_stage_wait (strstr (hall_case_field_get_message (phone), "(rule 5.8)") != NULL);
  g_assert_null (scene->opened);
}

static GtkWidget *
focus_of (Scene *scene)
{
  return gtk_root_get_focus (GTK_ROOT (scene->stage->window));
}

static gboolean
is_in (Scene *scene, HallCaseField *found)
{
  return focus_of (scene) != NULL && gtk_widget_is_ancestor (focus_of (scene), GTK_WIDGET (found));
}

/* The form without a mouse: it begins in its first field, and Enter goes through it. */
static void
test_walk (void)
{
  g_autoptr (Scene) scene = scene_new ("B1");
  HallCaseField *name = field (scene, "Name");
  HallCaseField *phone = field (scene, "Telephone");

  hall_case_page_focus (HALL_CASE_PAGE (scene->page));
  g_assert_true (is_in (scene, name));
  g_signal_emit_by_name (hall_case_field_get_editable (name), "activate");
  g_assert_true (is_in (scene, phone));
  g_signal_emit_by_name (hall_case_field_get_editable (phone), "activate");
  g_assert_true (focus_of (scene) == form_child (scene, "consent"));
  g_assert_true (hall_case_page_get_step (HALL_CASE_PAGE (scene->page)) == form_child (scene, "open"));
  driver_assert_named (scene->page);
}

/* A refusal stands at the field that it names (002-25). */
static void
test_refusal (void)
{
  g_autoptr (Scene) scene = scene_new ("B1");
  HallCaseField *relation;

  HALL_PROVES ("002-25");

  type (scene, "Name", "王小明");
  tick (scene, "proxy");
  type (scene, "Name of who came", "李小红");
  open_it (scene);
  relation = field (scene, "Related to the applicant as");
  hall_stage_wait (*hall_case_field_get_message (relation) != '\0');
  g_assert_nonnull (strstr (hall_case_field_get_message (relation), "S002 4.1"));
  hall_stage_photograph (scene->stage, "case-open-refused");
  type (scene, "Related to the applicant as", "女儿");
  g_assert_cmpstr (hall_case_field_get_message (relation), ==, "");
  type (scene, "Authority seen: which paper, of which day", "2026-11-18 委托书原件");
  open_it (scene);
  hall_stage_wait (scene->opened != NULL);
}

/* What was typed is back after a crash, for this customer only, and never an identity number. */
static void
test_draft (void)
{
  g_autoptr (Scene) scene = scene_new ("B1");
  const char *address = hall_store_get_address (scene->stage->store);
  g_autofree char *kept = NULL;
  GtkWidget *again;

  type (scene, "Name", "王小明");
  tick (scene, "consent");
  type (scene, "Last four characters of its number", "002X");
  kept = hall_draft_load (address, 3, "open-case-name");
  g_assert_cmpstr (kept, ==, "王小明");

  /* The program starts again. */
  again = hall_case_page_new ();
  hall_case_page_set_context (HALL_CASE_PAGE (scene->page), NULL);
  hall_stage_clear (scene->stage);
  scene->page = again;
  hall_stage_show (scene->stage, again);
  {
    /* The desk is not read yet. */
    HallCaseContext early = { .store = scene->stage->store, .staff = "G05", .counter = 3 };

    hall_case_page_set_context (HALL_CASE_PAGE (again), &early);
  }
  show (scene, NULL);
  hall_stage_wait (chosen (scene) != NULL);
  {
    g_autofree char *name = hall_case_field_dup_text (field (scene, "Name"));
    g_autofree char *tail = hall_case_field_dup_text (field (scene, "Last four characters of its number"));

    g_assert_cmpstr (name, ==, "王小明");
    g_assert_cmpstr (tail, ==, "");
  }

  /* The next customer finds nothing of it. */
  open_it (scene);
  hall_stage_wait (hall_fixture_sql_int (scene->stage->hall, "SELECT count (*) FROM case_file") == 1);
  hall_stage_settle ();
  g_clear_pointer (&kept, g_free);
  kept = hall_draft_load (address, 3, "open-case-name");
  g_assert_null (kept);
}

/* Who comes again is led back to the case that is open. */
static void
test_offer (void)
{
  g_autoptr (Scene) scene = scene_new ("B1");
  g_autofree char *number = hall_case_open (scene->stage->hall, "B1", WANG);
  GtkWidget *offers = form_child (scene, "offers");
  GtkWidget *button;

  type (scene, "Telephone", "13800001234");
  hall_stage_settle ();
  g_assert_false (gtk_widget_get_visible (offers));
  type (scene, "Name", "王小明");
  hall_stage_wait (gtk_widget_get_visible (offers));
  g_assert_true (holds_text (offers, number));
  hall_stage_photograph (scene->stage, "case-offer");
  button = hall_stage_find (offers, HALL_TYPE_KEY_BUTTON, 0);
  g_signal_emit_by_name (button, "clicked");
  hall_stage_wait (scene->opened != NULL);
  g_assert_cmpstr (scene->opened, ==, number);
}

/* --- The story --- */

static char *
open_and_show (Scene *scene, const char *matter, const char *more)
{
  char *number = hall_case_open (scene->stage->hall, matter, more);

  show (scene, number);
  return number;
}

static void
test_story (void)
{
  g_autoptr (Scene) scene = scene_new ("B1");
  g_autofree char *number = open_and_show (scene, "B1", WANG);
  HallFixture *hall = scene->stage->hall;
  GtkWidget *story = page_child (scene, "story");

  HALL_PROVES ("003-10");

  g_assert_cmpstr (face (scene), ==, "file");
  g_assert_true (holds_text (story, "G05 张三 opened the case"));
  g_assert_cmpstr (hall_key_button_get_text (HALL_KEY_BUTTON (page_child (scene, "step"))), ==,
                   "Go to the materials");
  gtk_widget_activate_action (scene->page, "case-page.materials", NULL);
  g_assert_cmpuint (scene->materials, ==, 1);

  hall_case_check (hall, number, "application", "have");
  hall_case_check (hall, number, "title", "missing");
  hall_case_must (hall, "G05", number, "note", "'text': <'客户说房本在银行'>, 'internal': <true>");
  hall_case_must (hall, "G05", number, "hand-case", "'to': <'G07'>, 'summary': <'客户周三再来'>");
  show (scene, number);
  g_assert_true (holds_text (story, "G05 张三 checked 2 materials"));
  g_assert_true (holds_text (story, "G05 → G07"));
  g_assert_true (holds_text (page_child (scene, "responsible"), "G07"));
  hall_stage_photograph (scene->stage, "case-story");
}

/* What colleagues wrote for each other is folded away: the customer may look on. */
static void
test_internal (void)
{
  g_autoptr (Scene) scene = scene_new ("B1");
  g_autofree char *number = open_and_show (scene, "B1", WANG);
  GtkWidget *story = page_child (scene, "story");
  GtkWidget *fold;

  hall_case_must (scene->stage->hall, "G05", number, "note", "'text': <'只给同事看'>, 'internal': <true>");
  hall_case_must (scene->stage->hall, "G05", number, "note", "'text': <'客户也可以看'>");
  show (scene, number);
  hall_stage_settle ();
  g_assert_true (holds_text (story, "客户也可以看"));
  g_assert_false (holds_text (story, "只给同事看"));
  fold = hall_stage_find (story, GTK_TYPE_EXPANDER, 0);
  g_assert_nonnull (fold);
  gtk_expander_set_expanded (GTK_EXPANDER (fold), TRUE);
  hall_stage_settle ();
  g_assert_true (holds_text (story, "只给同事看"));
}

/* A value is shown for a reason and for 15 seconds; then nothing of it is left on the screen. */
static void
test_reveal (void)
{
  g_autoptr (Scene) scene = scene_new ("B1");
  g_autofree char *number = open_and_show (scene, "B1", WANG);
  HallFixture *hall = scene->stage->hall;
  GtkWidget *customer = page_child (scene, "customer");
  GtkWidget *shown = hall_stage_child (customer, HALL_TYPE_CASE_CUSTOMER, "shown");
  GtkWidget *reason = hall_stage_child (customer, HALL_TYPE_CASE_CUSTOMER, "reason");
  GtkWidget *button = hall_stage_child (customer, HALL_TYPE_CASE_CUSTOMER, "show");
  const char *masked = hall_stage_label (customer, HALL_TYPE_CASE_CUSTOMER, "masked");

  HALL_PROVES ("004-82 003-02");

  g_assert_nonnull (strstr (masked, "王*明"));
  g_assert_nonnull (strstr (masked, "138****1234"));
  hall_case_page_reveal (HALL_CASE_PAGE (scene->page));
  hall_stage_settle ();
  gtk_drop_down_set_selected (GTK_DROP_DOWN (hall_stage_child (customer, HALL_TYPE_CASE_CUSTOMER, "field")),
                              1);
  g_assert_false (gtk_widget_get_sensitive (button));
  hall_stage_type (reason, "打电话通知客户取件");
  g_signal_emit_by_name (button, "clicked");
  hall_stage_wait (gtk_widget_get_visible (shown));
  g_assert_cmpstr (hall_stage_label (customer, HALL_TYPE_CASE_CUSTOMER, "value"), ==, "13800001234");
  hall_stage_photograph (scene->stage, "case-revealed");
  g_assert_cmpint (hall_fixture_sql_int (hall, "SELECT count (*) FROM access_log WHERE field = 'phone'"), ==,
                   1);

  hall_fixture_advance (hall, HALL_REVEAL_S - 1);
  show (scene, number);
  g_assert_cmpstr (hall_stage_label (customer, HALL_TYPE_CASE_CUSTOMER, "value"), ==, "13800001234");
  hall_fixture_advance (hall, 1);
  hall_stage_wait (!gtk_widget_get_visible (shown));
  g_assert_cmpstr (hall_stage_label (customer, HALL_TYPE_CASE_CUSTOMER, "value"), ==, "");
}

/* Another case, or none: what was shown of this one is gone at once. */
static void
test_reveal_leaves (void)
{
  g_autoptr (Scene) scene = scene_new ("B1");
  g_autofree char *first = open_and_show (scene, "B1", WANG);
  g_autofree char *second = hall_case_open (scene->stage->hall, "B2", "'name': <'王小明'>");
  GtkWidget *customer = page_child (scene, "customer");

  hall_case_page_reveal (HALL_CASE_PAGE (scene->page));
  hall_stage_type (hall_stage_child (customer, HALL_TYPE_CASE_CUSTOMER, "reason"), "打电话通知客户取件");
  g_signal_emit_by_name (hall_stage_child (customer, HALL_TYPE_CASE_CUSTOMER, "show"), "clicked");
  hall_stage_wait (gtk_widget_get_visible (hall_stage_child (customer, HALL_TYPE_CASE_CUSTOMER, "shown")));
  show (scene, second);
  g_assert_cmpstr (hall_stage_label (customer, HALL_TYPE_CASE_CUSTOMER, "value"), ==, "");
}

/* Several cases on one ticket: a chip each, and a form for one more. */
static void
test_switch (void)
{
  g_autoptr (Scene) scene = scene_new ("B1");
  g_autofree char *first = hall_case_open (scene->stage->hall, "B1", WANG);
  g_autofree char *second = open_and_show (scene, "B2", "'name': <'王小明'>");
  GtkWidget *cases = page_child (scene, "cases");
  GtkWidget *chip;

  g_assert_true (gtk_widget_get_visible (cases));
  chip = hall_stage_find (cases, GTK_TYPE_TOGGLE_BUTTON, 0);
  g_assert_cmpstr (gtk_button_get_label (GTK_BUTTON (chip)), ==, first);
  g_signal_emit_by_name (chip, "clicked");
  g_assert_cmpstr (scene->opened, ==, first);
  show (scene, first);
  hall_stage_photograph (scene->stage, "case-two");

  gtk_widget_activate_action (scene->page, "case-page.further", NULL);
  g_assert_cmpstr (face (scene), ==, "open");
  gtk_widget_activate_action (scene->page, "case-page.back", NULL);
  g_assert_cmpstr (face (scene), ==, "file");
}

static const char *
step_text (Scene *scene)
{
  GtkWidget *step = hall_case_page_get_step (HALL_CASE_PAGE (scene->page));

  return step != NULL ? hall_key_button_get_text (HALL_KEY_BUTTON (step)) : NULL;
}

/* A leader is asked, answers, the customer is told, the case is closed: one next step each time. */
static void
test_steps (void)
{
  g_autoptr (Scene) scene = scene_new ("B1");
  HallFixture *hall = scene->stage->hall;
  g_autofree char *number = open_and_show (scene, "B1", WANG);

  hall_case_must (hall, "G05", number, "consult",
                  "'question': <'遗产未分割，能否先过户'>, 'leader': <'L02'>");
  show (scene, number);
  g_assert_null (step_text (scene));
  g_assert_true (gtk_widget_get_visible (page_child (scene, "tasks")));
  hall_stage_settle ();
  g_assert_true (holds_text (page_child (scene, "tasks"), "11-23 17:30"));
  hall_stage_photograph (scene->stage, "case-consulting");

  hall_case_must (hall, "L02", number, "answer-consult", "'answer': <'可以，附继承协议'>");
  show (scene, number);
  g_assert_cmpstr (step_text (scene), ==, "Tell the customer…");
  g_assert_false (gtk_widget_get_visible (page_child (scene, "tasks")));
  hall_case_must (hall, "G05", number, "reply", "'method': <'当面'>, 'content': <'可以办理'>");
  show (scene, number);
  g_assert_cmpstr (step_text (scene), ==, "Go to the materials");
}

/* After a notice the page says what the customer brings, and that it is the desk's turn. */
static void
test_noticed (void)
{
  g_autoptr (Scene) scene = scene_new ("B1");
  HallFixture *hall = scene->stage->hall;
  g_autofree char *number = open_and_show (scene, "B1", WANG);
  GtkWidget *tasks = page_child (scene, "tasks");

  g_assert_false (gtk_widget_get_visible (tasks));
  hall_case_check (hall, number, "application", "have");
  hall_case_check (hall, number, "both-ids", "have");
  hall_case_check (hall, number, "title", "missing");
  hall_case_check (hall, number, "settled", "missing");
  hall_case_must (hall, "G05", number, "issue-notice", "");
  show (scene, number);
  hall_stage_settle ();
  g_assert_null (step_text (scene));
  g_assert_true (holds_text (tasks, "The customer brings: 不动产权证书原件, 热费结清凭证"));
  g_assert_true (holds_text (tasks, "valid until 2026-12-20"));
  hall_stage_photograph (scene->stage, "case-noticed");
}

/* A closed case is an archive: everything can be read, nothing done. */
static void
test_archive (void)
{
  g_autoptr (Scene) scene = scene_new ("B1");
  HallFixture *hall = scene->stage->hall;
  g_autofree char *number = open_and_show (scene, "C1", "");

  g_assert_cmpstr (step_text (scene), ==, "Answer…");
  hall_case_must (hall, "G05", number, "answer", "'text': <'过户需要双方到场'>");
  show (scene, number);
  g_assert_cmpstr (step_text (scene), ==, "Close case…");
  hall_case_must (hall, "G05", number, "close-case", "'solved': <true>");
  show (scene, number);
  g_assert_null (step_text (scene));
  g_assert_false (gtk_widget_get_visible (page_child (scene, "foot")));
  g_assert_cmpstr (hall_pill_get_text (HALL_PILL (page_child (scene, "state"))), ==,
                   "Archive: closed, read only");
  g_assert_true (holds_text (page_child (scene, "story"), "过户需要双方到场"));
  hall_stage_photograph (scene->stage, "case-archive");
}

/* An accepted case tells until when, with its arithmetic, and prints its receipt again for a reason. */
static void
test_accepted (void)
{
  g_autoptr (Scene) scene = scene_new ("B1");
  HallFixture *hall = scene->stage->hall;
  g_autofree char *number = hall_case_accepted (hall);
  gint64 document;
  GtkWidget *chip;
  GtkWidget *lines;

  hall_case_must (hall, "G05", number, "tag", "'keyword': <'继承'>, 'emotion': <'anxious'>");
  show (scene, number);
  hall_stage_settle ();
  g_assert_true (holds_text (page_child (scene, "due"), "11-25 17:30"));
  g_assert_true (holds_text (page_child (scene, "due_words"), "次日起 3 个工作日"));
  g_assert_true (holds_text (page_child (scene, "tags"), "焦急"));
  g_assert_true (holds_text (page_child (scene, "papers"), "Acceptance receipt"));
  driver_assert_named (scene->page);
  hall_stage_photograph (scene->stage, "case-accepted");
  chip = hall_stage_find (page_child (scene, "papers"), HALL_TYPE_CASE_PAPER_CHIP, 0);
  gtk_menu_button_popup (GTK_MENU_BUTTON (hall_stage_child (chip, HALL_TYPE_CASE_PAPER_CHIP, "button")));
  lines = hall_stage_child (chip, HALL_TYPE_CASE_PAPER_CHIP, "lines");
  hall_stage_wait (gtk_widget_get_first_child (lines) != NULL);
  hall_stage_settle ();
  g_assert_true (holds_text (lines, "Due: 2026-11-25 17:30"));
  g_assert_false (holds_text (lines, "王小明"));
  gtk_menu_button_popdown (GTK_MENU_BUTTON (hall_stage_child (chip, HALL_TYPE_CASE_PAPER_CHIP, "button")));
  document = hall_fixture_sql_int (hall, "SELECT id FROM document WHERE kind = 'acceptance'");
  gtk_widget_activate_action (scene->page, "case-page.reprint", "(xs)", document, "客户遗失了一份");
  hall_stage_wait (hall_fixture_sql_int (hall, "SELECT count (*) FROM outbox WHERE copy = 1") == 1);
}

/* A case handed on twice without an outcome is pointed out, and one under an older version says so. */
static void
test_marks (void)
{
  g_autoptr (Scene) scene = scene_new ("B1");
  HallFixture *hall = scene->stage->hall;
  g_autofree char *number = open_and_show (scene, "B1", WANG);

  HALL_PROVES ("004-32");

  g_assert_false (gtk_widget_get_visible (page_child (scene, "moved")));
  g_assert_false (gtk_widget_get_visible (page_child (scene, "version")));
  hall_case_must (hall, "G05", number, "hand-case", "'to': <'G07'>, 'summary': <'客户周三再来'>");
  hall_case_must (hall, "G07", number, "hand-case", "'to': <'G09'>, 'summary': <'不归我管'>");
  hall_fixture_must (hall, "A01", 0, "set-matter", "%s", "{'matter': <'B1'>, 'fee': <'20元'>}");
  show (scene, number);
  g_assert_true (gtk_widget_get_visible (page_child (scene, "moved")));
  g_assert_true (gtk_widget_get_visible (page_child (scene, "version")));
  g_assert_nonnull (strstr (hall_stage_label (scene->page, HALL_TYPE_CASE_PAGE, "responsible"), "G05"));
}

/* Nobody in front and no case: the page says what to do. */
static void
test_empty (void)
{
  g_autoptr (Scene) scene = scene_new ("A1");

  hall_case_page_set_context (HALL_CASE_PAGE (scene->page), NULL);
  g_assert_cmpstr (face (scene), ==, "empty");
  g_assert_null (hall_case_page_get_step (HALL_CASE_PAGE (scene->page)));
  hall_stage_photograph (scene->stage, "case-empty");
}

int
main (int argc, char *argv[])
{
  hall_stage_init (&argc, &argv);
  g_test_add_func ("/shell/case-page/fields", test_fields);
  g_test_add_func ("/shell/case-page/picker", test_picker);
  g_test_add_func ("/shell/case-page/consent", test_consent);
  g_test_add_func ("/shell/case-page/whole-number", test_whole_number);
  g_test_add_func ("/shell/case-page/sealed", test_sealed);
  g_test_add_func ("/shell/case-page/checks", test_checks);
  g_test_add_func ("/shell/case-page/walk", test_walk);
  g_test_add_func ("/shell/case-page/refusal", test_refusal);
  g_test_add_func ("/shell/case-page/draft", test_draft);
  g_test_add_func ("/shell/case-page/offer", test_offer);
  g_test_add_func ("/shell/case-page/story", test_story);
  g_test_add_func ("/shell/case-page/internal", test_internal);
  g_test_add_func ("/shell/case-page/reveal", test_reveal);
  g_test_add_func ("/shell/case-page/reveal-leaves", test_reveal_leaves);
  g_test_add_func ("/shell/case-page/switch", test_switch);
  g_test_add_func ("/shell/case-page/steps", test_steps);
  g_test_add_func ("/shell/case-page/noticed", test_noticed);
  g_test_add_func ("/shell/case-page/archive", test_archive);
  g_test_add_func ("/shell/case-page/accepted", test_accepted);
  g_test_add_func ("/shell/case-page/marks", test_marks);
  g_test_add_func ("/shell/case-page/empty", test_empty);
  return hall_stage_run ();
}
