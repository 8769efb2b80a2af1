/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The small parts that all screens share. */

#include "hall-draft.h"
#include "hall-key-button.h"
#include "hall-keycap.h"
#include "hall-phrase-strip.h"
#include "hall-phrases.h"
#include "hall-pill.h"
#include "hall-queue-item.h"
#include "hall-scan.h"
#include "hall-shell.h"
#include "hall-stage.h"
#include "hall-test.h"
#include "hall-timer-label.h"

static void
count (guint *n)
{
  (*n)++;
}

static void
test_keycap (void)
{
  GtkWidget *keycap = g_object_ref_sink (hall_keycap_new (NULL));
  guint notified = 0;

  g_signal_connect_swapped (keycap, "notify::key", G_CALLBACK (count), &notified);
  g_assert_false (gtk_widget_get_visible (keycap));
  hall_keycap_set_key (HALL_KEYCAP (keycap), "F8");
  hall_keycap_set_key (HALL_KEYCAP (keycap), "F8");
  g_assert_cmpuint (notified, ==, 1);
  g_assert_true (gtk_widget_get_visible (keycap));
  g_assert_cmpstr (hall_keycap_get_key (HALL_KEYCAP (keycap)), ==, "F8");
  g_assert_finalize_object (keycap);
}

static void
test_key_button (void)
{
  GtkWidget *button = g_object_ref_sink (
      hall_key_button_new ("Call next", "audio-volume-high-symbolic", "F8"));
  g_autofree char *text = NULL;
  g_autofree char *key = NULL;

  g_object_get (button, "text", &text, "key", &key, NULL);
  g_assert_cmpstr (text, ==, "Call next");
  g_assert_cmpstr (key, ==, "F8");
  /* The name is the text alone; the key is its shortcut, not part of its name. */
  gtk_test_accessible_assert_property (button, GTK_ACCESSIBLE_PROPERTY_LABEL, "Call next");
  gtk_test_accessible_assert_property (button, GTK_ACCESSIBLE_PROPERTY_KEY_SHORTCUTS, "F8");
  hall_key_button_set_text (HALL_KEY_BUTTON (button), "Start");
  gtk_test_accessible_assert_property (button, GTK_ACCESSIBLE_PROPERTY_LABEL, "Start");
  hall_key_button_set_key (HALL_KEY_BUTTON (button), NULL);
  g_assert_false (
      gtk_test_accessible_has_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_KEY_SHORTCUTS));
  g_assert_finalize_object (button);
}

static void
test_pill (void)
{
  GtkWidget *pill = g_object_ref_sink (hall_pill_new ());
  GtkWidget *box = adw_bin_get_child (ADW_BIN (pill));

  g_assert_false (gtk_widget_get_visible (pill));
  hall_pill_set (HALL_PILL (pill), "warn", "alarm-symbolic", "Late");
  g_assert_true (gtk_widget_get_visible (pill));
  g_assert_true (gtk_widget_has_css_class (box, "warn"));
  hall_pill_set (HALL_PILL (pill), "ok", NULL, "Done");
  g_assert_false (gtk_widget_has_css_class (box, "warn"));
  g_assert_cmpstr (hall_pill_get_text (HALL_PILL (pill)), ==, "Done");
  hall_pill_set (HALL_PILL (pill), "ok", NULL, NULL);
  g_assert_false (gtk_widget_get_visible (pill));
  g_assert_finalize_object (pill);
}

static void
test_timer (void)
{
  static const struct {
    gint64 seconds;
    const char *text;
  } spans[] = {
    { -5, "00:00" },  { 0, "00:00" },    { 59, "00:59" },
    { 252, "04:12" }, { 3599, "59:59" }, { 3852, "1:04:12" },
  };
  GtkWidget *timer = g_object_ref_sink (hall_timer_label_new ());

  for (gsize i = 0; i < G_N_ELEMENTS (spans); i++) {
    g_autofree char *text = hall_duration_text (spans[i].seconds * G_USEC_PER_SEC);

    g_assert_cmpstr (text, ==, spans[i].text);
  }
  g_assert_cmpstr (hall_timer_label_get_text (HALL_TIMER_LABEL (timer)), ==, "");
  hall_timer_label_tick (HALL_TIMER_LABEL (timer), 100 * G_USEC_PER_SEC);
  hall_timer_label_set_since (HALL_TIMER_LABEL (timer), 40 * G_USEC_PER_SEC);
  g_assert_cmpstr (hall_timer_label_get_text (HALL_TIMER_LABEL (timer)), ==, "01:00");
  hall_timer_label_tick (HALL_TIMER_LABEL (timer), 101 * G_USEC_PER_SEC);
  g_assert_cmpstr (hall_timer_label_get_text (HALL_TIMER_LABEL (timer)), ==, "01:01");
  hall_timer_label_set_since (HALL_TIMER_LABEL (timer), 0);
  g_assert_cmpstr (hall_timer_label_get_text (HALL_TIMER_LABEL (timer)), ==, "");
  g_assert_finalize_object (timer);
}

static void
test_draft (void)
{
  GtkWidget *entry = g_object_ref_sink (gtk_entry_new ());
  g_autofree char *kept = NULL;
  g_autofree char *other = NULL;
  g_autofree char *after = NULL;

  hall_draft_bind (GTK_EDITABLE (entry), "/some/hall.db", 3, "summary");
  gtk_editable_set_text (GTK_EDITABLE (entry), "客户问过户 𠮷");
  g_assert_finalize_object (entry);

  /* The program has gone; it comes back. */
  kept = hall_draft_load ("/some/hall.db", 3, "summary");
  g_assert_cmpstr (kept, ==, "客户问过户 𠮷");
  other = hall_draft_load ("/some/hall.db", 4, "summary");
  g_assert_null (other);
  entry = g_object_ref_sink (gtk_entry_new ());
  hall_draft_bind (GTK_EDITABLE (entry), "/some/hall.db", 3, "summary");
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (entry)), ==, "客户问过户 𠮷");
  gtk_editable_set_text (GTK_EDITABLE (entry), "");
  after = hall_draft_load ("/some/hall.db", 3, "summary");
  g_assert_null (after);
  g_assert_finalize_object (entry);
}

static void
test_error_text (void)
{
  g_autoptr (GError) refused = NULL;
  g_autoptr (GError) away = NULL;
  g_autofree char *text = NULL;
  g_autofree char *away_text = NULL;

  hall_set_error (&refused, HALL_ERROR_REFUSED, "S004 5.1", "reason", "a reason is needed");
  text = hall_shell_error_text (refused);
  g_assert_cmpstr (text, ==, "a reason is needed (rule S004 5.1)");
  hall_set_error (&away, HALL_ERROR_UNAVAILABLE, NULL, NULL, "disk full");
  away_text = hall_shell_error_text (away);
  g_assert_nonnull (strstr (away_text, "nothing was changed"));
  g_assert_nonnull (strstr (away_text, "disk full"));
}

static void
test_words (void)
{
  g_autofree char *minutes = hall_shell_minutes (719 * G_USEC_PER_SEC);
  g_autofree char *none = hall_shell_minutes (-1);
  gsize n;
  const HallMoment *moments = hall_moments (&n);

  g_assert_cmpstr (minutes, ==, "11 min");
  g_assert_cmpstr (none, ==, "0 min");
  g_assert_cmpstr (hall_shell_localised ("缴费", "Payment"), ==, "Payment");
  g_assert_cmpstr (hall_shell_localised ("缴费", ""), ==, "缴费");
  g_assert_cmpstr (hall_shell_why ("first-come"), !=, "first-come");
  g_assert_cmpstr (hall_shell_why ("值班长要求"), ==, "值班长要求");
  g_assert_null (hall_shell_why (NULL));
  g_assert_cmpstr (hall_moment_title ("opening"), ==, "Opening");
  g_assert_cmpstr (hall_moment_title ("of-this-hall"), ==, "of-this-hall");
  for (gsize i = 0; i < n; i++)
    g_assert_cmpstr (moments[i].initials, !=, "");
}

/* Row 004-06: the shipped words, byte for byte; 004-23 and 004-29: the map of the seven voices has both ends.
 */
static void
test_phrases (void)
{
  g_autoptr (HallStage) stage = NULL;
  const char *const moments[] = { "greeting", "farewell", NULL };
  HallPhraseStrip *strip;
  GtkWidget *widget;
  gpointer gone;

  HALL_PROVES ("004-06 004-23 004-29");
  stage = hall_stage_new ();
  widget = hall_phrase_strip_new ();
  strip = HALL_PHRASE_STRIP (widget);
  hall_stage_show (stage, widget);
  hall_phrase_strip_set_store (strip, stage->store);
  hall_phrase_strip_set_moments (strip, moments, NULL);
  hall_stage_wait (g_str_equal (hall_phrase_strip_get_text (strip), "您好，请问办理什么业务？"));
  hall_stage_settle ();

  hall_phrase_strip_step (strip, 1);
  g_assert_cmpstr (hall_phrase_strip_get_text (strip), ==, "请慢走，再见。");
  /* Read again for the same moments, the strip stays where the clerk stepped. */
  hall_phrase_strip_set_moments (strip, moments, NULL);
  hall_stage_settle ();
  g_assert_cmpstr (hall_phrase_strip_get_text (strip), ==, "请慢走，再见。");
  hall_phrase_strip_step (strip, 1);
  g_assert_cmpstr (hall_phrase_strip_get_text (strip), ==, "您好，请问办理什么业务？");
  hall_phrase_strip_step (strip, -1);
  g_assert_cmpstr (hall_phrase_strip_get_text (strip), ==, "请慢走，再见。");

  gone = widget;
  g_object_add_weak_pointer (G_OBJECT (widget), &gone);
  hall_stage_clear (stage);
  hall_stage_wait (gone == NULL);
}

static GListModel *
tickets (const char *ids)
{
  GListStore *store = g_list_store_new (HALL_TYPE_TICKET);

  for (const char *c = ids; *c != '\0'; c++) {
    g_autoptr (HallTicket) ticket = g_object_new (HALL_TYPE_TICKET, NULL);

    ticket->id = *c;
    ticket->label = g_strdup_printf ("%c", *c);
    g_list_store_append (store, ticket);
  }
  return G_LIST_MODEL (store);
}

static void
check_order (GListStore *queue, const char *ids)
{
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (queue)), ==, strlen (ids));
  for (guint i = 0; ids[i] != '\0'; i++) {
    g_autoptr (HallQueueItem) item = g_list_model_get_item (G_LIST_MODEL (queue), i);

    g_assert_cmpint (hall_queue_item_get_ticket (item)->id, ==, ids[i]);
    g_assert_cmpint (hall_queue_item_is_next (item), ==, i == 0);
  }
}

static void
test_queue (void)
{
  static const char *const steps[] = { "abcd", "bcde", "bxcde", "xbcde", "", "q", "qrst", "tsrq" };
  g_autoptr (GListStore) queue = g_list_store_new (HALL_TYPE_QUEUE_ITEM);
  guint changes = 0;

  g_signal_connect_swapped (queue, "items-changed", G_CALLBACK (count), &changes);
  for (gsize i = 0; i < G_N_ELEMENTS (steps); i++) {
    g_autoptr (GListModel) now = tickets (steps[i]);
    g_autoptr (HallQueueItem) kept = NULL;
    g_autoptr (HallQueueItem) still = NULL;

    if (i == 1)
      kept = g_list_model_get_item (G_LIST_MODEL (queue), 2); /* c */
    hall_queue_update (queue, now, TRUE);
    check_order (queue, steps[i]);
    if (i == 0)
      g_assert_cmpuint (changes, ==, 1);
    if (i == 1) {
      still = g_list_model_get_item (G_LIST_MODEL (queue), 1);
      g_assert_true (still == kept);
    }
  }
}

/* --- The scanner --- */

static HallScanVerdict
type_code (HallScanner *scanner, const char *keys, guint32 gap_ms)
{
  HallScanVerdict verdict = HALL_SCAN_PASS;

  for (; *keys != '\0'; keys++)
    verdict = hall_scanner_feed (scanner, *keys, scanner->last + gap_ms);
  return verdict;
}

/* Each code on our papers is caught at a scanner's speed, whatever Caps Lock says; no hand types one so fast.
 */
static void
test_scan_codes (void)
{
  const char *const codes[] = { "2026-000001\n", "20261120-A015\n", "20261120-A1000\n",
                                "CD03-20261120-0015\n", "cd03-20261120-0015\n" };

  for (gsize i = 0; i < G_N_ELEMENTS (codes); i++) {
    HallScanner fast = { .last = 1000 };
    HallScanner slow = { .last = 1000 };

    fast.last = 900;
    g_assert_cmpint (hall_scanner_feed (&fast, codes[i][0], 1000), ==, HALL_SCAN_HOLD);
    g_assert_cmpint (type_code (&fast, codes[i] + 1, 12), ==, HALL_SCAN_CODE);
    g_assert_true (hall_scan_is_code (fast.text));
    g_assert_cmpint (type_code (&slow, codes[i], 120), !=, HALL_SCAN_CODE);
  }
}

/* What is typed goes where it was typed: money, dates, the keys of a list. */
static void
test_scan_typing (void)
{
  HallScanner scanner = { .last = 1000 };

  g_assert_cmpint (hall_scanner_feed (&scanner, '1', 2000), ==, HALL_SCAN_PASS);
  g_assert_cmpint (hall_scanner_feed (&scanner, '3', 2005), ==, HALL_SCAN_PASS);
  g_assert_cmpint (hall_scanner_feed (&scanner, '\n', 2010), ==, HALL_SCAN_PASS);
  /* A 2 may begin a code, and is given back at once when what follows cannot be one. */
  g_assert_cmpint (hall_scanner_feed (&scanner, '2', 3000), ==, HALL_SCAN_HOLD);
  g_assert_cmpint (hall_scanner_feed (&scanner, '5', 3010), ==, HALL_SCAN_RELEASE);
  g_assert_cmpint (hall_scanner_feed (&scanner, '.', 3020), ==, HALL_SCAN_PASS);
  /* The same when a hand goes on, or Enter comes too early. */
  g_assert_cmpint (hall_scanner_feed (&scanner, '2', 4000), ==, HALL_SCAN_HOLD);
  g_assert_cmpint (hall_scanner_feed (&scanner, '0', 4100), ==, HALL_SCAN_RELEASE);
  g_assert_cmpint (hall_scanner_feed (&scanner, '2', 5000), ==, HALL_SCAN_HOLD);
  g_assert_cmpint (hall_scanner_feed (&scanner, '\n', 5010), ==, HALL_SCAN_RELEASE);
  g_assert_cmpint (hall_scanner_feed (&scanner, '2', 6000), ==, HALL_SCAN_HOLD);
  g_assert_cmpint (hall_scanner_feed (&scanner, '\0', 6010), ==, HALL_SCAN_RELEASE);
  g_assert_false (hall_scan_is_code ("2026-00000"));
  g_assert_false (hall_scan_is_code ("13800001234"));
}

int
main (int argc, char **argv)
{
  hall_stage_init (&argc, &argv);
  g_test_add_func ("/common/keycap", test_keycap);
  g_test_add_func ("/common/key-button", test_key_button);
  g_test_add_func ("/common/pill", test_pill);
  g_test_add_func ("/common/timer", test_timer);
  g_test_add_func ("/common/draft", test_draft);
  g_test_add_func ("/common/error-text", test_error_text);
  g_test_add_func ("/common/words", test_words);
  g_test_add_func ("/common/phrases", test_phrases);
  g_test_add_func ("/common/queue", test_queue);
  g_test_add_func ("/scan/codes", test_scan_codes);
  g_test_add_func ("/scan/typing", test_scan_typing);
  return hall_stage_run ();
}
