/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "hall-slots.h"

#include <string.h>

#include "hall-case-private.h"
#include "hall-deadline.h"
#include "hall-matter.h"
#include "hall-time.h"

/*
 * Words in braces that stand for figures of the hall, so that what is read aloud is what the data says
 * (000-20):
 *
 *   {hall} {org} {slogan} {phone} {enquiry_phone} {hours}     of the hall
 *   {season} {room_temperature} {tariff_home}                 options of that name
 *   {fee} {B1.fee}                                            of the matter in front; of the matter B1
 *   {repair.phone}                                            of a department
 */

#define MISSING "……" /* what the clerk fills by speaking */

static const char *const hall_names[] = { "hall",          "org",   "slogan", "phone",
                                          "enquiry_phone", "hours", "season", "room_temperature" };
static const char *const matter_names[] = { "matter",     "fee",   "promise", "due",       "place",
                                            "conditions", "basis", "online",  "materials", "notice_days" };
static const char *const department_names[] = { "department", "contact", "phone" };

static gboolean
is_one_of (const char *const *names, gsize n, const char *name)
{
  for (gsize i = 0; i < n; i++)
    if (g_str_equal (names[i], name))
      return TRUE;
  return FALSE;
}

#define IS_ONE_OF(names, name) is_one_of (names, G_N_ELEMENTS (names), name)

static char *
hall_value (const HallSlots *self, const char *name, GError **error)
{
  static const char *const columns[][2] = {
    { "hall", "SELECT hall_name FROM hall" },
    { "org", "SELECT org_name FROM hall" },
    { "slogan", "SELECT slogan FROM hall" },
    { "phone", "SELECT phone FROM hall" },
    { "hours", "SELECT f.value || '至' || u.value FROM option f, option u WHERE f.name = 'open_from' AND"
               " u.name = 'open_until'" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (columns); i++)
    if (g_str_equal (columns[i][0], name))
      return hall_db_get_text (self->db, error, columns[i][1], "");
  return hall_db_get_text (self->db, error, "SELECT value FROM option WHERE name = ?1", "t", name);
}

/* When it would be done, were it accepted now. */
static char *
due_of (const HallSlots *self, const HallMatterData *matter, GError **error)
{
  HallCaseRow row = { .due_kind = matter->due_kind, .due_count = matter->due_count };
  g_auto (HallCaseHours) hours = { 0 };
  HallDeadline deadline = { .begin = HALL_BEGIN_ACCEPTED, .begin_us = self->now };
  g_autoptr (HallDue) due = NULL;

  if (!hall_case_term (&row, &deadline.term))
    return g_strdup (matter->promise);
  if (!hall_case_hours_load (self->db, self->zone, &hours, error))
    return NULL;
  due = hall_due_compute (&deadline, &hours.hours, self->now, error);
  return due != NULL ? hall_time_format (self->zone, due->due_us, "%-m月%-d日%H:%M") : NULL;
}

/* What a person brings without fail; what only a company brings is told to companies. */
static char *
materials_of (const HallMatterData *matter)
{
  g_autoptr (GString) names = g_string_new (NULL);

  for (guint i = 0; i < matter->items->len; i++) {
    const HallMatterItem *item = g_ptr_array_index (matter->items, i);

    if (item->mandatory && !g_str_equal (item->applicant, "company"))
      g_string_append_printf (names, "%s%s", names->len > 0 ? "、" : "", item->name);
  }
  return g_string_free (g_steal_pointer (&names), FALSE);
}

static char *
matter_value (const HallSlots *self, const char *code, const char *name, GError **error)
{
  gboolean known = FALSE;
  g_autoptr (HallMatterData) matter = hall_matter_read_on (self->db, code, self->today, &known, error);

  if (matter == NULL || !known)
    return NULL;
  if (g_str_equal (name, "due"))
    return due_of (self, matter, error);
  if (g_str_equal (name, "materials"))
    return materials_of (matter);
  if (g_str_equal (name, "notice_days"))
    return g_strdup_printf ("%d", (int)(matter->notice_days > 0 ? matter->notice_days : HALL_NOTICE_DAYS));
  return g_strdup (g_str_equal (name, "matter")       ? matter->name
                   : g_str_equal (name, "fee")        ? matter->fee
                   : g_str_equal (name, "promise")    ? matter->promise
                   : g_str_equal (name, "place")      ? matter->place
                   : g_str_equal (name, "conditions") ? matter->conditions
                   : g_str_equal (name, "basis")      ? matter->basis
                                                      : matter->online);
}

static char *
department_value (const HallSlots *self, const char *code, const char *name, GError **error)
{
  return hall_db_get_text (self->db, error,
                           g_str_equal (name, "phone")     ? "SELECT phone FROM department WHERE code = ?1"
                           : g_str_equal (name, "contact") ? "SELECT contact FROM department WHERE code = ?1"
                                                           : "SELECT name FROM department WHERE code = ?1",
                           "t", code);
}

/* NULL with no error when there is no such figure, or none is known of it. */
static char *
value_of (const HallSlots *self, const char *slot, GError **error)
{
  g_auto (GStrv) parts = g_strsplit (slot, ".", 2);
  g_autoptr (GError) local = NULL;
  char *value = NULL;

  /* Of braces with nothing in between there is not even a first part. */
  if (parts[0] == NULL)
    return NULL;
  if (parts[1] == NULL && (IS_ONE_OF (hall_names, slot) || g_str_has_prefix (slot, "tariff_")))
    value = hall_value (self, slot, &local);
  else if (parts[1] == NULL && IS_ONE_OF (matter_names, slot) && self->matter != NULL)
    value = matter_value (self, self->matter, slot, &local);
  else if (parts[1] != NULL && IS_ONE_OF (matter_names, parts[1]))
    value = matter_value (self, parts[0], parts[1], &local);
  else if (parts[1] != NULL && IS_ONE_OF (department_names, parts[1]))
    value = department_value (self, parts[0], parts[1], &local);
  if (local != NULL)
    g_propagate_error (error, g_steal_pointer (&local));
  return value;
}

/* The same, looked up once. */
static char *
known_value (const HallSlots *self, const char *slot, GError **error)
{
  const char *known = self->known != NULL ? g_hash_table_lookup (self->known, slot) : NULL;
  char *value;

  if (known != NULL)
    return g_strdup (known);
  value = value_of (self, slot, error);
  if (value != NULL && self->known != NULL)
    g_hash_table_insert (self->known, g_strdup (slot), g_strdup (value));
  return value;
}

/* The next slot from *at on; *at is then behind it and *begin at its brace. NULL when there is none; a brace
 * that is not closed encloses "", which nothing is called. */
static char *
next_slot (const char **at, const char **begin)
{
  const char *open = strchr (*at, '{');
  const char *close;

  if (open == NULL)
    return NULL;
  close = strchr (open, '}');
  *begin = open;
  *at = close != NULL ? close + 1 : open + strlen (open);
  return close != NULL ? g_strndup (open + 1, close - open - 1) : g_strdup ("");
}

/**
 * hall_slots_fill:
 * @self: where the figures come from
 * @text: an answer with slots in braces
 * @error: what the database says
 *
 * Puts the figures in (000-20). What has none becomes ……, which the clerk fills by speaking. A figure that
 * has braces in it stays as it is.
 *
 * Returns: (transfer full) (nullable): the text to say
 */
char *
hall_slots_fill (const HallSlots *self, const char *text, GError **error)
{
  g_autoptr (GString) filled = g_string_new (NULL);
  const char *at = text;

  g_return_val_if_fail (self != NULL && text != NULL, NULL);

  for (;;) {
    const char *begin = NULL;
    const char *before = at;
    g_autofree char *slot = next_slot (&at, &begin);
    g_autoptr (GError) local = NULL;
    g_autofree char *value = slot != NULL ? known_value (self, slot, &local) : NULL;

    if (local != NULL) {
      g_propagate_error (error, g_steal_pointer (&local));
      return NULL;
    }
    if (slot == NULL) {
      g_string_append (filled, before);
      return g_string_free (g_steal_pointer (&filled), FALSE);
    }
    g_string_append_len (filled, before, begin - before);
    g_string_append (filled, value != NULL && *value != '\0' ? value : MISSING);
  }
}

static gboolean
is_known (const HallSlots *self, const char *slot, GError **error)
{
  g_autofree char *value = NULL;

  if (IS_ONE_OF (hall_names, slot) || IS_ONE_OF (matter_names, slot))
    return TRUE;
  value = value_of (self, slot, error);
  return value != NULL;
}

/**
 * hall_slots_check:
 * @self: where the figures come from
 * @text: an answer with slots in braces
 * @unknown: (out) (nullable): the first slot that the hall knows nothing for, as it is written; %NULL for
 * none
 * @error: what the database says
 *
 * Returns: whether the slots of @text could be looked at
 */
gboolean
hall_slots_check (const HallSlots *self, const char *text, char **unknown, GError **error)
{
  const char *at = text;

  g_return_val_if_fail (self != NULL && text != NULL && unknown != NULL, FALSE);

  *unknown = NULL;
  for (;;) {
    const char *begin = NULL;
    g_autofree char *slot = next_slot (&at, &begin);
    g_autoptr (GError) local = NULL;

    if (slot == NULL)
      return TRUE;
    if (!is_known (self, slot, &local)) {
      if (local != NULL) {
        g_propagate_error (error, g_steal_pointer (&local));
        return FALSE;
      }
      *unknown = g_strndup (begin, at - begin);
      return TRUE;
    }
  }
}

/**
 * hall_slots_known:
 *
 * Returns: (transfer full): the slots that there are, for people: {hall} {org} ... {B1.fee}
 */
char *
hall_slots_known (void)
{
  GString *known = g_string_new (NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (hall_names); i++)
    g_string_append_printf (known, "{%s} ", hall_names[i]);
  for (gsize i = 0; i < G_N_ELEMENTS (matter_names); i++)
    g_string_append_printf (known, "{%s} ", matter_names[i]);
  g_string_append (known, "{B1.fee} {tariff_…} {repair.phone}");
  return g_string_free (known, FALSE);
}
