/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The record of a visit (S002 3.4, 4.1): what somebody came for, by closed lists, and what each kind must
 * say. */

#include "hall-visit.h"

#include <glib/gi18n-lib.h>

#include "hall-error.h"

/* Translators: in the context "visit": what somebody came for, what it is about, how urgent it is, what came
 * of it */
static const HallVisitWord kinds[HALL_N_VISIT_KINDS] = {
  { "enquiry", NC_ ("visit", "Enquiry") },     { "business", NC_ ("visit", "Business") },
  { "repair", NC_ ("visit", "Repair") },       { "suggestion", NC_ ("visit", "Suggestion") },
  { "complaint", NC_ ("visit", "Complaint") }, { "emergency", NC_ ("visit", "Emergency") },
};

/* Rows 000-01 and 002-02. */
static const HallVisitWord enquiries[] = {
  { "procedure", NC_ ("visit", "How to do it") }, { "charges", NC_ ("visit", "Charges") },
  { "policy", NC_ ("visit", "Policy") },          { "service", NC_ ("visit", "What we offer") },
  { "activities", NC_ ("visit", "Activities") },  { "hours", NC_ ("visit", "Opening hours") },
  { "progress", NC_ ("visit", "Progress") },      { "other", NC_ ("visit", "Other") },
};

/* Row 002-10. */
static const HallVisitWord businesses[] = {
  { "payment", NC_ ("visit", "Payment") },
  { "application", NC_ ("visit", "Application") },
  { "change", NC_ ("visit", "Change of details") },
  { "certificate", NC_ ("visit", "Receipt or certificate") },
  { "materials", NC_ ("visit", "Materials") },
  { "collection", NC_ ("visit", "Collecting a result") },
  { "other", NC_ ("visit", "Other") },
};

/* Row 000-03. */
static const HallVisitWord repairs[] = {
  { "temperature", NC_ ("visit", "Too cold") },           { "leak", NC_ ("visit", "Leak") },
  { "interruption", NC_ ("visit", "No service") },        { "system", NC_ ("visit", "System fault") },
  { "operation", NC_ ("visit", "Trouble operating it") }, { "other", NC_ ("visit", "Other") },
};

/* Row 002-04. */
static const HallVisitWord suggestions[] = {
  { "hours", NC_ ("visit", "Opening hours") }, { "procedure", NC_ ("visit", "Procedure") },
  { "facilities", NC_ ("visit", "The hall") }, { "service", NC_ ("visit", "Service") },
  { "other", NC_ ("visit", "Other") },
};

/* Rows 000-02 and 002-04. */
static const HallVisitWord complaints[] = {
  { "attitude", NC_ ("visit", "Attitude") },
  { "result", NC_ ("visit", "Result") },
  { "process", NC_ ("visit", "Procedure") },
  { "efficiency", NC_ ("visit", "Slowness") },
  { "policy", NC_ ("visit", "How the policy is applied") },
};

/* Row 002-07. */
static const HallVisitWord emergencies[] = {
  { "utilities", NC_ ("visit", "Water or power cut") },
  { "facility", NC_ ("visit", "Broken installation") },
  { "hazard", NC_ ("visit", "Danger") },
  { "missing-person", NC_ ("visit", "Missing person") },
  { "illness", NC_ ("visit", "Sudden illness") },
};

/* Row 000-23. */
static const HallVisitWord urgencies[] = {
  { "normal", NC_ ("visit", "Normal") },
  { "urgent", NC_ ("visit", "Urgent") },
  { "emergency", NC_ ("visit", "Emergency") },
};

/* Hall rules 5.4, rows 002-22 and 002-30. */
static const HallVisitWord results[] = {
  { "done", NC_ ("visit", "Done at once") },        { "answered", NC_ ("visit", "Answered") },
  { "accepted", NC_ ("visit", "Accepted") },        { "noticed", NC_ ("visit", "One-time notice given") },
  { "refused", NC_ ("visit", "Refused") },          { "consulting", NC_ ("visit", "A leader was asked") },
  { "forwarded", NC_ ("visit", "Forwarded") },      { "appointed", NC_ ("visit", "Appointment made") },
  { "referred", NC_ ("visit", "Shown elsewhere") }, { "recorded", NC_ ("visit", "Recorded") },
  { "left", NC_ ("visit", "Left without it") },
};

static const struct {
  const HallVisitWord *words;
  gsize n;
} subs[HALL_N_VISIT_KINDS] = {
  { enquiries, G_N_ELEMENTS (enquiries) },   { businesses, G_N_ELEMENTS (businesses) },
  { repairs, G_N_ELEMENTS (repairs) },       { suggestions, G_N_ELEMENTS (suggestions) },
  { complaints, G_N_ELEMENTS (complaints) }, { emergencies, G_N_ELEMENTS (emergencies) },
};

/**
 * hall_visit_word:
 * @word: of one of the lists
 *
 * Returns: (transfer none): it, for people
 */
const char *
hall_visit_word (const HallVisitWord *word)
{
  g_return_val_if_fail (word != NULL, NULL);
  return g_dpgettext2 (GETTEXT_PACKAGE, "visit", word->word);
}

static const char *
find_word (const HallVisitWord *words, gsize n, const char *code)
{
  for (gsize i = 0; code != NULL && i < n; i++)
    if (g_str_equal (words[i].code, code))
      return hall_visit_word (&words[i]);
  return NULL;
}

/**
 * hall_visit_kind_name:
 * @kind: a kind
 *
 * Returns: (transfer none): its name, as stored and as written in commands
 */
const char *
hall_visit_kind_name (HallVisitKind kind)
{
  g_return_val_if_fail (kind < HALL_N_VISIT_KINDS, NULL);
  return kinds[kind].code;
}

/**
 * hall_visit_kind_from_name:
 * @name: (nullable): a name
 * @kind: (out): the kind
 *
 * Returns: whether there is such a kind
 */
gboolean
hall_visit_kind_from_name (const char *name, HallVisitKind *kind)
{
  for (guint i = 0; i < HALL_N_VISIT_KINDS; i++)
    if (g_strcmp0 (kinds[i].code, name) == 0) {
      *kind = (HallVisitKind)i;
      return TRUE;
    }
  return FALSE;
}

/**
 * hall_visit_kind_word:
 * @kind: a kind
 *
 * Returns: (transfer none): the word for it, for people
 */
const char *
hall_visit_kind_word (HallVisitKind kind)
{
  g_return_val_if_fail (kind < HALL_N_VISIT_KINDS, NULL);
  return hall_visit_word (&kinds[kind]);
}

/**
 * hall_visit_subs:
 * @kind: a kind
 * @n: (out): how many
 *
 * Returns: (transfer none) (array length=n): what a visit of that kind can be about
 */
const HallVisitWord *
hall_visit_subs (HallVisitKind kind, gsize *n)
{
  g_return_val_if_fail (kind < HALL_N_VISIT_KINDS, NULL);
  *n = subs[kind].n;
  return subs[kind].words;
}

/**
 * hall_visit_urgencies:
 * @n: (out): how many
 *
 * Returns: (transfer none) (array length=n): how urgent it can be
 */
const HallVisitWord *
hall_visit_urgencies (gsize *n)
{
  *n = G_N_ELEMENTS (urgencies);
  return urgencies;
}

/**
 * hall_visit_results:
 * @n: (out): how many
 *
 * Returns: (transfer none) (array length=n): what can come of a visit
 */
const HallVisitWord *
hall_visit_results (gsize *n)
{
  *n = G_N_ELEMENTS (results);
  return results;
}

/**
 * hall_visit_sub_word:
 * @kind: a kind
 * @code: (nullable): as stored
 *
 * Returns: (transfer none) (nullable): the word for it, for people
 */
const char *
hall_visit_sub_word (HallVisitKind kind, const char *code)
{
  g_return_val_if_fail (kind < HALL_N_VISIT_KINDS, NULL);
  return find_word (subs[kind].words, subs[kind].n, code);
}

/**
 * hall_visit_urgency_word:
 * @code: (nullable): as stored
 *
 * Returns: (transfer none) (nullable): the word for it, for people
 */
const char *
hall_visit_urgency_word (const char *code)
{
  return find_word (urgencies, G_N_ELEMENTS (urgencies), code);
}

/**
 * hall_visit_result_word:
 * @code: (nullable): as stored
 *
 * Returns: (transfer none) (nullable): the word for it, for people
 */
const char *
hall_visit_result_word (const char *code)
{
  return find_word (results, G_N_ELEMENTS (results), code);
}

/**
 * hall_visit_default_result:
 * @kind: a kind
 *
 * Returns: (transfer none) (nullable): what is meant where no result is named; %NULL where it must be
 */
const char *
hall_visit_default_result (HallVisitKind kind)
{
  static const char *const defaults[HALL_N_VISIT_KINDS] = {
    "answered", NULL, NULL, "recorded", "recorded", "recorded",
  };

  g_return_val_if_fail (kind < HALL_N_VISIT_KINDS, NULL);
  return defaults[kind];
}

/**
 * hall_visit_promises:
 * @self: a visit
 *
 * Returns: whether somebody is to hear again: then there is a phone number and a time (rows 002-26, 002-31)
 */
gboolean
hall_visit_promises (const HallVisit *self)
{
  return self->follow_up || g_strcmp0 (self->result, "forwarded") == 0
         || g_strcmp0 (self->result, "consulting") == 0 || g_strcmp0 (self->result, "appointed") == 0;
}

static gboolean
is_said (const char *text)
{
  for (; text != NULL && *text != '\0'; text = g_utf8_next_char (text))
    if (!g_unichar_isspace (g_utf8_get_char (text)))
      return TRUE;
  return FALSE;
}

static gboolean
need (const char *text, const char *field, const char *rule, const char *message, GError **error)
{
  if (is_said (text))
    return TRUE;
  hall_set_error (error, HALL_ERROR_REFUSED, rule, field, "%s", message);
  return FALSE;
}

static gboolean
check_codes (const HallVisit *self, GError **error)
{
  const char *field = self->sub != NULL && hall_visit_sub_word (self->kind, self->sub) == NULL   ? "sub"
                      : self->urgency != NULL && hall_visit_urgency_word (self->urgency) == NULL ? "urgency"
                      : self->result != NULL && hall_visit_result_word (self->result) == NULL    ? "result"
                                                                                                 : NULL;

  if (field == NULL)
    return TRUE;
  /* Translators: the first is what was written, the second the name of an argument */
  hall_set_error (error, HALL_ERROR_INVALID, "S002 4.1", field, _ ("“%s” is none of the words for “%s”"),
                  g_str_equal (field, "sub")       ? self->sub
                  : g_str_equal (field, "urgency") ? self->urgency
                                                   : self->result,
                  field);
  return FALSE;
}

static gboolean
check_text (const HallVisit *self, GError **error)
{
  static const struct {
    const char *rule;
    const char *message;
  } texts[HALL_N_VISIT_KINDS] = {
    { "S001 1.2", N_ ("write down the question") },  { NULL, NULL },
    { "S000 2.2", N_ ("write down what is wrong") }, { "S000 2.2", N_ ("write down what is suggested") },
    { "S002 3.3", N_ ("write down what happened") }, { "S000 2.2", N_ ("write down what happened") },
  };

  return texts[self->kind].rule == NULL
         || need (self->text, "text", texts[self->kind].rule, _ (texts[self->kind].message), error);
}

static gboolean
check_where (const HallVisit *self, const char *rule, GError **error)
{
  return need (self->address, "address", rule, _ ("write down where it is"), error)
         && need (self->phone, "phone", rule, _ ("write down a phone number: somebody is on the way"), error)
         && need (self->urgency, "urgency", "S000 3.4", _ ("say how urgent it is"), error);
}

/* What each kind must say (row 000-07): who leaves one out is told which. */
static gboolean
check_kind (const HallVisit *self, GError **error)
{
  switch (self->kind) {
  case HALL_VISIT_ENQUIRY:
    /* What cannot be answered here is answered later. */
    return is_said (self->knowledge) || hall_visit_promises (self)
           || need (self->answer, "answer", "5.4", _ ("write down the answer, or name an item"), error);
  case HALL_VISIT_BUSINESS:
    return need (self->matter, "matter", "S000 2.2", _ ("say which matter it was"), error);
  case HALL_VISIT_REPAIR:
    return check_where (self, "S000 2.2", error);
  case HALL_VISIT_SUGGESTION:
    return TRUE;
  case HALL_VISIT_COMPLAINT:
    return need (self->sub, "sub", "S000 2.1", _ ("say what the complaint is about"), error)
           && need (self->occurred, "occurred", "S002 3.3", _ ("write down when it happened"), error)
           && need (self->place, "place", "S002 3.3", _ ("write down where it happened"), error)
           && need (self->demand, "demand", "S002 3.3", _ ("write down what the customer asks for"), error);
  case HALL_VISIT_EMERGENCY:
    return need (self->sub, "sub", "S002 2.3", _ ("say what kind of emergency it is"), error)
           && check_where (self, "S002 3.3", error);
  default:
    g_assert_not_reached ();
  }
}

static gboolean
check_result (const HallVisit *self, GError **error)
{
  if (!need (self->result, "result", "S002 4.1", _ ("say what came of it"), error))
    return FALSE;
  if (g_str_equal (self->result, "forwarded") && !self->has_file
      && !need (self->department, "department", "S000 2.1", _ ("say which department it was forwarded to"),
                error))
    return FALSE;
  /* 已预约时间, 请到[ ]办理: when, and where. */
  if ((g_str_equal (self->result, "appointed") || g_str_equal (self->result, "referred"))
      && !need (self->result_text, "result_text", "S002 4.1", _ ("write down what was agreed"), error))
    return FALSE;
  return !hall_visit_promises (self)
         || need (self->phone, "phone", "S002 4.1",
                  _ ("write down a phone number: the customer is to be told later"), error);
}

/**
 * hall_visit_check:
 * @self: a visit
 * @error: INVALID or REFUSED with the field
 *
 * Whether it says what its kind must say (S000 2.2, S002 4.1), and where somebody can be reached who is to
 * hear again.
 *
 * Returns: whether it can be kept as complete
 */
gboolean
hall_visit_check (const HallVisit *self, GError **error)
{
  g_return_val_if_fail (self != NULL && self->kind < HALL_N_VISIT_KINDS, FALSE);

  return check_codes (self, error) && check_text (self, error) && check_kind (self, error)
         && check_result (self, error);
}

/**
 * hall_visit_is_late:
 * @complete_by: until when it is to be complete, µs since the epoch; 0 for what no ticket left open
 * @completed_at: when it was, 0 when it is not
 * @now: now
 *
 * Five minutes are five minutes: at 4:59 and at 5:00 a record is in time, at 5:01 it is late (S002 3.4).
 * That is told and never refused (Q51).
 *
 * Returns: whether it is late
 */
gboolean
hall_visit_is_late (gint64 complete_by, gint64 completed_at, gint64 now)
{
  return complete_by != 0 && (completed_at != 0 ? completed_at : now) > complete_by;
}
