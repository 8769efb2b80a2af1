/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "hall-voice.h"

#include <string.h>

static const char *const digits[] = { "零", "一", "二", "三", "四", "五", "六", "七", "八", "九" };

/* Below ten thousand, the way one says it: 10 十, 12 十二, 105 一百零五. */
static void
append_number_word (GString *text, gint64 number)
{
  static const struct {
    gint64 value;
    const char *word;
  } units[] = { { 1000, "千" }, { 100, "百" }, { 10, "十" }, { 1, "" } };
  gboolean started = FALSE;
  gboolean gap = FALSE;

  for (gsize i = 0; i < G_N_ELEMENTS (units); i++) {
    gint64 digit = number / units[i].value % 10;

    if (digit == 0) {
      gap = started;
      continue;
    }
    if (gap)
      g_string_append (text, digits[0]);
    if (!(digit == 1 && units[i].value == 10 && !started))
      g_string_append (text, digits[digit]);
    g_string_append (text, units[i].word);
    started = TRUE;
    gap = FALSE;
  }
}

/* Letters as they stand, digits one by one, a space before each: a synthesizer would read 015 as fifteen. */
static void
append_label (GString *text, const char *label, gboolean chinese)
{
  for (const char *p = label; *p != '\0'; p = g_utf8_next_char (p)) {
    if (p != label)
      g_string_append_c (text, ' ');
    if (chinese && g_ascii_isdigit (*p))
      g_string_append (text, digits[g_ascii_digit_value (*p)]);
    else
      g_string_append_unichar (text, g_utf8_get_char (p));
  }
}

/**
 * hall_voice_call_text:
 * @label: a ticket's label, such as "A015"
 * @counter: the counter's number, 1 to 9999
 * @language: "zh" or "en", a region may follow
 *
 * The sentence that calls a ticket to a counter: digits one by one, the counter as a number (`S004 5.2`). It
 * never has a name in it, because a ticket's label is all there is to say. The words are those of the
 * language spoken, whatever language the screens are in.
 *
 * Returns: (transfer full): the sentence
 */
char *
hall_voice_call_text (const char *label, gint64 counter, const char *language)
{
  g_autoptr (GString) text = g_string_new (NULL);

  g_return_val_if_fail (label != NULL && g_utf8_validate (label, -1, NULL), NULL);
  g_return_val_if_fail (counter > 0 && counter < 10000, NULL);
  g_return_val_if_fail (language != NULL, NULL);

  if (g_str_has_prefix (language, "zh")) {
    g_string_append (text, "请");
    append_label (text, label, TRUE);
    g_string_append (text, "号到");
    append_number_word (text, counter);
    g_string_append (text, "号窗口办理业务");
  } else {
    g_string_append (text, "Number ");
    append_label (text, label, FALSE);
    g_string_append_printf (text, ", please go to counter %" G_GINT64_FORMAT, counter);
  }
  return g_string_free (g_steal_pointer (&text), FALSE);
}
