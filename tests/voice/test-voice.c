/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "hall-test.h"
#include "hall-voice.h"

#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>

#define WAIT_US (20 * G_USEC_PER_SEC)

/* A speech service that writes down what it is given. */
typedef struct {
  GMutex lock;
  GString *said;  /* (lock) one line an utterance: language, colon, text */
  int speaking;   /* (lock) utterances under way */
  int overlaps;   /* (lock) */
  int opened;     /* (lock) */
  int closed;     /* (lock) */
  gboolean there; /* (lock) whether the service answers */
  int fail_after; /* (lock) utterances until the service dies, -1 never */
} Fake;

static gpointer
fake_open (gpointer data, GError **error)
{
  Fake *fake = data;
  gboolean there;

  g_mutex_lock (&fake->lock);
  there = fake->there;
  fake->opened += there;
  g_mutex_unlock (&fake->lock);
  if (!there)
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_NOT_CONNECTED, "nobody there");
  return there ? fake : NULL;
}

static gboolean
fake_speak (
    gpointer connection, const char *text, const char *language, GCancellable *cancellable, GError **error)
{
  Fake *fake = connection;
  gboolean dies;

  g_mutex_lock (&fake->lock);
  dies = fake->fail_after == 0;
  if (fake->fail_after > 0)
    fake->fail_after--;
  fake->overlaps += fake->speaking++ > 0;
  if (!dies)
    g_string_append_printf (fake->said, "%s:%s\n", language, text);
  g_mutex_unlock (&fake->lock);

  g_thread_yield ();

  g_mutex_lock (&fake->lock);
  fake->speaking--;
  g_mutex_unlock (&fake->lock);
  if (dies)
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_NOT_CONNECTED, "gone");
  return !dies;
}

static void
fake_close (gpointer connection)
{
  Fake *fake = connection;

  g_mutex_lock (&fake->lock);
  fake->closed++;
  g_mutex_unlock (&fake->lock);
}

static const HallVoiceBackend fake_backend = { fake_open, fake_speak, fake_close };

static Fake *
fake_new (gboolean there)
{
  Fake *fake = g_new0 (Fake, 1);

  g_mutex_init (&fake->lock);
  fake->said = g_string_new (NULL);
  fake->there = there;
  fake->fail_after = -1;
  return fake;
}

static void
fake_free (Fake *fake)
{
  g_mutex_clear (&fake->lock);
  g_string_free (fake->said, TRUE);
  g_free (fake);
}

static char *
fake_take_said (Fake *fake)
{
  char *said;

  g_mutex_lock (&fake->lock);
  said = g_strdup (fake->said->str);
  g_mutex_unlock (&fake->lock);
  return said;
}

static gboolean
on_tick_cb (gpointer data)
{
  return G_SOURCE_CONTINUE;
}

/* Turns the main loop until @condition holds, at most WAIT_US; the tick only wakes it up to look again. */
#define WAIT_FOR(condition)                                                                                  \
  G_STMT_START                                                                                               \
  {                                                                                                          \
    gint64 until_ = g_get_monotonic_time () + WAIT_US;                                                       \
    guint tick_ = g_timeout_add (5, on_tick_cb, NULL);                                                       \
    while (!(condition) && g_get_monotonic_time () < until_)                                                 \
      g_main_context_iteration (NULL, TRUE);                                                                 \
    g_source_remove (tick_);                                                                                 \
    g_assert_true (condition);                                                                               \
  }                                                                                                          \
  G_STMT_END

static void
on_chime_cb (HallVoice *voice, gpointer data)
{
  (*(int *)data)++;
}

static void
on_speaking_cb (HallVoice *voice, const char *label, gint64 counter, gpointer data)
{
  g_string_append_printf (data, "%s>%" G_GINT64_FORMAT " ", label, counter);
}

static void
test_text_chinese (void)
{
  static const struct {
    const char *label;
    gint64 counter;
    const char *text;
  } calls[] = {
    { "A015", 3, "请A 零 一 五号到三号窗口办理业务" },
    { "B004", 10, "请B 零 零 四号到十号窗口办理业务" },
    { "C121", 12, "请C 一 二 一号到十二号窗口办理业务" },
    { "D006", 20, "请D 零 零 六号到二十号窗口办理业务" },
    { "A1000", 35, "请A 一 零 零 零号到三十五号窗口办理业务" },
    { "A001", 100, "请A 零 零 一号到一百号窗口办理业务" },
    { "A001", 105, "请A 零 零 一号到一百零五号窗口办理业务" },
    { "A001", 112, "请A 零 零 一号到一百一十二号窗口办理业务" },
    { "A001", 3008, "请A 零 零 一号到三千零八号窗口办理业务" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (calls); i++) {
    g_autofree char *text = hall_voice_call_text (calls[i].label, calls[i].counter, "zh-CN");

    g_assert_cmpstr (text, ==, calls[i].text);
  }
}

static void
test_text_english (void)
{
  g_autofree char *text = hall_voice_call_text ("A015", 3, "en");

  g_assert_cmpstr (text, ==, "Number A 0 1 5, please go to counter 3");
}

static void
test_twice_in_each_language (void)
{
  Fake *fake = fake_new (TRUE);
  g_autofree char *said = NULL;
  HallVoice *voice;

  HALL_PROVES ("004-52");
  voice = hall_voice_new_with_backend (&fake_backend, fake, G_USEC_PER_SEC);
  hall_voice_say_call (voice, "A015", 3, "zh, en");
  g_assert_cmpuint (hall_voice_get_pending (voice), <=, 1);
  WAIT_FOR (hall_voice_get_pending (voice) == 0);
  said = fake_take_said (fake);
  g_assert_cmpstr (said, ==,
                   "zh:请A 零 一 五号到三号窗口办理业务\n"
                   "en:Number A 0 1 5, please go to counter 3\n"
                   "zh:请A 零 一 五号到三号窗口办理业务\n"
                   "en:Number A 0 1 5, please go to counter 3\n");
  g_assert_true (hall_voice_is_available (voice));
  g_assert_finalize_object (voice);
  WAIT_FOR (fake->closed == 1);
  fake_free (fake);
}

static void
test_many_in_turn_none_dropped (void)
{
  Fake *fake = fake_new (TRUE);
  g_autoptr (GString) expected = g_string_new (NULL);
  g_autoptr (GString) shown = g_string_new (NULL);
  g_autofree char *said = NULL;
  HallVoice *voice = hall_voice_new_with_backend (&fake_backend, fake, G_USEC_PER_SEC);

  g_signal_connect (voice, "speaking", G_CALLBACK (on_speaking_cb), shown);
  for (int i = 1; i <= 100; i++) {
    g_autofree char *label = g_strdup_printf ("A%03d", i);
    g_autofree char *text = hall_voice_call_text (label, i % 7 + 1, "zh");

    hall_voice_say_call (voice, label, i % 7 + 1, "zh");
    for (int round = 0; round < HALL_VOICE_REPEATS; round++)
      g_string_append_printf (expected, "zh:%s\n", text);
  }
  WAIT_FOR (hall_voice_get_pending (voice) == 0);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  said = fake_take_said (fake);
  g_assert_cmpstr (said, ==, expected->str);
  g_assert_cmpint (fake->overlaps, ==, 0);
  g_assert_true (g_str_has_prefix (shown->str, "A001>2 A002>3 "));
  g_assert_true (g_str_has_suffix (shown->str, "A100>3 "));
  g_assert_finalize_object (voice);
  WAIT_FOR (fake->closed == 1);
  fake_free (fake);
}

static void
test_no_service_chimes (void)
{
  static Fake *fake; /* stays: the thread may look at it until the program ends */
  int chimes = 0;
  HallVoice *voice;

  fake = fake_new (FALSE);
  voice = hall_voice_new_with_backend (&fake_backend, fake, G_GINT64_CONSTANT (3600) * G_USEC_PER_SEC);
  g_signal_connect (voice, "chime", G_CALLBACK (on_chime_cb), &chimes);
  WAIT_FOR (!hall_voice_is_available (voice));
  hall_voice_say_call (voice, "A015", 3, "zh");
  hall_voice_say_call (voice, "A016", 4, "zh");
  WAIT_FOR (chimes == 2);
  WAIT_FOR (hall_voice_get_pending (voice) == 0);
  g_assert_cmpuint (fake->said->len, ==, 0);
  g_assert_finalize_object (voice);
}

static void
on_notify_cb (HallVoice *voice, GParamSpec *pspec, gpointer data)
{
  (*(int *)data)++;
}

static void
test_service_comes_back (void)
{
  Fake *fake = fake_new (FALSE);
  int notified = 0;
  int chimes = 0;
  HallVoice *voice = hall_voice_new_with_backend (&fake_backend, fake, 20000);

  g_signal_connect (voice, "notify::available", G_CALLBACK (on_notify_cb), &notified);
  g_signal_connect (voice, "chime", G_CALLBACK (on_chime_cb), &chimes);
  WAIT_FOR (notified == 1);
  g_assert_false (hall_voice_is_available (voice));

  g_mutex_lock (&fake->lock);
  fake->there = TRUE;
  g_mutex_unlock (&fake->lock);
  WAIT_FOR (notified == 2);
  g_assert_true (hall_voice_is_available (voice));

  hall_voice_say_call (voice, "A015", 3, "zh");
  WAIT_FOR (hall_voice_get_pending (voice) == 0);
  g_assert_cmpuint (fake->said->len, >, 0);
  g_assert_cmpint (chimes, ==, 0);

  /* It dies in the middle of a call: the call chimes, and the service is found again. */
  g_mutex_lock (&fake->lock);
  fake->fail_after = 1;
  g_mutex_unlock (&fake->lock);
  hall_voice_say_call (voice, "A016", 4, "zh");
  WAIT_FOR (chimes == 1);
  g_mutex_lock (&fake->lock);
  fake->fail_after = -1;
  g_mutex_unlock (&fake->lock);
  WAIT_FOR (notified == 4);
  g_assert_true (hall_voice_is_available (voice));
  g_assert_finalize_object (voice);
  WAIT_FOR (fake->closed == 2);
  fake_free (fake);
}

/* A speech-dispatcher of the test's own, with the module that needs no sound card. */
typedef struct {
  GSubprocess *process; /* (owned) (nullable) */
  char *dir;            /* (owned) */
} Speechd;

static void
write_file (const char *dir, const char *name, const char *text)
{
  g_autofree char *path = g_build_filename (dir, name, NULL);

  g_file_set_contents (path, text, -1, NULL);
}

static gboolean
speechd_start (Speechd *self)
{
  g_autoptr (GSubprocessLauncher) launcher = g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDOUT_SILENCE
                                                                        | G_SUBPROCESS_FLAGS_STDERR_SILENCE);
  g_autoptr (GError) error = NULL;
  g_autofree char *program = g_find_program_in_path ("speech-dispatcher");
  g_autofree char *socket = NULL;
  g_autofree char *pid_file = NULL;
  g_autofree char *address = NULL;

  if (program == NULL)
    return FALSE;
  self->dir = g_dir_make_tmp ("halldesk-speech-XXXXXX", &error);
  g_assert_no_error (error);
  write_file (
      self->dir, "speechd.conf",
      "LogLevel 0\nLogDir \"default\"\nAudioOutputMethod \"libao\"\n"
      "AddModule \"dummy\" \"sd_dummy\" \"\"\nDefaultModule dummy\nDefaultLanguage \"en\"\nTimeout 0\n");
  socket = g_build_filename (self->dir, "speechd.sock", NULL);
  pid_file = g_build_filename (self->dir, "speechd.pid", NULL);
  g_subprocess_launcher_setenv (launcher, "XDG_RUNTIME_DIR", self->dir, TRUE);
  g_subprocess_launcher_setenv (launcher, "HOME", self->dir, TRUE);
  self->process = g_subprocess_launcher_spawn (
      launcher, &error, program, "--run-single", "--config-dir", self->dir, "--communication-method",
      "unix_socket", "--socket-path", socket, "--pid-file", pid_file, "--log-dir", self->dir, NULL);
  g_assert_no_error (error);
  WAIT_FOR (g_file_test (socket, G_FILE_TEST_EXISTS));
  address = g_strconcat ("unix_socket:", socket, NULL);
  g_setenv ("SPEECHD_ADDRESS", address, TRUE);
  return TRUE;
}

static void
remove_tree (const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL) {
    g_autofree char *child = g_build_filename (path, name, NULL);

    remove_tree (child);
  }
  g_remove (path);
}

static void
speechd_stop (Speechd *self)
{
  g_subprocess_send_signal (self->process, SIGTERM);
  g_subprocess_wait (self->process, NULL, NULL);
  g_clear_object (&self->process);
}

static void
test_speech_dispatcher (void)
{
  Speechd speechd = { 0 };
  g_autoptr (GString) shown = g_string_new (NULL);
  int chimes = 0;
  HallVoice *voice;

  if (!speechd_start (&speechd)) {
    g_test_skip ("speech-dispatcher is not installed");
    return;
  }
  voice = hall_voice_new ();
  g_signal_connect (voice, "speaking", G_CALLBACK (on_speaking_cb), shown);
  g_signal_connect (voice, "chime", G_CALLBACK (on_chime_cb), &chimes);
  hall_voice_say_call (voice, "A015", 3, "zh");
  hall_voice_say_call (voice, "B002", 4, "en");
  WAIT_FOR (hall_voice_get_pending (voice) == 0);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_true (hall_voice_is_available (voice));
  g_assert_cmpint (chimes, ==, 0);
  g_assert_cmpstr (shown->str, ==, "A015>3 B002>4 ");

  /* The service is stopped: the next call chimes and nothing fails. */
  speechd_stop (&speechd);
  hall_voice_say_call (voice, "A016", 3, "zh");
  WAIT_FOR (chimes == 1);
  g_assert_false (hall_voice_is_available (voice));
  g_assert_finalize_object (voice);
  remove_tree (speechd.dir);
  g_free (speechd.dir);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/voice/text/chinese", test_text_chinese);
  g_test_add_func ("/voice/text/english", test_text_english);
  g_test_add_func ("/voice/twice-in-each-language", test_twice_in_each_language);
  g_test_add_func ("/voice/many-in-turn-none-dropped", test_many_in_turn_none_dropped);
  g_test_add_func ("/voice/no-service-chimes", test_no_service_chimes);
  g_test_add_func ("/voice/service-comes-back", test_service_comes_back);
  g_test_add_func ("/voice/speech-dispatcher", test_speech_dispatcher);
  return g_test_run ();
}
