/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "hall-cli-private.h"

#include <glib/gi18n-lib.h>

#include "hall-json.h"
#include "hall-paper.h"
#include "hall-views.h"

/* A paper that nobody printed yet is rendered now and filed, so that what is printed later are the same
 * bytes. */
static GBytes *
render_and_file (HallCli *cli, HallEngine *engine, const HallDocument *document, GError **error)
{
  g_autoptr (HallPaper) paper = hall_paper_render (document->kind, document->form, document->content, NULL,
                                                   error);
  g_auto (GVariantBuilder) args = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE_VARDICT);
  g_autoptr (GVariant) answer = NULL;

  if (paper == NULL)
    return NULL;
  g_variant_builder_add (&args, "{sv}", "document", g_variant_new_int64 (document->id));
  g_variant_builder_add (&args, "{sv}", "form", g_variant_new_string (document->form));
  g_variant_builder_add (&args, "{sv}", "pdf",
                         g_variant_new_from_bytes (G_VARIANT_TYPE_BYTESTRING, paper->pdf, TRUE));
  answer = hall_cli_carry_out (cli, engine, "file-paper", g_variant_builder_end (&args), NULL, error);
  return answer != NULL ? g_bytes_ref (paper->pdf) : NULL;
}

static GBytes *
read_paper (HallCli *cli, GError **error)
{
  g_autoptr (HallEngine) engine = hall_cli_open (cli, error);
  g_autoptr (GVariant) params = g_variant_ref_sink (g_variant_new_string (cli->words[0]));
  g_autoptr (HallDocument) document = NULL;
  g_autoptr (GBytes) bytes = NULL;

  if (engine == NULL)
    return NULL;
  document = hall_document_read (engine, params, error);
  if (document == NULL)
    return NULL;
  if (document->pdf != NULL)
    return g_bytes_ref (document->pdf);
  bytes = render_and_file (cli, engine, document, error);
  if (bytes != NULL || !g_error_matches (error != NULL ? *error : NULL, HALL_ERROR, HALL_ERROR_CONFLICT))
    return g_steal_pointer (&bytes);
  /* A printer's process was faster: what it filed is the paper. */
  g_clear_error (error);
  g_clear_pointer (&document, hall_document_free);
  document = hall_document_read (engine, params, error);
  return document != NULL && document->pdf != NULL ? g_bytes_ref (document->pdf) : NULL;
}

/**
 * hall_cli_paper:
 *
 * Writes the stored document of a number, byte for byte as it was or will be printed.
 */
int
hall_cli_paper (HallCli *cli, int argc, char **argv)
{
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GError) error = NULL;
  int status;

  if (!hall_cli_read_options (cli, HALL_CLI_WITH_OUTPUT, NULL, "NUMBER --output FILE.pdf", 1, 1, argc, argv,
                              &status))
    return status;
  if (cli->output == NULL)
    return hall_cli_usage (cli, _ ("say where to with --output FILE.pdf (- for the terminal)"));
  bytes = read_paper (cli, &error);
  if (bytes == NULL || !hall_cli_write_file (cli->output, bytes, &error))
    return hall_cli_fail (cli, error);
  return HALL_CLI_DONE;
}
