/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The cash tab, driven as the clerk drives it, on a real hall. */

#include "hall-cash-draft.h"
#include "hall-cash-line-row.h"
#include "hall-cash-lines.h"
#include "hall-cash-notes.h"
#include "hall-cash-page.h"
#include "hall-money-entry.h"
#include "hall-pill.h"
#include "hall-stage.h"
#include "hall-test.h"

#define SENTENCE "总共缴费1286.50元，收您1300元，找您13.50元，请收好。"

/* A customer who came to pay for heating sits at counter 3. */
static HallStage *
stage_with_customer (void)
{
  HallStage *stage = hall_stage_new ();

  hall_fixture_open (stage->hall, "G05", 3);
  g_variant_unref (
      hall_fixture_do (stage->hall, NULL, 0, "take-ticket", "{'category': <'A'>, 'matter': <'A1'>}"));
  g_variant_unref (hall_fixture_do (stage->hall, "G05", 3, "call-next", NULL));
  g_variant_unref (hall_fixture_do (stage->hall, "G05", 3, "start", NULL));
  return stage;
}

static void
give_view (HallStage *stage, GtkWidget *page)
{
  HallDeskView *view = hall_stage_view (stage, 3, "G05");

  hall_cash_page_set_view (HALL_CASH_PAGE (page), stage->store, view);
  hall_desk_view_free (view);
}

static GtkWidget *
show_page (HallStage *stage)
{
  GtkWidget *page = hall_cash_page_new ();

  hall_stage_show (stage, page);
  give_view (stage, page);
  hall_cash_page_focus (HALL_CASH_PAGE (page));
  return page;
}

static GtkWidget *
child (GtkWidget *page, const char *name)
{
  return hall_stage_child (page, HALL_TYPE_CASH_PAGE, name);
}

static const char *
label (GtkWidget *page, const char *name)
{
  return hall_stage_label (page, HALL_TYPE_CASH_PAGE, name);
}

static GtkWidget *
line_field (GtkWidget *page, guint row, const char *name)
{
  return hall_stage_child (hall_stage_find (page, HALL_TYPE_CASH_LINE_ROW, row), HALL_TYPE_CASH_LINE_ROW,
                           name);
}

static void
act (GtkWidget *page, const char *action)
{
  gtk_widget_activate_action (page, action, NULL);
}

static void
wait_idle (HallStage *stage, GtkWidget *page)
{
  hall_stage_wait (!hall_cash_page_is_busy (HALL_CASH_PAGE (page)));
  give_view (stage, page);
}

static HallCashStep
step (GtkWidget *page)
{
  return hall_cash_page_get_next_step (HALL_CASH_PAGE (page));
}

static void
type_fee (GtkWidget *page)
{
  hall_stage_type (line_field (page, 0, "quantity"), "51.46");
}

static void
test_visit (void)
{
  g_autoptr (HallStage) stage = stage_with_customer ();
  GtkWidget *page = show_page (stage);
  g_autofree char *posted = NULL;
  g_autofree char *sentence = NULL;

  HALL_PROVES ("004-15 004-16 004-27");

  g_assert_cmpint (step (page), ==, HALL_CASH_STEP_NONE);
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (line_field (page, 0, "item"))), ==,
                   "2026-2027采暖季热费");
  type_fee (page);
  g_assert_cmpstr (label (page, "total"), ==, "1286.50");
  g_assert_cmpstr (label (page, "words"), ==, "壹仟贰佰捌拾陆元伍角");
  g_assert_cmpint (step (page), ==, HALL_CASH_STEP_RECEIVED);
  hall_stage_photograph (stage, "cash-typed");

  hall_stage_type (child (page, "received"), "1300");
  g_assert_cmpstr (label (page, "change"), ==, "13.50");
  g_assert_cmpstr (label (page, "sentence"), ==, SENTENCE);
  act (page, "cash.received");
  wait_idle (stage, page);
  g_assert_cmpint (step (page), ==, HALL_CASH_STEP_CHANGE);
  g_assert_cmpstr (label (page, "sentence"), ==, SENTENCE);
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (child (page, "received"))), ==, "1300.00");
  g_assert_false (gtk_editable_get_editable (GTK_EDITABLE (child (page, "received"))));
  posted = hall_fixture_sql (stage->hall, "SELECT count (*) FROM receipt");
  g_assert_cmpstr (posted, ==, "0");
  hall_stage_photograph (stage, "cash-locked");

  act (page, "cash.change");
  wait_idle (stage, page);
  g_assert_cmpint (step (page), ==, HALL_CASH_STEP_NONE);
  g_assert_cmpstr (label (page, "receipt"), ==, "Receipt CD03-20261120-0001");
  g_assert_cmpstr (hall_pill_get_text (HALL_PILL (child (page, "paper"))), ==, "No printer");
  sentence = hall_fixture_sql (stage->hall, "SELECT sentence || received_fen || change_fen FROM receipt");
  g_assert_cmpstr (sentence, ==, SENTENCE "1300001350");
  hall_stage_photograph (stage, "cash-posted");
}

/* Less than due, words, negative and absurd amounts: refused beside the field, and what was typed stands. */
static void
test_refusals (void)
{
  g_autoptr (HallStage) stage = stage_with_customer ();
  GtkWidget *page = show_page (stage);
  const char *const wrong[] = { "1200", "0", "abc", "-5", "1e9", "99999999999999", "12.345", "1286,5O" };
  g_autofree char *locked = NULL;

  HALL_PROVES ("004-16");

  type_fee (page);
  for (gsize i = 0; i < G_N_ELEMENTS (wrong); i++) {
    hall_stage_type (child (page, "received"), wrong[i]);
    act (page, "cash.received");
    wait_idle (stage, page);
    g_assert_cmpint (step (page), ==, HALL_CASH_STEP_RECEIVED);
    g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (child (page, "received"))), ==, wrong[i]);
    g_assert_cmpstr (label (page, "total"), ==, "1286.50");
    g_assert_true (gtk_widget_has_css_class (child (page, "received_box"), "wrong"));
    g_assert_cmpuint (strlen (label (page, "received_caption")), >, 10);
    if (i == 0) {
      g_assert_nonnull (strstr (label (page, "received_caption"), "86.50"));
      g_assert_nonnull (strstr (label (page, "received_caption"), "S004 4.6"));
      hall_stage_photograph (stage, "cash-short");
    }
  }
  locked = hall_fixture_sql (stage->hall, "SELECT count (*) FROM charge WHERE state = 'received'");
  g_assert_cmpstr (locked, ==, "0");
}

static void
test_lines_refused (void)
{
  g_autoptr (HallStage) stage = stage_with_customer ();
  GtkWidget *page = show_page (stage);
  const char *const wrong[] = { "0", "-1", "abc", "1e5", "99999999999999999999", "1.2345" };

  hall_stage_type (child (page, "received"), "1300");
  for (gsize i = 0; i < G_N_ELEMENTS (wrong); i++) {
    hall_stage_type (line_field (page, 0, "quantity"), wrong[i]);
    act (page, "cash.received");
    wait_idle (stage, page);
    g_assert_cmpstr (label (page, "total"), ==, "0.00");
    g_assert_true (gtk_widget_get_visible (line_field (page, 0, "problem")));
    g_assert_true (gtk_widget_has_css_class (line_field (page, 0, "quantity"), "error"));
  }
}

/* Ten megabytes of text in a field are cut by the field, and what is left is checked. */
static void
test_paste (void)
{
  g_autoptr (HallStage) stage = stage_with_customer ();
  GtkWidget *page = show_page (stage);
  g_autofree char *digits = g_strnfill (10 * 1024 * 1024, '9');

  type_fee (page);
  hall_stage_type (child (page, "received"), digits);
  g_assert_cmpuint (strlen (gtk_editable_get_text (GTK_EDITABLE (child (page, "received")))), <=,
                    HALL_CASH_FIGURE_MAX);
  act (page, "cash.received");
  wait_idle (stage, page);
  g_assert_cmpint (step (page), ==, HALL_CASH_STEP_RECEIVED);

  hall_stage_type (line_field (page, 0, "item"), digits);
  g_assert_cmpuint (strlen (gtk_editable_get_text (GTK_EDITABLE (line_field (page, 0, "item")))), <=,
                    HALL_CASH_ITEM_MAX);
}

/* Neither key pressed twice, nor both at once, can lock and post. */
static void
test_double_press (void)
{
  g_autoptr (HallStage) stage = stage_with_customer ();
  GtkWidget *page = show_page (stage);
  g_autofree char *receipts = NULL;
  g_autofree char *one = NULL;

  HALL_PROVES ("004-16");

  type_fee (page);
  hall_stage_type (child (page, "received"), "1300");
  act (page, "cash.change");
  act (page, "cash.received");
  act (page, "cash.received");
  act (page, "cash.change");
  wait_idle (stage, page);
  act (page, "cash.received");
  wait_idle (stage, page);
  g_assert_cmpint (step (page), ==, HALL_CASH_STEP_CHANGE);
  receipts = hall_fixture_sql (stage->hall, "SELECT count (*) FROM receipt");
  g_assert_cmpstr (receipts, ==, "0");
  g_assert_false (GTK_IS_BUTTON (gtk_window_get_focus (stage->window)));

  act (page, "cash.change");
  act (page, "cash.change");
  wait_idle (stage, page);
  act (page, "cash.change");
  wait_idle (stage, page);
  one = hall_fixture_sql (stage->hall, "SELECT count (*) FROM receipt");
  g_assert_cmpstr (one, ==, "1");
}

/* What the paper does is said beside its number until it is out. */
static void
test_paper (void)
{
  g_autoptr (HallStage) stage = stage_with_customer ();
  GtkWidget *page = show_page (stage);
  HallPill *pill = HALL_PILL (child (page, "paper"));

  g_variant_unref (
      hall_fixture_do (stage->hall, "A01", 0, "set-printer", "{'counter': <int64 3>, 'printer': <'roll'>}"));
  type_fee (page);
  hall_stage_type (child (page, "received"), "1300");
  act (page, "cash.received");
  wait_idle (stage, page);
  act (page, "cash.change");
  wait_idle (stage, page);
  g_assert_cmpstr (hall_pill_get_text (pill), ==, "Waits to print");
  g_variant_unref (hall_fixture_do (stage->hall, "G05", 3, "track-job",
                                    "{'job': <int64 1>, 'state': <'attention'>, 'reason': <'media-empty'>}"));
  give_view (stage, page);
  g_assert_cmpstr (hall_pill_get_text (pill), ==, "Out of paper");
  g_variant_unref (
      hall_fixture_do (stage->hall, "G05", 3, "track-job", "{'job': <int64 1>, 'state': <'done'>}"));
  give_view (stage, page);
  g_assert_cmpstr (hall_pill_get_text (pill), ==, "Printed");
}

static void
test_unlock (void)
{
  g_autoptr (HallStage) stage = stage_with_customer ();
  GtkWidget *page = show_page (stage);
  g_autofree char *received = NULL;

  type_fee (page);
  hall_stage_type (child (page, "received"), "1300");
  act (page, "cash.received");
  wait_idle (stage, page);
  act (page, "cash.unlock");
  wait_idle (stage, page);
  g_assert_cmpint (step (page), ==, HALL_CASH_STEP_RECEIVED);
  hall_stage_type (child (page, "received"), "1290");
  act (page, "cash.received");
  wait_idle (stage, page);
  act (page, "cash.change");
  wait_idle (stage, page);
  received = hall_fixture_sql (stage->hall, "SELECT received_fen || ' ' || change_fen FROM receipt");
  g_assert_cmpstr (received, ==, "129000 350");
}

static void
test_tenders (void)
{
  g_autoptr (HallStage) stage = stage_with_customer ();
  GtkWidget *page = show_page (stage);
  GtkWidget *lines = child (page, "lines");
  GtkWidget *amount = hall_stage_child (lines, HALL_TYPE_CASH_LINES, "scan_amount");
  g_autofree char *charge = NULL;

  type_fee (page);
  act (page, "cash.tender-scan");
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (amount)), ==, "1286.50");
  hall_stage_type (amount, "1287");
  act (page, "cash.received");
  g_assert_true (gtk_widget_get_visible (hall_stage_child (lines, HALL_TYPE_CASH_LINES, "tender_problem")));
  hall_stage_type (amount, "５００");
  hall_stage_type (child (page, "received"), "８００．００");
  g_assert_cmpstr (label (page, "change"), ==, "13.50");
  act (page, "cash.received");
  wait_idle (stage, page);
  hall_stage_photograph (stage, "cash-tenders");
  charge = hall_fixture_sql (stage->hall,
                             "SELECT other_fen || ' ' || cash_due_fen || ' ' || received_fen FROM charge"
                             " WHERE state = 'received'");
  g_assert_cmpstr (charge, ==, "50000 78650 80000");
}

static void
test_all_otherwise (void)
{
  g_autoptr (HallStage) stage = stage_with_customer ();
  GtkWidget *page = show_page (stage);
  g_autofree char *receipt = NULL;

  type_fee (page);
  act (page, "cash.tender-card");
  act (page, "cash.received");
  wait_idle (stage, page);
  g_assert_cmpint (step (page), ==, HALL_CASH_STEP_CHANGE);
  act (page, "cash.change");
  wait_idle (stage, page);
  receipt = hall_fixture_sql (stage->hall, "SELECT other_fen || ' ' || cash_fen FROM receipt");
  g_assert_cmpstr (receipt, ==, "128650 0");
}

/* What is typed survives the program; what is locked survives in the store. */
static void
test_drafts (void)
{
  g_autoptr (HallStage) stage = stage_with_customer ();
  GtkWidget *page = show_page (stage);
  GtkWidget *lines;

  type_fee (page);
  act (page, "cash.add-line");
  hall_stage_type (line_field (page, 1, "item"), "滞纳金 𠮷");
  hall_stage_type (line_field (page, 1, "amount"), "3.2");
  lines = child (page, "lines");
  hall_stage_type (hall_stage_child (lines, HALL_TYPE_CASH_LINES, "payer"), "李建国");
  hall_stage_type (child (page, "received"), "13");
  hall_stage_clear (stage);

  page = show_page (stage);
  g_assert_cmpstr (label (page, "total"), ==, "1289.70");
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (line_field (page, 1, "item"))), ==, "滞纳金 𠮷");
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (child (page, "received"))), ==, "13");
  hall_stage_type (child (page, "received"), "1290");
  act (page, "cash.received");
  wait_idle (stage, page);
  hall_stage_clear (stage);

  page = show_page (stage);
  g_assert_cmpint (step (page), ==, HALL_CASH_STEP_CHANGE);
  g_assert_cmpstr (label (page, "change"), ==, "0.30");
  act (page, "cash.change");
  wait_idle (stage, page);
  hall_stage_clear (stage);

  page = show_page (stage);
  g_assert_cmpint (step (page), ==, HALL_CASH_STEP_NONE);
  g_assert_cmpstr (label (page, "receipt"), ==, "Receipt CD03-20261120-0001");
  act (page, "cash.another");
  g_assert_cmpstr (label (page, "total"), ==, "0.00");
}

/* What was typed for one customer waits for that customer, and is nobody else's. */
static void
test_other_customer (void)
{
  g_autoptr (HallStage) stage = stage_with_customer ();
  GtkWidget *page = show_page (stage);
  g_autofree char *ticket = NULL;
  g_autofree char *args = NULL;

  type_fee (page);
  g_variant_unref (hall_fixture_do (stage->hall, "G05", 3, "hold", "{'reason': <'取证件'>}"));
  give_view (stage, page);
  g_assert_cmpstr (label (page, "total"), ==, "0.00");
  g_variant_unref (
      hall_fixture_do (stage->hall, NULL, 0, "take-ticket", "{'category': <'A'>, 'matter': <'A1'>}"));
  g_variant_unref (hall_fixture_do (stage->hall, "G05", 3, "call-next", NULL));
  g_variant_unref (hall_fixture_do (stage->hall, "G05", 3, "start", NULL));
  give_view (stage, page);
  g_assert_cmpstr (label (page, "total"), ==, "0.00");
  g_variant_unref (hall_fixture_do (stage->hall, "G05", 3, "finish", NULL));
  ticket = hall_fixture_sql (stage->hall, "SELECT label FROM ticket WHERE state = 'paused'");
  args = g_strdup_printf ("{'ticket': <'%s'>}", ticket);
  g_variant_unref (hall_fixture_do (stage->hall, "G05", 3, "unhold", args));
  give_view (stage, page);
  g_assert_cmpstr (label (page, "total"), ==, "1286.50");
}

static void
test_drop (void)
{
  g_autoptr (HallStage) stage = stage_with_customer ();
  GtkWidget *page = show_page (stage);
  g_autofree char *open = NULL;
  g_autofree char *dropped = NULL;

  type_fee (page);
  hall_stage_type (child (page, "received"), "1300");
  /* the customer's screen gets the total without a key */
  hall_stage_wait (hall_cash_page_is_busy (HALL_CASH_PAGE (page)));
  wait_idle (stage, page);
  open = hall_fixture_sql (stage->hall, "SELECT count (*) FROM charge WHERE state = 'open'");
  g_assert_cmpstr (open, ==, "1");
  act (page, "cash.drop");
  wait_idle (stage, page);
  dropped = hall_fixture_sql (stage->hall, "SELECT count (*) FROM charge WHERE state = 'open'");
  g_assert_cmpstr (dropped, ==, "0");
  g_assert_cmpint (step (page), ==, HALL_CASH_STEP_NONE);
  g_variant_unref (hall_fixture_do (stage->hall, "G05", 3, "finish", NULL));
}

static void
on_step_cb (GtkWidget *page, gpointer data)
{
  (*(int *)data)++;
}

static void
test_step_signal (void)
{
  g_autoptr (HallStage) stage = stage_with_customer ();
  GtkWidget *page = show_page (stage);
  int steps = 0;

  g_signal_connect (page, "step-changed", G_CALLBACK (on_step_cb), &steps);
  type_fee (page);
  g_assert_cmpint (steps, ==, 1);
  hall_stage_type (child (page, "received"), "1300");
  g_assert_cmpint (steps, ==, 1);
  act (page, "cash.received");
  wait_idle (stage, page);
  g_assert_cmpint (steps, ==, 2);
}

static void
test_finalize (void)
{
  g_autoptr (HallStage) stage = stage_with_customer ();
  GtkWidget *page = show_page (stage);

  type_fee (page);
  g_object_ref (page);
  hall_stage_clear (stage);
  g_assert_finalize_object (page);
}

static void
test_sums (void)
{
  const struct {
    const char *quantity, *price, *amount, *received;
    gint64 total, change;
    const char *field;
  } cases[] = {
    { "51.46", "25.00", "", "1300", 128650, 1350, NULL },
    { "51.46", "25", "7", "1286.5", 128650, 0, NULL }, /* with a quantity the typed amount does not count */
    { "", "", "12.30", "", 1230, 0, NULL },
    { "", "", "12.345", "", 0, 0, "amount" },
    { "x", "25", "", "", 0, 0, "quantity" },
    { "2", "-1", "", "", 0, 0, "price" },
    { "", "", "", "", 0, 0, "amount" },
    { "１", "￥２５元", "", "25", 2500, 0, NULL },
    { "999999999", "999999999.99", "", "", 0, 0, "quantity" },
    { "1", "25", "", "24.99", 2500, -1, NULL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (HallCashDraft) draft = hall_cash_draft_new ();
    g_autoptr (HallCashSums) sums = NULL;

    g_ptr_array_add (draft->lines, hall_cash_draft_line_new ("热费", cases[i].quantity, "平方米",
                                                             cases[i].price, cases[i].amount));
    g_free (draft->received);
    draft->received = g_strdup (cases[i].received);
    sums = hall_cash_draft_sum (draft);
    g_assert_cmpint (sums->total_fen, ==, cases[i].total);
    g_assert_cmpstr (sums->field, ==, cases[i].field);
    if (sums->field == NULL)
      g_assert_cmpint (sums->change_fen, ==, cases[i].change);
    else
      g_assert_nonnull (sums->message);
  }
}

static void
test_draft_kept_whole (void)
{
  g_autoptr (HallCashDraft) draft = hall_cash_draft_new_for_matter ("A1", "2027-03-01");
  g_autoptr (HallCashDraft) other = hall_cash_draft_new_for_matter ("A1", "2027-06-01");
  g_autoptr (GVariant) packed = g_variant_ref_sink (hall_cash_draft_to_variant (draft));
  g_autoptr (HallCashDraft) back = hall_cash_draft_new_from_variant (packed);
  HallCashDraftLine *line = g_ptr_array_index (draft->lines, 0);
  HallCashDraftLine *later = g_ptr_array_index (other->lines, 0);
  g_autoptr (GVariant) wrong = g_variant_ref_sink (g_variant_new_string ("?"));

  g_assert_cmpstr (line->item, ==, "2026-2027采暖季热费");
  g_assert_cmpstr (later->item, ==, "2027-2028采暖季热费");
  g_assert_true (hall_cash_draft_same_charge (draft, back));
  g_assert_null (hall_cash_draft_new_from_variant (wrong));
}

static void
test_notes (void)
{
  g_autoptr (HallStage) stage = hall_stage_new ();
  GtkWidget *notes = hall_cash_notes_new ();
  GtkWidget *row;
  guint n = 0;

  hall_stage_show (stage, notes);
  hall_cash_notes_set_change (HALL_CASH_NOTES (notes), 18660);
  row = hall_stage_child (notes, HALL_TYPE_CASH_NOTES, "row");
  for (GtkWidget *note = gtk_widget_get_first_child (row); note != NULL;
       note = gtk_widget_get_next_sibling (note))
    n++;
  g_assert_cmpuint (n, ==, 8); /* 186.60: one of each, but the 0.1 */
  hall_cash_notes_set_change (HALL_CASH_NOTES (notes), 0);
  g_assert_cmpstr (hall_stage_label (notes, HALL_TYPE_CASH_NOTES, "count"), ==, "");
}

int
main (int argc, char *argv[])
{
  hall_stage_init (&argc, &argv);
  g_test_add_func ("/shell/cash/both-calls-then-a-receipt", test_visit);
  g_test_add_func ("/shell/cash/less-than-due-is-refused", test_refusals);
  g_test_add_func ("/shell/cash/wrong-lines-are-refused", test_lines_refused);
  g_test_add_func ("/shell/cash/ten-megabytes", test_paste);
  g_test_add_func ("/shell/cash/double-press-never-posts", test_double_press);
  g_test_add_func ("/shell/cash/paper", test_paper);
  g_test_add_func ("/shell/cash/unlock", test_unlock);
  g_test_add_func ("/shell/cash/tenders", test_tenders);
  g_test_add_func ("/shell/cash/no-cash-at-all", test_all_otherwise);
  g_test_add_func ("/shell/cash/drafts-survive", test_drafts);
  g_test_add_func ("/shell/cash/other-customer", test_other_customer);
  g_test_add_func ("/shell/cash/drop", test_drop);
  g_test_add_func ("/shell/cash/step-changed", test_step_signal);
  g_test_add_func ("/shell/cash/finalize", test_finalize);
  g_test_add_func ("/shell/cash/sums", test_sums);
  g_test_add_func ("/shell/cash/draft-whole", test_draft_kept_whole);
  g_test_add_func ("/shell/cash/notes", test_notes);
  return hall_stage_run ();
}
