/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Keeping the knowledge base (000-05): administrators alone write it, and every change is a new version. */

#include <glib/gi18n-lib.h>

#include "hall-knowledge-private.h"
#include "hall-setup-file.h"
#include "hall-tx.h"

static GVariant *
warnings_to_variant (GPtrArray *warnings)
{
  GVariantBuilder list = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("av"));

  for (guint i = 0; i < warnings->len; i++) {
    const HallSetupFault *warning = g_ptr_array_index (warnings, i);
    GVariantBuilder one = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE_VARDICT);

    g_variant_builder_add (&one, "{sv}", "field", g_variant_new_string (warning->place));
    g_variant_builder_add (&one, "{sv}", "rule", g_variant_new_string (warning->rule));
    g_variant_builder_add (&one, "{sv}", "message", g_variant_new_string (warning->what));
    g_variant_builder_add (&list, "v", g_variant_builder_end (&one));
  }
  return g_variant_builder_end (&list);
}

/* What is not said stays as it is; what is said to be empty becomes so. */
static HallKnowledgeItem *
given_item (HallTx *tx, HallKnowledgeItem *before)
{
  HallKnowledgeItem *item = hall_knowledge_item_copy (before);
  g_autoptr (GVariant) active = hall_tx_value (tx, "active");

  for (gsize i = 0; i < HALL_KNOWLEDGE_FIELDS; i++) {
    char **own = hall_knowledge_text (item, &hall_knowledge_fields[i]);
    const char *given = NULL;

    if (own != NULL && g_variant_lookup (tx->command->args, hall_knowledge_fields[i].name, "&s", &given)) {
      g_free (*own);
      *own = g_strdup (given);
    }
  }
  if (active != NULL)
    item->active = g_variant_get_boolean (active);
  return item;
}

static gboolean
do_set_knowledge (HallTx *tx, GError **error)
{
  const char *code = hall_tx_text (tx, "code");
  const HallSlots slots = { .db = tx->db, .zone = tx->zone, .now = tx->now, .today = tx->today };
  g_autoptr (GPtrArray) faults = hall_setup_faults_new ();
  g_autoptr (GPtrArray) warnings = hall_setup_faults_new ();
  g_autoptr (HallKnowledgeItem) before = NULL;
  g_autoptr (HallKnowledgeItem) item = NULL;
  gint64 number;

  if (code != NULL && !hall_knowledge_load (tx->db, code, &before, error))
    return FALSE;
  item = given_item (tx, before);
  if (!hall_knowledge_check (&slots, item, "", faults, warnings, error))
    return FALSE;
  if (faults->len > 0) {
    const HallSetupFault *first = g_ptr_array_index (faults, 0);

    hall_set_error (error, HALL_ERROR_INVALID, first->rule, first->place, "%s", first->what);
    return FALSE;
  }
  if (*item->code == '\0') {
    if (!hall_knowledge_next_code (tx->db, &number, error))
      return FALSE;
    g_free (item->code);
    item->code = hall_knowledge_code (number);
  }
  if (!hall_knowledge_write (tx->db, item, tx->staff, tx->now, error))
    return FALSE;
  hall_tx_answer_text (tx, "code", item->code);
  hall_tx_answer_int (tx, "version", item->version);
  if (warnings->len > 0)
    hall_tx_answer_value (tx, "warnings", warnings_to_variant (warnings));
  return TRUE;
}

static gboolean
do_import_knowledge (HallTx *tx, GError **error)
{
  g_autoptr (GPtrArray) warnings = hall_setup_faults_new ();

  if (!hall_knowledge_import (tx, warnings, error))
    return FALSE;
  if (warnings->len > 0)
    hall_tx_answer_value (tx, "warnings", warnings_to_variant (warnings));
  return TRUE;
}

const HallCommandSpec hall_commands_knowledge[] = {
  { "set-knowledge", HALL_ROLE_ADMIN, HALL_COMMAND_ANYWHERE,
    "code?:word kind?:word question?:line answer?:text remark?:text online?:text offline?:text fee_rule?:text"
    " active?:bool",
    HALL_TOPIC_SETUP, do_set_knowledge },
  { "import-knowledge", HALL_ROLE_ADMIN, HALL_COMMAND_ANYWHERE, "source:line data:bytes", HALL_TOPIC_SETUP,
    do_import_knowledge },
  { NULL },
};
