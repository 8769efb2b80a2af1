/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What is said about papers, and printing one again, on a real hall. */

#include "hall-find-dialog.h"
#include "hall-job-row.h"
#include "hall-paper-words.h"
#include "hall-papers-banner.h"
#include "hall-papers-button.h"
#include "hall-stage.h"
#include "hall-test.h"

/* A posted receipt at counter 3, whose printer is called "roll". */
static HallStage *
stage_with_receipt (void)
{
  HallStage *stage = hall_stage_new ();
  HallFixture *hall = stage->hall;
  g_autoptr (GVariant) charge = NULL;
  g_autofree char *received = NULL;
  g_autofree char *change = NULL;
  int id;

  hall_fixture_open (hall, "G05", 3);
  g_variant_unref (
      hall_fixture_do (hall, "A01", 0, "set-printer", "{'counter': <int64 3>, 'printer': <'roll'>}"));
  g_free (hall_fixture_take (hall, "A", NULL));
  g_variant_unref (hall_fixture_do (hall, "G05", 3, "call-next", NULL));
  g_variant_unref (hall_fixture_do (hall, "G05", 3, "start", NULL));
  charge = hall_fixture_do (
      hall, "G05", 3, "charge",
      "{'payer': <'李建国'>, 'account': <'0102-3304-12'>, 'lines': <[<{'item':"
      " <'2026-2027采暖季热费'>, 'quantity': <'51.46'>, 'unit': <'平方米'>, 'unit_price_fen':"
      " <int64 2500>, 'amount_fen': <int64 128650>}>]>}");
  id = (int)hall_fixture_int (charge, "charge");
  received = g_strdup_printf ("{'charge': <int64 %d>, 'received_fen': <int64 130000>}", id);
  change = g_strdup_printf ("{'charge': <int64 %d>}", id);
  g_variant_unref (hall_fixture_do (hall, "G05", 3, "call-received", received));
  g_variant_unref (hall_fixture_do (hall, "G05", 3, "call-change", change));
  return stage;
}

static gint64
job_id (HallStage *stage)
{
  g_autofree char *id = hall_fixture_sql (
      stage->hall, "SELECT o.id FROM outbox o JOIN document d ON d.id = o.document WHERE d.kind = 'receipt'");

  g_assert_nonnull (id);
  return g_ascii_strtoll (id, NULL, 10);
}

static void
track (HallStage *stage, const char *state, const char *reason)
{
  g_autofree char *args = g_strdup_printf ("{'job': <int64 %d>, 'state': <'%s'>, 'reason': <'%s'>}",
                                           (int)job_id (stage), state, reason);

  g_variant_unref (hall_fixture_do (stage->hall, "G05", 3, "track-job", args));
}

static char *
job_state (HallStage *stage)
{
  return hall_fixture_sql (stage->hall,
                           "SELECT o.state || ' ' || coalesce (o.printer, '-') FROM outbox o JOIN document"
                           " d ON d.id = o.document WHERE d.kind = 'receipt' AND o.copy = 0");
}

static void
give_view (HallStage *stage, GtkWidget *button, GtkWidget *banner)
{
  HallDeskView *view = hall_stage_view (stage, 3, "G05");

  if (button != NULL)
    hall_papers_button_set_view (HALL_PAPERS_BUTTON (button), view);
  if (banner != NULL)
    hall_papers_banner_set_view (HALL_PAPERS_BANNER (banner), view);
  hall_desk_view_free (view);
}

static void
test_banner (void)
{
  g_autoptr (HallStage) stage = stage_with_receipt ();
  GtkWidget *banner = hall_papers_banner_new ();
  const char *text;

  hall_stage_show (stage, banner);
  give_view (stage, NULL, banner);
  g_assert_null (hall_papers_banner_get_text (HALL_PAPERS_BANNER (banner)));

  track (stage, "attention", "media-empty");
  give_view (stage, NULL, banner);
  text = hall_papers_banner_get_text (HALL_PAPERS_BANNER (banner));
  g_assert_cmpstr (
      text, ==,
      "The printer is out of paper. Receipt CD03-20261120-0001 is posted. It prints by itself once"
      " paper is in.");
  hall_stage_photograph (stage, "banner-empty");

  track (stage, "failed", "removed");
  give_view (stage, NULL, banner);
  text = hall_papers_banner_get_text (HALL_PAPERS_BANNER (banner));
  g_assert_nonnull (strstr (text, "CD03-20261120-0001"));
  g_assert_nonnull (strstr (text, "The number stays."));

  track (stage, "done", "none");
  give_view (stage, NULL, banner);
  g_assert_null (hall_papers_banner_get_text (HALL_PAPERS_BANNER (banner)));
  g_object_ref (banner);
  hall_stage_clear (stage);
  g_assert_finalize_object (banner);
}

static void
test_button_retry (void)
{
  g_autoptr (HallStage) stage = stage_with_receipt ();
  GtkWidget *button = hall_papers_button_new (stage->store, NULL);
  GtkWidget *row;
  g_autofree char *state = NULL;
  g_autofree char *other = NULL;

  hall_stage_show (stage, button);
  g_assert_cmpstr (hall_papers_button_get_text (HALL_PAPERS_BUTTON (button)), ==, "Printer ready");
  track (stage, "failed", "offline");
  give_view (stage, button, NULL);
  g_assert_cmpstr (hall_papers_button_get_text (HALL_PAPERS_BUTTON (button)), ==, "Offline");
  hall_papers_button_popup (HALL_PAPERS_BUTTON (button));
  hall_stage_settle ();
  hall_stage_photograph (stage, "papers-failed");
  row = hall_stage_find (button, HALL_TYPE_JOB_ROW, 0);
  g_assert_nonnull (row);
  g_signal_emit_by_name (hall_stage_child (row, HALL_TYPE_JOB_ROW, "retry"), "clicked");
  state = job_state (stage);
  for (int i = 0; i < 100 && !g_str_equal (state, "waiting roll"); i++) {
    hall_stage_settle ();
    g_free (state);
    state = job_state (stage);
  }
  g_assert_cmpstr (state, ==, "waiting roll");

  track (stage, "failed", "offline");
  give_view (stage, button, NULL);
  row = hall_stage_find (button, HALL_TYPE_JOB_ROW, 0);
  g_signal_emit_by_name (hall_stage_child (row, HALL_TYPE_JOB_ROW, "other"), "clicked");
  hall_stage_type (hall_stage_child (row, HALL_TYPE_JOB_ROW, "printer"), "second");
  g_signal_emit_by_name (hall_stage_child (row, HALL_TYPE_JOB_ROW, "printer"), "activate");
  other = job_state (stage);
  for (int i = 0; i < 100 && !g_str_equal (other, "waiting second"); i++) {
    hall_stage_settle ();
    g_free (other);
    other = job_state (stage);
  }
  g_assert_cmpstr (other, ==, "waiting second");
  g_object_ref (button);
  hall_stage_clear (stage);
  g_assert_finalize_object (button);
}

/* Nobody guesses whether paper came out: the clerk says. */
static void
test_button_settle (void)
{
  g_autoptr (HallStage) stage = stage_with_receipt ();
  GtkWidget *button = hall_papers_button_new (stage->store, NULL);
  GtkWidget *row;
  g_autofree char *state = NULL;

  hall_stage_show (stage, button);
  track (stage, "unknown", "none");
  give_view (stage, button, NULL);
  g_assert_cmpstr (hall_papers_button_get_text (HALL_PAPERS_BUTTON (button)), ==, "Did it come out?");
  hall_papers_button_popup (HALL_PAPERS_BUTTON (button));
  hall_stage_settle ();
  row = hall_stage_find (button, HALL_TYPE_JOB_ROW, 0);
  g_assert_true (gtk_widget_get_visible (hall_stage_child (row, HALL_TYPE_JOB_ROW, "answers")));
  g_signal_emit_by_name (row, "settle", job_id (stage), TRUE);
  state = job_state (stage);
  for (int i = 0; i < 100 && !g_str_equal (state, "done roll"); i++) {
    hall_stage_settle ();
    g_free (state);
    state = job_state (stage);
  }
  g_assert_cmpstr (state, ==, "done roll");
}

static GtkWindow *
show_find (HallStage *stage)
{
  HallDeskView *view = hall_stage_view (stage, 3, "G05");
  GtkWindow *window = hall_find_dialog_present (NULL, stage->store, view);

  hall_desk_view_free (view);
  hall_stage_show (stage, GTK_WIDGET (window));
  return window;
}

static GtkWidget *
find_child (GtkWindow *window, const char *name)
{
  return hall_stage_child (GTK_WIDGET (window), HALL_TYPE_FIND_DIALOG, name);
}

static const char *
find_label (GtkWindow *window, const char *name)
{
  return hall_stage_label (GTK_WIDGET (window), HALL_TYPE_FIND_DIALOG, name);
}

static void
test_find_and_reprint (void)
{
  g_autoptr (HallStage) stage = stage_with_receipt ();
  GtkWindow *window = show_find (stage);
  const char *const queries[] = { "0102-3304-12", "李建国", "1", "CD03-20261120-0001" };
  g_autofree char *none = NULL;
  g_autofree char *copy = NULL;

  HALL_PROVES ("004-25");

  for (gsize i = 0; i < G_N_ELEMENTS (queries); i++) {
    hall_find_dialog_search (HALL_FIND_DIALOG (window), queries[i]);
    hall_stage_wait (g_str_equal (find_label (window, "number"), "CD03-20261120-0001"));
    hall_stage_wait (*find_label (window, "sentence") != '\0');
    hall_find_dialog_search (HALL_FIND_DIALOG (window), "nobody");
    hall_stage_wait (
        g_strcmp0 (gtk_stack_get_visible_child_name (GTK_STACK (find_child (window, "results"))), "none")
        == 0);
    gtk_label_set_text (GTK_LABEL (find_child (window, "number")), "");
  }
  hall_find_dialog_search (HALL_FIND_DIALOG (window), "CD03-20261120-0001");
  hall_stage_wait (gtk_widget_get_sensitive (find_child (window, "reprint")));
  g_assert_cmpstr (find_label (window, "words"), ==, "人民币壹仟贰佰捌拾陆元伍角");
  g_assert_null (strstr (find_label (window, "summary"), "李建国")); /* seen from the side */

  gtk_widget_activate_action (GTK_WIDGET (window), "find.reprint", NULL);
  hall_stage_wait (gtk_revealer_get_child_revealed (GTK_REVEALER (find_child (window, "reprint_box"))));
  g_assert_nonnull (strstr (find_label (window, "apology"), "不好意思"));
  hall_stage_photograph (stage, "find-reprint");
  g_assert_false (gtk_widget_get_sensitive (find_child (window, "print")));
  hall_stage_type (find_child (window, "reason"), "无");
  gtk_widget_activate_action (GTK_WIDGET (window), "find.print", NULL);
  hall_stage_settle ();
  g_assert_true (gtk_widget_get_visible (find_child (window, "message")));
  none = hall_fixture_sql (stage->hall, "SELECT count (*) FROM outbox WHERE copy = 1");
  g_assert_cmpstr (none, ==, "0");

  hall_stage_type (find_child (window, "reason"), "客户遗失");
  gtk_widget_activate_action (GTK_WIDGET (window), "find.print", NULL);
  hall_stage_wait (gtk_widget_has_css_class (find_child (window, "message"), "ok-text"));
  copy = hall_fixture_sql (stage->hall, "SELECT reprint_reason FROM outbox WHERE copy = 1");
  g_assert_cmpstr (copy, ==, "客户遗失");

  g_object_ref (window);
  hall_stage_clear (stage);
  g_assert_finalize_object (window);
}

static void
test_find_garbage (void)
{
  g_autoptr (HallStage) stage = stage_with_receipt ();
  GtkWindow *window = show_find (stage);
  g_autofree char *long_text = g_strnfill (10 * 1024 * 1024, 'A');
  const char *const wrong[] = { "' OR 1=1 --", "%", "\u202e", long_text };

  for (gsize i = 0; i < G_N_ELEMENTS (wrong); i++) {
    hall_find_dialog_search (HALL_FIND_DIALOG (window), wrong[i]);
    hall_stage_wait (
        g_strcmp0 (gtk_stack_get_visible_child_name (GTK_STACK (find_child (window, "results"))), "none")
        == 0);
  }
}

static void
test_words (void)
{
  const char *const reasons[] = { "media-empty", "media-empty-warning",
                                  "media-jam",   "cover-open",
                                  "offline",     "paused",
                                  "removed",     "something-else" };

  for (gsize i = 0; i < G_N_ELEMENTS (reasons); i++) {
    g_autoptr (HallJob) job = g_object_new (HALL_TYPE_JOB, NULL);
    g_autofree char *text = NULL;

    job->number = g_strdup ("CD03-20261120-0015");
    job->kind = g_strdup ("receipt");
    job->state = g_strdup ("attention");
    job->reason = g_strdup (reasons[i]);
    text = hall_paper_trouble_text (job);
    g_assert_nonnull (strstr (text, job->number));
    g_assert_true (hall_paper_needs_somebody (job));
    g_assert_cmpstr (hall_paper_printer_text (reasons[i]), !=, "Printer ready");
  }
  g_assert_cmpstr (hall_paper_printer_text ("media-empty-report"), ==, "Out of paper");
  g_assert_cmpstr (hall_paper_printer_text ("ready"), ==, "Printer ready");
}

/* A paper of a case is called what it is, and what was kept of it is said. */
static void
test_case_words (void)
{
  static const char *const papers[][3] = {
    { "notice", "One-time notice N-1", "Notice N-1 is given and counts." },
    { "acceptance", "Acceptance receipt N-1", "The case is accepted: N-1." },
    { "refusal", "Refusal notice N-1", "The refusal N-1 is approved and counts." },
    { "consult", "Slip of a question, N-1", "The question of N-1 is asked." },
    { "guide", "Guide to a matter", "The guide waits." },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (papers); i++) {
    g_autoptr (HallJob) job = g_object_new (HALL_TYPE_JOB, NULL);
    g_autofree char *name = NULL;
    g_autofree char *again = NULL;
    g_autofree char *copy = g_strconcat (papers[i][1], ", reprint 2", NULL);
    g_autofree char *trouble = NULL;

    job->number = g_strdup ("N-1");
    job->kind = g_strdup (papers[i][0]);
    job->state = g_strdup ("attention");
    job->reason = g_strdup ("media-empty");
    name = hall_paper_number_text (job);
    g_assert_cmpstr (name, ==, papers[i][1]);
    trouble = hall_paper_trouble_text (job);
    g_assert_nonnull (strstr (trouble, papers[i][2]));
    job->copy = 2;
    again = hall_paper_number_text (job);
    g_assert_cmpstr (again, ==, copy);
  }
}

int
main (int argc, char *argv[])
{
  hall_stage_init (&argc, &argv);
  g_test_add_func ("/shell/papers/words", test_words);
  g_test_add_func ("/shell/papers/case-words", test_case_words);
  g_test_add_func ("/shell/papers/banner", test_banner);
  g_test_add_func ("/shell/papers/retry-and-other-printer", test_button_retry);
  g_test_add_func ("/shell/papers/settle", test_button_settle);
  g_test_add_func ("/shell/papers/find-and-reprint", test_find_and_reprint);
  g_test_add_func ("/shell/papers/find-garbage", test_find_garbage);
  return hall_stage_run ();
}
