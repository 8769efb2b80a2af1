/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "hall-matter.h"

#include <glib/gi18n-lib.h>

#include "hall-calendar.h"
#include "hall-deadline.h"
#include "hall-error.h"
#include "hall-text.h"

/*
 * What a matter asks and promises, as somebody writes it down: the arguments of set-matter, an entry of a
 * file of matters and the sample hall's table are one and the same form.
 */

#define MAX_ITEMS 60
#define MAX_HOURS (HALL_TERM_MAX_MINUTES / 60)

typedef struct {
  const char *name;
  char type; /* t text, l text of several lines, i number, b whether */
  gsize offset;
  gint64 max; /* characters of a text, the largest number */
} Field;

static const Field matter_fields[] = {
  { "code", 't', G_STRUCT_OFFSET (HallMatterData, code), 16 },
  { "category", 't', G_STRUCT_OFFSET (HallMatterData, category), 1 },
  { "name", 't', G_STRUCT_OFFSET (HallMatterData, name), 60 },
  { "name_en", 't', G_STRUCT_OFFSET (HallMatterData, name_en), 100 },
  { "closed", 'b', G_STRUCT_OFFSET (HallMatterData, closed), 1 },
  { "effective_from", 't', G_STRUCT_OFFSET (HallMatterData, effective_from), 10 },
  { "promise", 't', G_STRUCT_OFFSET (HallMatterData, promise), 100 },
  { "promise_en", 't', G_STRUCT_OFFSET (HallMatterData, promise_en), 200 },
  { "due_kind", 't', G_STRUCT_OFFSET (HallMatterData, due_kind), 20 },
  { "due_count", 'i', G_STRUCT_OFFSET (HallMatterData, due_count), HALL_TERM_MAX_MINUTES },
  { "fee", 't', G_STRUCT_OFFSET (HallMatterData, fee), 200 },
  { "excluded", 't', G_STRUCT_OFFSET (HallMatterData, excluded), 200 },
  { "notice_days", 'i', G_STRUCT_OFFSET (HallMatterData, notice_days), 365 },
  { "conditions", 'l', G_STRUCT_OFFSET (HallMatterData, conditions), 500 },
  { "basis", 'l', G_STRUCT_OFFSET (HallMatterData, basis), 500 },
  { "place", 'l', G_STRUCT_OFFSET (HallMatterData, place), 200 },
  { "online", 'l', G_STRUCT_OFFSET (HallMatterData, online), 500 },
};

static const Field item_fields[] = {
  { "code", 't', G_STRUCT_OFFSET (HallMatterItem, code), 32 },
  { "name", 't', G_STRUCT_OFFSET (HallMatterItem, name), 200 },
  { "name_en", 't', G_STRUCT_OFFSET (HallMatterItem, name_en), 200 },
  { "applicant", 't', G_STRUCT_OFFSET (HallMatterItem, applicant), 10 },
  { "form", 't', G_STRUCT_OFFSET (HallMatterItem, form), 10 },
  { "copies", 'i', G_STRUCT_OFFSET (HallMatterItem, copies), 99 },
  { "handling", 't', G_STRUCT_OFFSET (HallMatterItem, handling), 10 },
  { "issuer", 't', G_STRUCT_OFFSET (HallMatterItem, issuer), 200 },
  { "how", 'l', G_STRUCT_OFFSET (HallMatterItem, how), 500 },
  { "basis", 'l', G_STRUCT_OFFSET (HallMatterItem, basis), 200 },
  { "mandatory", 'b', G_STRUCT_OFFSET (HallMatterItem, mandatory), 1 },
  { "may_follow", 'b', G_STRUCT_OFFSET (HallMatterItem, may_follow), 1 },
};

static const char *const due_kinds[] = { "instant", "working-days", "hours", "minutes", NULL };
static const char *const personal[] = {
  "name", "phone", "account", "address", "id-check", "id-number", NULL
};
static const char *const applicants[] = { "all", "person", "company", NULL };
static const char *const forms[] = { "original", "copy", "both", "form", "data", NULL };
static const char *const handlings[] = { "keep", "return", "check", NULL };

static char **
text_at (gconstpointer record, const Field *field)
{
  return (char **)((guint8 *)record + field->offset);
}

static gint64 *
number_at (gconstpointer record, const Field *field)
{
  return (gint64 *)((guint8 *)record + field->offset);
}

static gboolean
is_text (const Field *field)
{
  return field->type == 't' || field->type == 'l';
}

static void
clear_fields (gpointer record, const Field *fields, gsize n)
{
  for (gsize i = 0; i < n; i++)
    if (is_text (&fields[i]))
      g_clear_pointer (text_at (record, &fields[i]), g_free);
}

static void
copy_fields (gpointer to, gconstpointer from, const Field *fields, gsize n)
{
  for (gsize i = 0; i < n; i++)
    if (is_text (&fields[i]))
      *text_at (to, &fields[i]) = g_strdup (*text_at (from, &fields[i]));
    else
      *number_at (to, &fields[i]) = *number_at (from, &fields[i]);
}

static void
item_free (gpointer data)
{
  clear_fields (data, item_fields, G_N_ELEMENTS (item_fields));
  g_free (data);
}

static HallMatterItem *
item_new (void)
{
  HallMatterItem *item = g_new0 (HallMatterItem, 1);

  item->code = g_strdup ("");
  item->name = g_strdup ("");
  item->name_en = g_strdup ("");
  item->applicant = g_strdup ("all");
  item->form = g_strdup ("original");
  item->copies = -1; /* one, and of what is said none */
  item->handling = g_strdup ("check");
  item->issuer = g_strdup ("");
  item->how = g_strdup ("");
  item->basis = g_strdup ("");
  item->mandatory = TRUE;
  return item;
}

void
hall_matter_data_free (HallMatterData *self)
{
  clear_fields (self, matter_fields, G_N_ELEMENTS (matter_fields));
  g_free (self->fields);
  g_ptr_array_unref (self->items);
  g_free (self);
}

/**
 * hall_matter_data_new:
 * @base: (nullable): what is not said otherwise
 *
 * Returns: (transfer full): a matter like @base, or one without anything: done at once, with a name and a
 * telephone number
 */
HallMatterData *
hall_matter_data_new (const HallMatterData *base)
{
  HallMatterData *self = g_new0 (HallMatterData, 1);

  self->items = g_ptr_array_new_with_free_func (item_free);
  if (base == NULL) {
    for (gsize i = 0; i < G_N_ELEMENTS (matter_fields); i++)
      if (is_text (&matter_fields[i]))
        *text_at (self, &matter_fields[i]) = g_strdup ("");
    g_free (self->due_kind);
    self->due_kind = g_strdup ("instant");
    self->notice_days = HALL_NOTICE_DAYS;
    self->fields = g_strdup ("name,phone");
    return self;
  }
  copy_fields (self, base, matter_fields, G_N_ELEMENTS (matter_fields));
  self->fields = g_strdup (base->fields);
  self->version = base->version;
  for (guint i = 0; i < base->items->len; i++) {
    HallMatterItem *item = g_new0 (HallMatterItem, 1);

    copy_fields (item, g_ptr_array_index (base->items, i), item_fields, G_N_ELEMENTS (item_fields));
    g_ptr_array_add (self->items, item);
  }
  return self;
}

static void
fault_free (gpointer data)
{
  HallSetupFault *self = data;

  g_free (self->place);
  g_free (self->rule);
  g_free (self->what);
  g_free (self);
}

/**
 * hall_setup_faults_new:
 *
 * Returns: (transfer full) (element-type HallSetupFault): where faults are collected
 */
GPtrArray *
hall_setup_faults_new (void)
{
  return g_ptr_array_new_with_free_func (fault_free);
}

/**
 * hall_setup_fault_add:
 * @faults: (element-type HallSetupFault): where it goes
 * @place: where @name is: "" or "matters[3]."
 * @name: of what
 * @rule: (nullable): the rule of the hall
 * @format: what is wrong, for people
 * @...: what stands in it
 */
void
hall_setup_fault_add (
    GPtrArray *faults, const char *place, const char *name, const char *rule, const char *format, ...)
{
  HallSetupFault *fault = g_new0 (HallSetupFault, 1);
  va_list args;

  va_start (args, format);
  fault->what = g_strdup_vprintf (format, args);
  va_end (args);
  fault->place = g_strconcat (place, name, NULL);
  fault->rule = g_strdup (rule);
  g_ptr_array_add (faults, fault);
}

/* --- Reading what somebody wrote --- */

static void
fill_text (gpointer record, const Field *field, GVariant *value, const char *place, GPtrArray *faults)
{
  g_autoptr (GError) error = NULL;

  if (!g_variant_is_of_type (value, G_VARIANT_TYPE_STRING))
    hall_setup_fault_add (faults, place, field->name, NULL, _ ("“%s” is a text"), field->name);
  else if (!hall_text_check (g_variant_get_string (value, NULL), -1, field->name, (glong)field->max,
                             field->type == 'l' ? HALL_TEXT_LINES : HALL_TEXT_ONE_LINE, &error))
    hall_setup_fault_add (faults, place, field->name, NULL, "%s", error->message);
  else {
    g_free (*text_at (record, field));
    *text_at (record, field) = g_strstrip (g_variant_dup_string (value, NULL));
  }
}

static void
fill_number (gpointer record, const Field *field, GVariant *value, const char *place, GPtrArray *faults)
{
  gboolean is_bool = g_variant_is_of_type (value, G_VARIANT_TYPE_BOOLEAN);
  gint64 number = -1;

  if (field->type == 'b' ? is_bool : g_variant_is_of_type (value, G_VARIANT_TYPE_INT64))
    number = is_bool ? g_variant_get_boolean (value) : g_variant_get_int64 (value);
  if (number >= 0 && number <= field->max)
    *number_at (record, field) = number;
  else if (field->type == 'b')
    hall_setup_fault_add (faults, place, field->name, NULL, _ ("“%s” is true or false"), field->name);
  else
    hall_setup_fault_add (faults, place, field->name, NULL, _ ("“%s” is a whole number from 0 to %d"),
                          field->name, (int)field->max);
}

/* FALSE when there is no such field. */
static gboolean
fill_one (gpointer record,
          const Field *fields,
          gsize n,
          const char *name,
          GVariant *value,
          const char *place,
          GPtrArray *faults)
{
  for (gsize i = 0; i < n; i++)
    if (g_str_equal (fields[i].name, name)) {
      if (is_text (&fields[i]))
        fill_text (record, &fields[i], value, place, faults);
      else
        fill_number (record, &fields[i], value, place, faults);
      return TRUE;
    }
  return FALSE;
}

static void
fill_item (HallMatterItem *item, GVariant *given, const char *place, GPtrArray *faults)
{
  GVariantIter iter;
  const char *name;
  GVariant *value;

  g_variant_iter_init (&iter, given);
  while (g_variant_iter_loop (&iter, "{&sv}", &name, &value))
    if (!fill_one (item, item_fields, G_N_ELEMENTS (item_fields), name, value, place, faults))
      hall_setup_fault_add (faults, place, name, NULL, _ ("a material has no “%s”"), name);
  if (item->copies < 0)
    item->copies = g_str_equal (item->form, "data") ? 0 : 1;
  if (*item->name_en == '\0') {
    g_free (item->name_en);
    item->name_en = g_strdup (item->name);
  }
}

/* A name alone is a material, too. */
static HallMatterItem *
item_from_name (GVariant *value, gsize position, const char *place, GPtrArray *faults)
{
  static const Field only = { "name", 't', G_STRUCT_OFFSET (HallMatterItem, name), 200 };
  HallMatterItem *item = item_new ();

  fill_text (item, &only, value, place, faults);
  g_free (item->name_en);
  item->name_en = g_strdup (item->name);
  g_free (item->code);
  item->code = g_strdup_printf ("m%" G_GSIZE_FORMAT, position + 1);
  item->copies = 1;
  return item;
}

static void
fill_items (HallMatterData *self, GVariant *list, const char *place, GPtrArray *faults)
{
  g_ptr_array_set_size (self->items, 0);
  if (!g_variant_is_of_type (list, G_VARIANT_TYPE ("av"))) {
    hall_setup_fault_add (faults, place, "items", NULL, _ ("materials are a list"));
    return;
  }
  for (gsize i = 0; i < g_variant_n_children (list); i++) {
    g_autoptr (GVariant) boxed = g_variant_get_child_value (list, i);
    g_autoptr (GVariant) value = g_variant_get_variant (boxed);
    g_autofree char *name = g_strdup_printf ("items[%d]", (int)i + 1);
    g_autofree char *inside = g_strconcat (place, name, ".", NULL);

    if (g_variant_is_of_type (value, G_VARIANT_TYPE_VARDICT)) {
      g_ptr_array_add (self->items, item_new ());
      fill_item (g_ptr_array_index (self->items, i), value, inside, faults);
    } else if (g_variant_is_of_type (value, G_VARIANT_TYPE_STRING)) {
      g_ptr_array_add (self->items, item_from_name (value, i, inside, faults));
    } else {
      hall_setup_fault_add (faults, place, name, NULL, _ ("a material is a name or a group of its fields"));
      return;
    }
  }
}

static void
fill_personal (HallMatterData *self, GVariant *list, const char *place, GPtrArray *faults)
{
  g_autoptr (GString) fields = g_string_new (NULL);

  if (!g_variant_is_of_type (list, G_VARIANT_TYPE ("av"))) {
    hall_setup_fault_add (faults, place, "fields", "3.9", _ ("the personal fields are a list"));
    return;
  }
  for (gsize i = 0; i < g_variant_n_children (list); i++) {
    g_autoptr (GVariant) boxed = g_variant_get_child_value (list, i);
    g_autoptr (GVariant) value = g_variant_get_variant (boxed);
    const char *field = g_variant_is_of_type (value, G_VARIANT_TYPE_STRING)
                            ? g_variant_get_string (value, NULL)
                            : "";

    if (!g_strv_contains (personal, field))
      hall_setup_fault_add (faults, place, "fields", "3.9",
                            _ ("“%s” is no personal field that may be asked for"), field);
    else
      g_string_append_printf (fields, "%s%s", fields->len > 0 ? "," : "", field);
  }
  g_free (self->fields);
  self->fields = g_strdup (fields->str);
}

/**
 * hall_matter_data_fill:
 * @self: what is kept where nothing else is said
 * @given: a{sv}: the fields of #HallMatterData by their names, "fields" a list, "items" a list of groups
 * @place: where @given is in its file: "" or "matters[3]."
 * @faults: (element-type HallSetupFault): gets what is no field or no value of it
 *
 * Takes over what somebody wrote.
 */
void
hall_matter_data_fill (HallMatterData *self, GVariant *given, const char *place, GPtrArray *faults)
{
  GVariantIter iter;
  const char *name;
  GVariant *value;

  g_variant_iter_init (&iter, given);
  while (g_variant_iter_loop (&iter, "{&sv}", &name, &value))
    if (g_str_equal (name, "items"))
      fill_items (self, value, place, faults);
    else if (g_str_equal (name, "fields"))
      fill_personal (self, value, place, faults);
    else if (!fill_one (self, matter_fields, G_N_ELEMENTS (matter_fields), name, value, place, faults))
      hall_setup_fault_add (faults, place, name, NULL, _ ("a matter has no “%s”"), name);
  if (*self->name_en == '\0') {
    g_free (self->name_en);
    self->name_en = g_strdup (self->name);
  }
}

/* --- Judging it --- */

static void
check_word (const char *const *words,
            const char *word,
            const char *place,
            const char *name,
            const char *rule,
            GPtrArray *faults)
{
  g_autofree char *list = NULL;

  if (g_strv_contains (words, word))
    return;
  list = g_strjoinv (", ", (GStrv)words);
  /* Translators: %1$s is the name of a field, %2$s its possible values, separated by commas. */
  hall_setup_fault_add (faults, place, name, rule, _ ("“%1$s” is one of %2$s"), name, list);
}

static gboolean
is_code (const char *code)
{
  for (const char *p = code; *p != '\0'; p++)
    if (!g_ascii_isalnum (*p) && *p != '-' && *p != '_')
      return FALSE;
  return *code != '\0';
}

static void
check_items (HallMatterData *self, const char *place, GPtrArray *faults)
{
  g_autoptr (GHashTable) codes = g_hash_table_new (g_str_hash, g_str_equal);

  if (self->items->len > MAX_ITEMS)
    hall_setup_fault_add (faults, place, "items", NULL, _ ("a matter has at most %d materials"), MAX_ITEMS);
  for (guint i = 0; i < self->items->len; i++) {
    const HallMatterItem *item = g_ptr_array_index (self->items, i);
    g_autofree char *inside = g_strdup_printf ("%sitems[%u].", place, i + 1);

    if (!is_code (item->code))
      hall_setup_fault_add (faults, inside, "code", "3.2",
                            _ ("a material has a code of letters and digits, the same in every version"));
    else if (!g_hash_table_add (codes, item->code))
      hall_setup_fault_add (faults, inside, "code", "3.2", _ ("there are two materials “%s”"), item->code);
    if (*item->name == '\0')
      hall_setup_fault_add (faults, inside, "name", "4.2", _ ("a material has a name"));
    check_word (applicants, item->applicant, inside, "applicant", NULL, faults);
    check_word (forms, item->form, inside, "form", "4.2", faults);
    check_word (handlings, item->handling, inside, "handling", "4.3", faults);
    if (item->copies == 0 && !g_str_equal (item->form, "data"))
      hall_setup_fault_add (faults, inside, "copies", "4.2", _ ("of a paper there is at least one"));
    if (item->may_follow && !item->mandatory)
      hall_setup_fault_add (faults, inside, "may_follow", "Q50",
                            _ ("what is not mandatory need not follow later either"));
  }
}

/* The promise in words, where nobody wrote any. */
static void
compose_promise (HallMatterData *self)
{
  static const struct {
    const char *kind;
    const char *format;
    const char *one;
    const char *many;
  } words[] = {
    { "instant", "即办", "At once", "At once" },
    { "working-days", "%d个工作日", "%d working day", "%d working days" },
    { "hours", "%d小时", "%d hour", "%d hours" },
    { "minutes", "%d分钟", "%d minute", "%d minutes" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (words); i++) {
    g_autoptr (GString) text = g_string_new (words[i].format);
    g_autoptr (GString) english = g_string_new (self->due_count == 1 ? words[i].one : words[i].many);
    g_autofree char *count = g_strdup_printf ("%d", (int)self->due_count);

    if (!g_str_equal (self->due_kind, words[i].kind))
      continue;
    g_string_replace (text, "%d", count, 1);
    g_string_replace (english, "%d", count, 1);
    g_free (self->promise);
    self->promise = g_strdup (text->str);
    if (*self->promise_en == '\0') {
      g_free (self->promise_en);
      self->promise_en = g_strdup (english->str);
    }
  }
}

static void
check_promise (HallMatterData *self, const char *place, GPtrArray *faults)
{
  gint64 max = g_str_equal (self->due_kind, "working-days") ? HALL_TERM_MAX_WORKING_DAYS
               : g_str_equal (self->due_kind, "hours")      ? MAX_HOURS
                                                            : HALL_TERM_MAX_MINUTES;

  check_word (due_kinds, self->due_kind, place, "due_kind", "3.4", faults);
  if (g_str_equal (self->due_kind, "instant")) {
    if (self->due_count != 0)
      hall_setup_fault_add (faults, place, "due_count", "3.4", _ ("what is done at once takes no days"));
  } else if (g_strv_contains (due_kinds, self->due_kind) && (self->due_count < 1 || self->due_count > max)) {
    hall_setup_fault_add (faults, place, "due_count", "3.4", _ ("the promised time is from 1 to %d"),
                          (int)max);
  }
  if (*self->promise == '\0')
    compose_promise (self);
  if (self->notice_days < 1)
    hall_setup_fault_add (faults, place, "notice_days", "Q08", _ ("a notice is valid for 1 to 365 days"));
}

/**
 * hall_matter_data_check:
 * @self: what somebody wrote; what follows from the rest is filled in
 * @today: the hall's local date, of which nothing before is changed
 * @place: where it is in its file: "" or "matters[3]."
 * @faults: (element-type HallSetupFault): gets what is wrong
 *
 * Holds a matter against the rules of checklists, promises and versions (S004 3.2, 3.4, Q50, Q53).
 */
void
hall_matter_data_check (HallMatterData *self, const char *today, const char *place, GPtrArray *faults)
{
  guint32 day;

  if (!is_code (self->code))
    hall_setup_fault_add (faults, place, "code", NULL, _ ("a matter has a code of letters and digits"));
  if (*self->name == '\0')
    hall_setup_fault_add (faults, place, "name", NULL, _ ("a matter has a name"));
  if (*self->category == '\0')
    hall_setup_fault_add (faults, place, "category", NULL, _ ("a matter has a category"));
  if (!hall_day_to_number (self->effective_from, &day))
    hall_setup_fault_add (faults, place, "effective_from", "Q53", _ ("“%s” is no date like 2026-11-20"),
                          self->effective_from);
  else if (strcmp (self->effective_from, today) < 0)
    hall_setup_fault_add (faults, place, "effective_from", "Q53",
                          _ ("what was in force before today is not changed any more"));
  check_promise (self, place, faults);
  check_items (self, place, faults);
}

/* --- Writing it down --- */

static void
add_fields (GVariantBuilder *builder, gconstpointer record, const Field *fields, gsize n)
{
  for (gsize i = 0; i < n; i++)
    g_variant_builder_add (builder, "{sv}", fields[i].name,
                           is_text (&fields[i]) ? g_variant_new_string (*text_at (record, &fields[i]))
                           : fields[i].type == 'b'
                               ? g_variant_new_boolean (*number_at (record, &fields[i]) != 0)
                               : g_variant_new_int64 (*number_at (record, &fields[i])));
}

/**
 * hall_matter_data_to_variant:
 * @self: a matter
 *
 * Returns: (transfer full): a{sv} as hall_matter_data_fill() reads it
 */
GVariant *
hall_matter_data_to_variant (const HallMatterData *self)
{
  g_auto (GVariantBuilder) whole = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE_VARDICT);
  g_auto (GVariantBuilder) fields = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("av"));
  g_auto (GVariantBuilder) items = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("av"));
  g_auto (GStrv) names = g_strsplit (self->fields, ",", -1);

  add_fields (&whole, self, matter_fields, G_N_ELEMENTS (matter_fields));
  for (char **name = names; *name != NULL; name++)
    g_variant_builder_add (&fields, "v", g_variant_new_string (*name));
  for (guint i = 0; i < self->items->len; i++) {
    g_auto (GVariantBuilder) item = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE_VARDICT);

    add_fields (&item, g_ptr_array_index (self->items, i), item_fields, G_N_ELEMENTS (item_fields));
    g_variant_builder_add (&items, "v", g_variant_builder_end (&item));
  }
  g_variant_builder_add (&whole, "{sv}", "fields", g_variant_builder_end (&fields));
  g_variant_builder_add (&whole, "{sv}", "items", g_variant_builder_end (&items));
  return g_variant_ref_sink (g_variant_builder_end (&whole));
}
