/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The board of the hall: what it shows, what it says, and what it never does. */

#include "hall-board-strip.h"
#include "hall-board-window.h"
#include "hall-public-test.h"
#include "hall-public.h"
#include "hall-test.h"

/* A speech service that writes down what it is given. */
static GMutex said_lock;
static GString *said; /* (said_lock) */

static gpointer
fake_open (gpointer data, GError **error)
{
  return data;
}

static gboolean
fake_speak (
    gpointer connection, const char *text, const char *language, GCancellable *cancellable, GError **error)
{
  g_mutex_lock (&said_lock);
  g_string_append_printf (said, "%s\n", text);
  g_mutex_unlock (&said_lock);
  return TRUE;
}

static void
fake_close (gpointer connection)
{
}

static gboolean
was_said (const char *text)
{
  gboolean same;

  g_mutex_lock (&said_lock);
  same = g_strcmp0 (said->str, text) == 0;
  g_mutex_unlock (&said_lock);
  return same;
}

static GtkWidget *
board_open (HallStage *stage, HallVoice **voice)
{
  static const HallVoiceBackend backend = { fake_open, fake_speak, fake_close };
  GtkWindow *board = hall_board_window_new (NULL, stage->store, NULL, 0);

  g_mutex_lock (&said_lock);
  g_string_truncate (said, 0);
  g_mutex_unlock (&said_lock);
  *voice = hall_voice_new_with_backend (&backend, said, G_USEC_PER_SEC);
  hall_board_window_set_voice (HALL_BOARD_WINDOW (board), *voice);
  hall_stage_show (stage, GTK_WIDGET (board));
  hall_stage_wait (hall_test_shows (GTK_WIDGET (board), "城东客户服务大厅"));
  return GTK_WIDGET (board);
}

static gboolean
large_call_is (GtkWidget *board, const char *call)
{
  g_autofree char *large = hall_board_window_get_call (HALL_BOARD_WINDOW (board));

  return g_strcmp0 (large, call) == 0;
}

static void
call_next (HallStage *stage)
{
  g_variant_unref (hall_fixture_do (stage->hall, "G05", 3, "call-next", NULL));
}

static void
send_away (HallStage *stage)
{
  g_variant_unref (hall_fixture_do (stage->hall, "G05", 3, "start", NULL));
  g_variant_unref (hall_fixture_do (stage->hall, "G05", 3, "finish", NULL));
}

static void
test_speaks_new_calls_twice (void)
{
  g_autoptr (HallStage) stage = hall_stage_new ();
  g_autoptr (HallVoice) voice = NULL;
  GtkWidget *board;

  HALL_PROVES ("004-52");
  hall_fixture_open (stage->hall, "G05", 3);
  g_free (hall_fixture_take (stage->hall, "A", NULL));
  g_free (hall_fixture_take (stage->hall, "A", NULL));
  g_free (hall_fixture_take (stage->hall, "A", NULL));
  call_next (stage);
  send_away (stage);

  /* A001 was called before the board started: shown, not spoken. */
  board = board_open (stage, &voice);
  g_assert_true (large_call_is (board, "A001 → 3"));
  g_assert_true (was_said (""));
  hall_stage_photograph (stage, "board");

  call_next (stage);
  hall_stage_wait (large_call_is (board, "A002 → 3"));
  hall_stage_wait (was_said ("请A 零 零 二号到三号窗口办理业务\n"
                             "请A 零 零 二号到三号窗口办理业务\n"));
  g_assert_true (hall_test_shows (board, "Counter 3"));
  g_assert_true (hall_test_shows (board, "A001"));

  /* A recall is a call. */
  hall_fixture_advance (stage->hall, 25);
  g_variant_unref (hall_fixture_do (stage->hall, "G05", 3, "recall", NULL));
  hall_stage_wait (was_said ("请A 零 零 二号到三号窗口办理业务\n请A 零 零 二号到三号窗口办理业务\n"
                             "请A 零 零 二号到三号窗口办理业务\n请A 零 零 二号到三号窗口办理业务\n"));
  g_clear_object (&voice);
  hall_test_end_window (stage);
}

static void
test_several_at_once (void)
{
  g_autoptr (HallStage) stage = hall_stage_new ();
  g_autoptr (HallVoice) voice = NULL;
  g_autoptr (GString) expected = g_string_new (NULL);
  GtkWidget *board;

  hall_fixture_open (stage->hall, "G05", 3);
  for (int i = 0; i < 5; i++)
    g_free (hall_fixture_take (stage->hall, "A", NULL));
  board = board_open (stage, &voice);
  for (int i = 1; i <= 5; i++) {
    g_autofree char *label = g_strdup_printf ("A%03d", i);
    g_autofree char *text = hall_voice_call_text (label, 3, "zh");

    call_next (stage);
    send_away (stage);
    g_string_append_printf (expected, "%s\n%s\n", text, text);
  }
  hall_stage_wait (was_said (expected->str));
  hall_stage_wait (large_call_is (board, "A005 → 3"));
  for (int i = 1; i <= 4; i++) {
    g_autofree char *label = g_strdup_printf ("A%03d", i);

    hall_stage_wait (hall_test_shows (board, label));
  }
  g_clear_object (&voice);
  hall_test_end_window (stage);
}

static void
test_visual_only (void)
{
  g_autoptr (HallStage) stage = hall_stage_new ();
  g_autoptr (HallVoice) voice = NULL;
  GtkWidget *board;

  HALL_PROVES ("004-52");
  g_variant_unref (
      hall_fixture_do (stage->hall, "A01", 0, "set-option", "{'name': <'visual_only'>, 'value': <'1'>}"));
  hall_fixture_open (stage->hall, "G05", 3);
  g_free (hall_fixture_take (stage->hall, "A", NULL));
  board = board_open (stage, &voice);
  hall_stage_wait (hall_test_shows (board, "Calls on the screen only"));
  call_next (stage);
  hall_stage_wait (large_call_is (board, "A001 → 3"));
  g_assert_cmpuint (hall_voice_get_pending (voice), ==, 0);
  g_assert_true (was_said (""));
  g_clear_object (&voice);
  hall_test_end_window (stage);
}

static void
test_nothing_personal (void)
{
  g_autoptr (HallStage) stage = hall_stage_new ();
  g_autoptr (HallVoice) voice = NULL;
  GtkWidget *board;
  static const char *const secrets[] = { "MARKER", "elder", "Elderly", "张三", "Priority", "优" };

  HALL_PROVES ("004-14");
  hall_fixture_open (stage->hall, "G05", 3);
  g_free (hall_fixture_take (stage->hall, "A", "elder"));
  board = board_open (stage, &voice);
  call_next (stage);
  hall_stage_wait (large_call_is (board, "A001 → 3"));
  g_variant_unref (hall_fixture_do (stage->hall, "G05", 3, "start", NULL));
  g_variant_unref (hall_fixture_do (stage->hall, "G05", 3, "transfer",
                                    "{'category': <'B'>, 'summary': <'MARKER: was rude before'>}"));
  hall_stage_settle ();
  for (gsize i = 0; i < G_N_ELEMENTS (secrets); i++)
    g_assert_false (hall_test_shows (board, secrets[i]));
  g_clear_object (&voice);
  hall_test_end_window (stage);
}

static void
test_waiting_counts (void)
{
  g_autoptr (HallStage) stage = hall_stage_new ();
  g_autoptr (HallVoice) voice = NULL;
  GtkWidget *board;

  HALL_PROVES ("004-19");
  board = board_open (stage, &voice);
  g_assert_true (hall_test_shows (board, "Welcome"));
  for (int i = 0; i < 9; i++)
    g_free (hall_fixture_take (stage->hall, "A", NULL));
  hall_stage_wait (hall_test_shows (board, "Payment\n9\n"));
  g_assert_false (hall_test_shows (board, "We are sorry that you have to wait"));
  g_free (hall_fixture_take (stage->hall, "A", NULL));
  hall_stage_wait (hall_test_shows (board, "Payment\n10\n"));
  hall_stage_wait (hall_test_shows (board, "We are sorry that you have to wait"));
  g_clear_object (&voice);
  hall_test_end_window (stage);
}

static void
test_strip_pages (void)
{
  static const struct {
    const char *text;
    int room;
    const char *pages;
  } notices[] = {
    { "", 10, "" },
    { "short", 10, "short" },
    { "one two three four", 9, "one two|three|four" },
    { "供热期间请保持阀门开启。", 12, "供热期间请保|持阀门开启。" },
    { "今天下午三点停热，请提前准备。", 16, "今天下午三点停|热，请提前准备。" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (notices); i++) {
    g_auto (GStrv) pages = hall_board_strip_split (notices[i].text, notices[i].room);
    g_autofree char *joined = g_strjoinv ("|", pages);

    g_assert_cmpstr (joined, ==, notices[i].pages);
  }
}

static void
test_strip_turns (void)
{
  g_autoptr (HallStage) stage = hall_stage_new ();
  g_autoptr (HallVoice) voice = NULL;
  GtkWidget *board;
  HallBoardStrip *strip;
  guint n;

  board = board_open (stage, &voice);
  g_variant_unref (hall_fixture_do (stage->hall, "A01", 0, "set-bulletin",
                                    "{'title': <'停热通知'>, 'text': <'明天检修'>, 'public': <true>}"));
  strip = HALL_BOARD_STRIP (hall_stage_child (board, HALL_TYPE_BOARD_WINDOW, "strip"));
  hall_stage_wait (hall_test_shows (GTK_WIDGET (strip), "Announcement"));
  n = hall_board_strip_get_n_pages (strip);
  g_assert_cmpuint (n, >, 1);
  for (guint i = 1; i < n; i++)
    hall_board_strip_turn (strip);
  g_assert_true (hall_test_shows (GTK_WIDGET (strip), "Our promise"));
  hall_board_strip_turn (strip);
  g_assert_true (hall_test_shows (GTK_WIDGET (strip), "Announcement"));
  g_clear_object (&voice);
  hall_test_end_window (stage);
}

int
main (int argc, char *argv[])
{
  g_setenv ("HALLDESK_WINDOWED", "1280x720", FALSE);
  hall_stage_init (&argc, &argv);
  hall_public_prepare ();
  said = g_string_new (NULL);

  g_test_add_func ("/board/speaks-new-calls-twice", test_speaks_new_calls_twice);
  g_test_add_func ("/board/several-at-once", test_several_at_once);
  g_test_add_func ("/board/visual-only", test_visual_only);
  g_test_add_func ("/board/nothing-personal", test_nothing_personal);
  g_test_add_func ("/board/waiting-counts", test_waiting_counts);
  g_test_add_func ("/board/strip-pages", test_strip_pages);
  g_test_add_func ("/board/strip-turns", test_strip_turns);
  return hall_stage_run ();
}
