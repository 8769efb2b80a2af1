/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The knowledge base (000-05, 000-30..32): one answer to a question, whoever is asked. A version that was
 * written is never changed: the record of an answer names the one that was read out (004-35). */

#include "hall-knowledge.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "hall-knowledge-private.h"
#include "hall-matter.h"
#include "hall-pinyin.h"
#include "hall-text.h"

G_DEFINE_FINAL_TYPE (HallKnowledgeItem, hall_knowledge_item, G_TYPE_OBJECT)

static void
hall_knowledge_item_finalize (GObject *object)
{
  HallKnowledgeItem *self = HALL_KNOWLEDGE_ITEM (object);
  char *texts[] = { self->code,     self->kind,     self->question, self->answer,
                    self->spoken,   self->remark,   self->online,   self->offline,
                    self->fee_rule, self->initials, self->staff,    self->staff_name };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    g_free (texts[i]);
  G_OBJECT_CLASS (hall_knowledge_item_parent_class)->finalize (object);
}

static void
hall_knowledge_item_class_init (HallKnowledgeItemClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = hall_knowledge_item_finalize;
}

static void
hall_knowledge_item_init (HallKnowledgeItem *self)
{
}

/* The four columns of S000 first, in its order. */
const HallKnowledgeField hall_knowledge_fields[HALL_KNOWLEDGE_FIELDS] = {
  { "kind", "问题类型", G_STRUCT_OFFSET (HallKnowledgeItem, kind), 20, FALSE, TRUE },
  { "question", "用户问题示例", G_STRUCT_OFFSET (HallKnowledgeItem, question), 200, FALSE, TRUE },
  { "answer", "标准回答话术", G_STRUCT_OFFSET (HallKnowledgeItem, answer), 2000, TRUE, TRUE },
  { "remark", "备注", G_STRUCT_OFFSET (HallKnowledgeItem, remark), 1000, TRUE, FALSE },
  { "code", "编号", G_STRUCT_OFFSET (HallKnowledgeItem, code), 20, FALSE, FALSE },
  { "online", "线上路径", G_STRUCT_OFFSET (HallKnowledgeItem, online), 500, TRUE, FALSE },
  { "offline", "线下办法", G_STRUCT_OFFSET (HallKnowledgeItem, offline), 500, TRUE, FALSE },
  { "fee_rule", "费用规则", G_STRUCT_OFFSET (HallKnowledgeItem, fee_rule), 500, TRUE, FALSE },
  { "active", "启用", G_STRUCT_OFFSET (HallKnowledgeItem, active), 10, FALSE, FALSE },
};

/* --- Kinds --- */

static const struct {
  const char *name;
  const char *title;    /* for people */
  const char *words[4]; /* in a file; the first is written */
} kinds[] = {
  { "business", N_ ("Business"), { "业务办理", "办理", "业务" } },
  { "fee", N_ ("Fees"), { "收费", "费用", "缴费" } },
  { "policy", N_ ("Rules"), { "政策", "规定", "咨询" } },
  { "fault", N_ ("Faults and repairs"), { "故障报修", "报修", "故障" } },
  { "complaint", N_ ("Complaints"), { "投诉", "投诉建议", "建议" } },
  { "other", N_ ("Other"), { "其他" } },
};

/**
 * hall_knowledge_kinds:
 *
 * Returns: (transfer none) (array zero-terminated=1): the kinds of items, in the order of a list
 */
const char *const *
hall_knowledge_kinds (void)
{
  static const char *const names[] = { "business", "fee", "policy", "fault", "complaint", "other", NULL };

  return names;
}

/**
 * hall_knowledge_kind_title:
 * @kind: a kind
 *
 * Returns: (transfer none): what it is called on screen
 */
const char *
hall_knowledge_kind_title (const char *kind)
{
  for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (g_strcmp0 (kinds[i].name, kind) == 0)
      return g_dgettext (GETTEXT_PACKAGE, kinds[i].title);
  return kind;
}

/* By its name, or by what a file calls it; NULL for no kind. */
const char *
hall_knowledge_kind_from_text (const char *text)
{
  for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (g_strcmp0 (kinds[i].name, text) == 0 || g_strv_contains (kinds[i].words, text))
      return kinds[i].name;
  return NULL;
}

/* What a file calls it. */
const char *
hall_knowledge_kind_word (const char *kind)
{
  for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (g_strcmp0 (kinds[i].name, kind) == 0)
      return kinds[i].words[0];
  return kind;
}

/* --- Codes --- */

/* K001, K002, ...: for items that nobody gave a code to. */
char *
hall_knowledge_code (gint64 number)
{
  return g_strdup_printf ("K%03d", (int)number);
}

/* The number behind the last one that was used. */
gboolean
hall_knowledge_next_code (HallDb *db, gint64 *number, GError **error)
{
  g_autoptr (GError) local = NULL;
  g_autoptr (HallRows) rows = hall_db_query (db, error, "SELECT DISTINCT code FROM knowledge", "");

  *number = 1;
  if (rows == NULL)
    return FALSE;
  while (hall_rows_next (rows, &local)) {
    const char *code = hall_rows_text (rows, 0);
    guint64 used;

    if (*code == 'K' && g_ascii_string_to_unsigned (code + 1, 10, 1, 999999, &used, NULL))
      *number = MAX (*number, (gint64)used + 1);
  }
  if (local == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

/* --- Items --- */

char **
hall_knowledge_text (HallKnowledgeItem *self, const HallKnowledgeField *field)
{
  return field->offset == G_STRUCT_OFFSET (HallKnowledgeItem, active)
             ? NULL
             : G_STRUCT_MEMBER_P (self, field->offset);
}

/* To be changed into the next version. */
HallKnowledgeItem *
hall_knowledge_item_copy (HallKnowledgeItem *self)
{
  HallKnowledgeItem *copy = g_object_new (HALL_TYPE_KNOWLEDGE_ITEM, NULL);

  for (gsize i = 0; i < HALL_KNOWLEDGE_FIELDS; i++) {
    char **text = hall_knowledge_text (copy, &hall_knowledge_fields[i]);

    if (text != NULL)
      *text = g_strdup (self != NULL ? *hall_knowledge_text (self, &hall_knowledge_fields[i]) : "");
  }
  copy->active = self == NULL || self->active;
  copy->version = self != NULL ? self->version : 0;
  return copy;
}

gboolean
hall_knowledge_is_same (HallKnowledgeItem *self, HallKnowledgeItem *other)
{
  for (gsize i = 0; i < HALL_KNOWLEDGE_FIELDS; i++) {
    char **text = hall_knowledge_text (self, &hall_knowledge_fields[i]);

    if (text != NULL && g_strcmp0 (*text, *hall_knowledge_text (other, &hall_knowledge_fields[i])) != 0)
      return FALSE;
  }
  return self->active == other->active;
}

#define ITEM_QUERY                                                                                           \
  "SELECT k.code, k.version, k.kind, k.question, k.answer, k.remark, k.online, k.offline, k.fee_rule,"       \
  " k.initials, k.active, k.staff, s.name, k.at FROM knowledge k LEFT JOIN staff s ON s.number = k.staff"    \
  " WHERE k.version = (SELECT max (n.version) FROM knowledge n WHERE n.code = k.code)"

static HallKnowledgeItem *
item_from_row (HallRows *rows)
{
  HallKnowledgeItem *item = g_object_new (HALL_TYPE_KNOWLEDGE_ITEM, NULL);

  item->code = hall_rows_dup (rows, 0);
  item->version = hall_rows_int (rows, 1);
  item->kind = hall_rows_dup (rows, 2);
  item->question = hall_rows_dup (rows, 3);
  item->answer = hall_rows_dup (rows, 4);
  item->remark = hall_rows_dup (rows, 5);
  item->online = hall_rows_dup (rows, 6);
  item->offline = hall_rows_dup (rows, 7);
  item->fee_rule = hall_rows_dup (rows, 8);
  item->initials = hall_rows_dup (rows, 9);
  item->active = hall_rows_int (rows, 10) != 0;
  item->staff = hall_rows_dup (rows, 11);
  item->staff_name = hall_rows_dup (rows, 12);
  item->at = hall_rows_int (rows, 13);
  return item;
}

/* The newest version of an item; *item is NULL when there is none. */
gboolean
hall_knowledge_load (HallDb *db, const char *code, HallKnowledgeItem **item, GError **error)
{
  g_autoptr (GError) local = NULL;
  g_autoptr (HallRows) rows = hall_db_query (db, error, ITEM_QUERY " AND k.code = ?1", "t", code);

  *item = NULL;
  if (rows == NULL)
    return FALSE;
  if (hall_rows_next (rows, &local))
    *item = item_from_row (rows);
  if (local == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

/* All items by their codes, as of their newest versions. */
GPtrArray *
hall_knowledge_load_all (HallDb *db, gboolean inactive, GError **error)
{
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GError) local = NULL;
  g_autoptr (HallRows) rows = hall_db_query (db, error, ITEM_QUERY " ORDER BY k.code", "");

  if (rows == NULL)
    return NULL;
  while (hall_rows_next (rows, &local)) {
    g_autoptr (HallKnowledgeItem) item = item_from_row (rows);

    if (inactive || item->active)
      g_ptr_array_add (items, g_steal_pointer (&item));
  }
  if (local == NULL)
    return g_steal_pointer (&items);
  g_propagate_error (error, g_steal_pointer (&local));
  return NULL;
}

/* --- What is wrong with one --- */

/* 28.5 元, 3个工作日: where it is a figure that the data should say; NULL for none. */
static char *
typed_figure (const char *text)
{
  static const char *const units[] = { "元", "个工作日", "小时", "分钟", "天" };

  for (const char *at = text; *at != '\0'; at++) {
    const char *begin = at;
    const char *end;

    if (!g_ascii_isdigit (*at))
      continue;
    at += strspn (at, "0123456789.") - 1;
    end = at + 1 + strspn (at + 1, " ");
    for (gsize i = 0; i < G_N_ELEMENTS (units); i++)
      if (g_str_has_prefix (end, units[i]))
        return g_strndup (begin, end + strlen (units[i]) - begin);
  }
  return NULL;
}

static void
warn (HallKnowledgeItem *item, const char *place, GPtrArray *warnings)
{
  g_autofree char *figure = typed_figure (item->answer);

  if (g_str_equal (item->kind, "business") && *item->offline == '\0')
    hall_setup_fault_add (warnings, place, "offline", "S000 4",
                          _ ("say also what to do who cannot do it on line"));
  if (g_str_equal (item->kind, "business") && *item->online == '\0')
    hall_setup_fault_add (warnings, place, "online", "S000 4",
                          _ ("say the whole way on line, or that there is none"));
  if (g_str_equal (item->kind, "fee") && *item->fee_rule == '\0')
    hall_setup_fault_add (warnings, place, "fee_rule", "S000 4", _ ("say how the fee is worked out"));
  if (g_str_equal (item->kind, "fee") && *item->remark == '\0')
    hall_setup_fault_add (warnings, place, "remark", "S000 4",
                          _ ("say what the customer should look out for"));
  if (figure != NULL)
    hall_setup_fault_add (warnings, place, "answer", "S000 3.4",
                          _ ("“%s” is typed: let the data say it, with a word in braces, or it grows old"),
                          figure);
}

static gboolean
check_slots (const HallSlots *slots,
             const char *text,
             const char *place,
             const char *name,
             GPtrArray *faults,
             GError **error)
{
  g_autofree char *unknown = NULL;
  g_autofree char *known = NULL;

  if (!hall_slots_check (slots, text, &unknown, error))
    return FALSE;
  if (unknown == NULL)
    return TRUE;
  known = hall_slots_known ();
  hall_setup_fault_add (faults, place, name, "S000 3.4", _ ("the hall has no figure for “%s”; there are: %s"),
                        unknown, known);
  return TRUE;
}

static void
check_text (HallKnowledgeItem *item, const HallKnowledgeField *field, const char *place, GPtrArray *faults)
{
  char **text = hall_knowledge_text (item, field);
  g_autoptr (GError) bad = NULL;

  if (text == NULL)
    return;
  g_strstrip (*text);
  if (field->needed && **text == '\0')
    hall_setup_fault_add (faults, place, field->name, "S000 4",
                          _ ("an item has a kind, an example question and a standard answer"));
  else if (**text != '\0'
           && !hall_text_check (*text, -1, field->name, field->max,
                                field->lines ? HALL_TEXT_LINES : HALL_TEXT_ONE_LINE, &bad))
    hall_setup_fault_add (faults, place, field->name, NULL, "%s", bad->message);
}

/**
 * hall_knowledge_check:
 * @slots: where figures come from
 * @item: an item as somebody wants to have it; its kind becomes the name of the kind
 * @place: where it is in its file, "" for none
 * @faults: (element-type HallSetupFault): gets why it cannot be kept: a slot that nothing fills (000-20)
 * @warnings: (element-type HallSetupFault): gets what it lacks and is kept without: the way off line
 * (000-31), the rule of a fee (000-32)
 * @error: what the database says
 *
 * Returns: whether it could be looked at
 */
gboolean
hall_knowledge_check (const HallSlots *slots,
                      HallKnowledgeItem *item,
                      const char *place,
                      GPtrArray *faults,
                      GPtrArray *warnings,
                      GError **error)
{
  guint before = faults->len;
  const char *kind;

  for (gsize i = 0; i < HALL_KNOWLEDGE_FIELDS; i++)
    check_text (item, &hall_knowledge_fields[i], place, faults);
  kind = hall_knowledge_kind_from_text (item->kind);
  if (kind == NULL && *item->kind != '\0')
    hall_setup_fault_add (faults, place, "kind", "S000 4",
                          _ ("a kind is one of: 业务办理、收费、政策、故障报修、投诉、其他"));
  if (strspn (item->code, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_")
      != strlen (item->code))
    hall_setup_fault_add (faults, place, "code", NULL, _ ("a code has letters, figures and - only"));
  if (faults->len > before)
    return TRUE;
  g_free (item->kind);
  item->kind = g_strdup (kind);
  if (!check_slots (slots, item->answer, place, "answer", faults, error)
      || !check_slots (slots, item->online, place, "online", faults, error)
      || !check_slots (slots, item->offline, place, "offline", faults, error)
      || !check_slots (slots, item->fee_rule, place, "fee_rule", faults, error)
      || !check_slots (slots, item->remark, place, "remark", faults, error))
    return FALSE;
  if (faults->len == before)
    warn (item, place, warnings);
  return TRUE;
}

/**
 * hall_knowledge_write:
 * @db: a connection, in a writing transaction
 * @item: a checked item with a code
 * @staff: who writes it
 * @now: µs
 * @error: what the database says
 *
 * Keeps it as the next version of its code, in @item too.
 *
 * Returns: whether it is kept
 */
gboolean
hall_knowledge_write (HallDb *db, HallKnowledgeItem *item, const char *staff, gint64 now, GError **error)
{
  g_autofree char *initials = hall_pinyin_initials (item->question);

  if (!hall_db_get_int (db, &item->version, error,
                        "SELECT coalesce (max (version), 0) + 1 FROM knowledge WHERE code = ?1", "t",
                        item->code))
    return FALSE;
  return hall_db_exec (
      db, error,
      "INSERT INTO knowledge (code, version, kind, question, answer, remark, online, offline,"
      " fee_rule, initials, active, staff, at) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10,"
      " ?11, ?12, ?13)",
      "tittttttttiti", item->code, item->version, item->kind, item->question, item->answer, item->remark,
      item->online, item->offline, item->fee_rule, initials, (gint64)item->active, staff, now);
}
