/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "hall-paper.h"

#include "hall-paper-private.h"

#include <glib/gi18n-lib.h>

#include "hall-error.h"

typedef HallSheet *(*LayOut) (GVariant *content, GStrv reprint);

static const struct {
  const char *kind;
  const char *form;
  LayOut lay_out;
} papers[] = {
  { "ticket", "roll80", hall_ticket_paper_lay_out },
  { "receipt", "roll80", hall_receipt_paper_lay_out },
  { "receipt", "a5", hall_receipt_a5_lay_out },
  { "test", "roll80", hall_test_paper_lay_out },
  { "notice", "roll80", hall_notice_paper_lay_out },
  { "notice", "a5", hall_notice_a5_lay_out },
  { "acceptance", "roll80", hall_acceptance_paper_lay_out },
  { "acceptance", "a5", hall_acceptance_a5_lay_out },
  { "refusal", "a5", hall_refusal_a5_lay_out }, /* it has no short form: it is signed and stamped */
  { "guide", "roll80", hall_guide_paper_lay_out },
  { "consult", "roll80", hall_consult_paper_lay_out },
};

/* "2026-11-20 10:31:07" -> "2026-11-20T10:31:07"; a paper without a time gets a fixed one, never the clock's.
 */
static char *
made_at (GVariant *content)
{
  const char *at = hall_content_text (content, "at");

  if (at == NULL)
    at = hall_content_text (content, "issued_at");
  if (at != NULL && strlen (at) == 16)
    return g_strdup_printf ("%.10sT%.5s:00", at, at + 11);
  if (at == NULL || strlen (at) < 19)
    return g_strdup ("2000-01-01T00:00:00");
  return g_strdup_printf ("%.10sT%.8s", at, at + 11);
}

/* "补打 第1次  2026-11-20 15:02:44  G07  5号窗口  原因：客户遗失", as the outbox keeps it, in its three
 * parts: which copy, when and who and where, why. */
static GStrv
split_reprint (const char *line)
{
  static const char why[] = "  原因：";
  const char *reason = strstr (line, why);
  g_autofree char *facts = reason != NULL ? g_strndup (line, reason - line) : g_strdup (line);
  g_auto (GStrv) parts = g_strsplit (facts, "  ", 2);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  g_strv_builder_addv (builder, (const char **)parts);
  if (reason != NULL && parts[0] != NULL && parts[1] != NULL)
    g_strv_builder_add (builder, reason + strlen (why));
  return g_strv_builder_end (builder);
}

/**
 * hall_paper_render:
 * @kind: "ticket", "receipt", "test", "notice", "acceptance", "refusal", "guide" or "consult"
 * @form: "roll80", or "a5" for receipts and the papers of a case; a form that a paper does not have falls
 * back to the one that it has
 * @content: an `a{sv}`, all that stands on the paper, as it was decided with its number
 * @reprint_line: (nullable): for a reprint the line of the outbox, its parts two spaces apart: "补打 第1次",
 * when and who and where, "原因：" and why
 * @error: HALL_ERROR_INVALID when there is no such paper, HALL_ERROR_UNAVAILABLE when it cannot be drawn
 *
 * Renders a paper. The same arguments give the same bytes. Characters that no installed font has are shown as
 * their code in a frame and are named in the result. Blocks for milliseconds; any thread, each has fonts of
 * its own.
 *
 * Returns: (transfer full): the paper
 */
HallPaper *
hall_paper_render (
    const char *kind, const char *form, GVariant *content, const char *reprint_line, GError **error)
{
  g_auto (GStrv) reprint = NULL;
  g_autoptr (HallSheet) sheet = NULL;
  g_autofree char *at = NULL;
  LayOut lay_out = NULL;
  const char *title = NULL;
  static const char *const titles[] = { "number",        "label",      "notice_no",
                                        "acceptance_no", "refusal_no", "case_no" };

  g_return_val_if_fail (kind != NULL && form != NULL, NULL);
  g_return_val_if_fail (content != NULL && g_variant_is_of_type (content, G_VARIANT_TYPE_VARDICT), NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (papers); i++)
    if (g_str_equal (papers[i].kind, kind) && (lay_out == NULL || g_str_equal (papers[i].form, form)))
      lay_out = papers[i].lay_out;
  if (lay_out == NULL) {
    /* Translators: %s is the kind of a paper: ticket, receipt */
    hall_set_error (error, HALL_ERROR_INVALID, NULL, "kind", _ ("There is no paper of the kind %s"), kind);
    return NULL;
  }

  if (reprint_line != NULL && *reprint_line != '\0')
    reprint = split_reprint (reprint_line);
  sheet = lay_out (content, reprint);
  at = made_at (content);
  for (guint i = 0; title == NULL && i < G_N_ELEMENTS (titles); i++)
    title = hall_content_text (content, titles[i]);
  return hall_sheet_finish (sheet, title != NULL ? title : kind, at, error);
}

/**
 * hall_paper_open:
 * @pdf: bytes of a paper as hall_paper_render() made them
 * @error: HALL_ERROR_CORRUPT when they are no such paper
 *
 * Takes a paper that was filed back into hand: its size is read from the bytes.
 *
 * Returns: (transfer full): the paper; what was missing in it is not known any more
 */
HallPaper *
hall_paper_open (GBytes *pdf, GError **error)
{
  static const char box[] = "/MediaBox [ 0 0 ";
  gsize size = 0;
  const char *data = g_bytes_get_data (pdf, &size);
  const char *end = data + size;
  const char *found = size > 5 && memcmp (data, "%PDF-", 5) == 0 ? memmem (data, size, box, strlen (box))
                                                                 : NULL;
  g_autofree char *numbers = NULL;
  char *next = NULL;
  HallPaper *self = NULL;

  if (found == NULL || end - found < 64) {
    hall_set_error (error, HALL_ERROR_CORRUPT, NULL, NULL,
                    _ ("What is filed is not one of this hall’s papers"));
    return NULL;
  }
  numbers = g_strndup (found + strlen (box), 40);
  self = g_new0 (HallPaper, 1);
  self->width_mm = g_ascii_strtod (numbers, &next) * 25.4 / 72 + 0.5;
  self->height_mm = g_ascii_strtod (next, NULL) * 25.4 / 72 + 0.5;
  self->pdf = g_bytes_ref (pdf);
  self->hash = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, pdf);
  for (; found != NULL; found = memmem (found + 1, end - found - 1, box, strlen (box)))
    self->pages++;
  return self;
}

/**
 * hall_paper_free:
 * @self: (transfer full) (nullable): a paper
 */
void
hall_paper_free (HallPaper *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->pdf, g_bytes_unref);
  g_free (self->hash);
  g_free (self->missing);
  g_free (self);
}
