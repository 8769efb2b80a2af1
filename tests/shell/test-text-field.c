/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A text that somebody types: its draft, and the words to avoid in what a customer will read. */

#include "hall-draft.h"
#include "hall-stage.h"
#include "hall-test.h"
#include "hall-text-field.h"

static void
check_text (HallTextField *field, const char *expected)
{
  g_autofree char *text = hall_text_field_dup_text (field);

  g_assert_cmpstr (text, ==, expected);
}

static HallTextField *
show_field (HallStage *stage, HallTextKind kind, gboolean own)
{
  GtkWidget *field = hall_text_field_new (kind, "Reason");

  hall_stage_show (stage, field);
  hall_text_field_set_read_by_customer (HALL_TEXT_FIELD (field), own ? stage->store : NULL);
  hall_stage_settle ();
  return HALL_TEXT_FIELD (field);
}

/* What the rules name is pointed out while it is typed, and one key puts better words in. */
static void
test_words_to_avoid (void)
{
  static const struct {
    const char *typed;
    const char *better;
  } cases[] = {
    { "你必须先交费", "建议您先交费" },   { "您 必须先交费", "建议您先交费" },
    { "这不是我的问题", "我们可以帮您" }, { "这没什么大不了的。", "我理解您的感受。" },
    { "这个不可能", "这个我们可以帮您" },
  };

  HALL_PROVES ("003-03 003-17 003-29 003-34");
  for (HallTextKind kind = HALL_TEXT_ENTRY; kind <= HALL_TEXT_NOTES; kind++) {
    g_autoptr (HallStage) stage = hall_stage_new ();
    HallTextField *field = show_field (stage, kind, FALSE);

    for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
      hall_text_field_set_text (field, cases[i].typed);
      g_assert_nonnull (hall_text_field_get_hint (field));
      gtk_widget_activate_action (GTK_WIDGET (field), "field.better", NULL);
      check_text (field, cases[i].better);
      g_assert_null (hall_text_field_get_hint (field));
    }
    hall_text_field_set_text (field, "您看这样行不行，可以在行驶本上查到");
    g_assert_null (hall_text_field_get_hint (field));
  }
}

/* Two of them: the first is pointed out, then the other; the text itself is never touched by itself. */
static void
test_one_after_the_other (void)
{
  g_autoptr (HallStage) stage = hall_stage_new ();
  HallTextField *field = show_field (stage, HALL_TEXT_NOTES, FALSE);

  hall_text_field_set_text (field, "你必须来，不行");
  check_text (field, "你必须来，不行");
  g_assert_nonnull (strstr (hall_text_field_get_hint (field), "你必须"));
  gtk_widget_activate_action (GTK_WIDGET (field), "field.better", NULL);
  g_assert_nonnull (strstr (hall_text_field_get_hint (field), "不行"));
  gtk_widget_activate_action (GTK_WIDGET (field), "field.better", NULL);
  check_text (field, "建议您来，我们可以帮您");
  gtk_widget_activate_action (GTK_WIDGET (field), "field.better", NULL);
  check_text (field, "建议您来，我们可以帮您");
}

/* The list is the hall's own where its administrator has set one. */
static void
test_own_words (void)
{
  g_autoptr (HallStage) stage = NULL;
  HallTextField *field;

  HALL_PROVES ("003-34");
  stage = hall_stage_new ();
  g_variant_unref (hall_fixture_do (stage->hall, "A01", 0, "set-option",
                                    "{'name': <'avoid_words'>, 'value': <'没办法=我们想想办法;不行=-'>}"));
  field = show_field (stage, HALL_TEXT_WRAP, TRUE);
  hall_text_field_set_text (field, "不行，没办法");
  hall_stage_wait (hall_text_field_get_hint (field) != NULL
                   && strstr (hall_text_field_get_hint (field), "没办法") != NULL);
  gtk_widget_activate_action (GTK_WIDGET (field), "field.better", NULL);
  check_text (field, "不行，我们想想办法");
  g_assert_null (hall_text_field_get_hint (field));
}

static void
paste (HallTextField *field, const char *text)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (hall_text_field_get_editor (field)));

  gtk_text_buffer_insert_at_cursor (buffer, text, -1);
}

/* A reason is one sentence, a note has lines. */
static void
test_lines (void)
{
  g_autoptr (HallStage) stage = hall_stage_new ();
  HallTextField *field = show_field (stage, HALL_TEXT_WRAP, FALSE);

  paste (field, "超过\n办理期\r\n");
  check_text (field, "超过 办理期");
  hall_stage_clear (stage);
  field = show_field (stage, HALL_TEXT_NOTES, FALSE);
  paste (field, "超过\n办理期\n");
  check_text (field, "超过\n办理期");
}

/* What is wrong stands at the field until something is typed. */
static void
test_error (void)
{
  g_autoptr (HallStage) stage = hall_stage_new ();
  HallTextField *field = show_field (stage, HALL_TEXT_ENTRY, FALSE);

  g_assert_null (hall_text_field_get_error (field));
  hall_text_field_set_error (field, "needs a reason");
  g_assert_cmpstr (hall_text_field_get_error (field), ==, "needs a reason");
  gtk_test_accessible_assert_property (hall_text_field_get_editor (field), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       "Reason");
  hall_text_field_set_text (field, "a");
  g_assert_null (hall_text_field_get_error (field));
}

static char *
file_of_draft (const char *address, const char *field)
{
  g_autofree char *hash = g_compute_checksum_for_string (G_CHECKSUM_SHA256, address, -1);
  g_autofree char *name = g_strdup_printf ("0-%s", field);
  g_autofree char *path = NULL;
  char *text = NULL;

  hash[16] = '\0';
  path = g_build_filename (g_get_user_state_dir (), "halldesk", "drafts", hash, name, NULL);
  return g_file_get_contents (path, &text, NULL, NULL) ? text : NULL;
}

/* What is typed is there again after the program has gone; the number of an identity paper is not. */
static void
test_draft (void)
{
  const char *address = "/some/hall.db";
  const char *name = "G05-2026-000017-note-text";
  HallTextField *field = HALL_TEXT_FIELD (g_object_ref_sink (hall_text_field_new (HALL_TEXT_NOTES, "Note")));
  g_autofree char *on_disk = NULL;
  g_autofree char *gone = NULL;

  HALL_PROVES ("004-13 002-27");
  hall_text_field_keep_draft (field, address, 0, name);
  hall_text_field_set_text (field, "证件 11010519491231002X\n要过户");
  check_text (field, "证件 11010519491231002X\n要过户");
  on_disk = file_of_draft (address, name);
  g_assert_cmpstr (on_disk, ==, "证件 **************002X\n要过户");
  g_assert_finalize_object (field);

  field = HALL_TEXT_FIELD (g_object_ref_sink (hall_text_field_new (HALL_TEXT_NOTES, "Note")));
  hall_text_field_keep_draft (field, address, 0, name);
  check_text (field, "证件 **************002X\n要过户");
  hall_text_field_drop_draft (field);
  check_text (field, "");
  gone = file_of_draft (address, name);
  g_assert_null (gone);
  g_assert_finalize_object (field);
}

int
main (int argc, char **argv)
{
  hall_stage_init (&argc, &argv);
  g_test_add_func ("/text-field/words-to-avoid", test_words_to_avoid);
  g_test_add_func ("/text-field/one-after-the-other", test_one_after_the_other);
  g_test_add_func ("/text-field/own-words", test_own_words);
  g_test_add_func ("/text-field/lines", test_lines);
  g_test_add_func ("/text-field/error", test_error);
  g_test_add_func ("/text-field/draft", test_draft);
  return hall_stage_run ();
}
