/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What is asked when a case cannot be taken on at once: refused, a leader asked, forwarded (S004 9.2, 5.3;
 * hall rules 5.4). */

#include "hall-case-dialogs.h"

#include <glib/gi18n.h>

#include "hall-shell.h"

/* Both mandatory: no one-word brush-off, and by what it is so (004-30, 004-37). */
HallAskDialog *
hall_case_ask_refuse (const HallCaseAsking *asking)
{
  static const struct {
    const char *arg;
    const char *title;
  } texts[] = {
    { "reason", N_ ("Reason, in 10 characters or more, as the customer will read it") },
    { "basis", N_ ("Basis: which document, which article") },
    { "option", N_ ("What the customer can do instead, where and when") },
    { "explanation", N_ ("How it was explained (optional)") },
  };
  static const char *const classes[][2] = {
    { "not-our-business", N_ ("Not the business of this organisation") },
    { "conditions-not-met", N_ ("Conditions not met") },
    { "not-allowed", N_ ("Not allowed by law or contract") },
    { "duplicate", N_ ("Applied for already") },
  };
  HallAskDialog *dialog = hall_case_dialog_new (asking, "refuse", _ ("Refuse the case"),
                                                _ ("Ask the shift lead to approve"));
  HallChoiceField *kind = hall_ask_dialog_add_choice (dialog, "class", _ ("Kind of refusal"), TRUE);

  for (gsize i = 0; i < G_N_ELEMENTS (classes); i++)
    hall_choice_field_add (kind, _ (classes[i][1]), NULL, "class", g_variant_new_string (classes[i][0]));
  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++) {
    HallTextField *field = hall_ask_dialog_add_field (dialog, texts[i].arg, HALL_TEXT_WRAP,
                                                      _ (texts[i].title));
    g_autofree char *kept = hall_text_field_dup_text (field);

    hall_text_field_set_read_by_customer (field, asking->context->store);
    if (g_str_equal (texts[i].arg, "basis") && *kept == '\0')
      hall_text_field_set_text (field, asking->context->file->basis);
  }
  hall_ask_dialog_add_tick (dialog, "understands", _ ("The customer understands"));
  hall_ask_dialog_add_words (
      dialog, "quiet", _ ("With the shift lead’s approval the refusal notice prints here: A5, two copies."));
  hall_ask_dialog_set_phrase (dialog, "refuse");
  gtk_widget_grab_focus (GTK_WIDGET (kind));
  return dialog;
}

/* Whoever is told later can be reached (002-26). */
static void
add_phone (HallAskDialog *dialog, const HallCaseAsking *asking)
{
  if (asking->context->file->phone == NULL)
    hall_ask_dialog_add_text (dialog, "phone", _ ("Phone, to tell the customer"), NULL);
}

/* --- A leader is asked --- */

static HallChoiceField *
add_leaders (HallAskDialog *dialog, const HallCaseAsking *asking)
{
  HallChoiceField *field = hall_ask_dialog_add_choice (dialog, "leader", _ ("Who is asked"), FALSE);

  for (guint i = 0; i < g_list_model_get_n_items (asking->choices->staff); i++) {
    g_autoptr (HallStaff) staff = g_list_model_get_item (asking->choices->staff, i);
    g_autofree char *name = g_strjoin ("  ", staff->number, staff->name, NULL);

    if ((staff->roles & HALL_ROLE_LEAD) != 0)
      hall_choice_field_add (field, name, NULL, "leader", g_variant_new_string (staff->number));
  }
  return field;
}

/* The customer knows until when, on paper (004-89); the time is computed, never typed (003-11). */
HallAskDialog *
hall_case_ask_consult (const HallCaseAsking *asking)
{
  HallAskDialog *dialog = hall_case_dialog_new (asking, "consult", _ ("Ask the shift lead"), _ ("Ask"));

  hall_ask_dialog_add_field (dialog, "question", HALL_TEXT_NOTES, _ ("What is asked"));
  add_leaders (dialog, asking);
  hall_ask_dialog_add_days (dialog, "due", _ ("The customer hears until"), asking->choices->answer_days, 0);
  add_phone (dialog, asking);
  hall_ask_dialog_add_words (dialog, "quiet",
                             _ ("A slip with the question and the time prints for the customer."));
  hall_ask_dialog_set_phrase (dialog, "consult");
  return dialog;
}

/* What was asked, above the answer. */
static void
add_question (HallAskDialog *dialog, const HallCaseView *file, const char *kind)
{
  for (guint i = 0; i < g_list_model_get_n_items (file->tasks); i++) {
    g_autoptr (HallCaseLine) task = g_list_model_get_item (file->tasks, i);

    if (task->done_at == 0 && g_strcmp0 (task->kind, kind) == 0 && task->text != NULL)
      hall_ask_dialog_add_words (dialog, "speak", task->text);
  }
}

HallAskDialog *
hall_case_ask_answer_consult (const HallCaseAsking *asking)
{
  HallAskDialog *dialog = hall_case_dialog_new (asking, "answer-consult", _ ("Answer the clerk"),
                                                _ ("Send the answer"));
  HallTextField *field;

  add_question (dialog, asking->context->file, "consult");
  field = hall_ask_dialog_add_field (dialog, "answer", HALL_TEXT_NOTES, _ ("What the clerk may do"));
  hall_text_field_set_read_by_customer (field, asking->context->store);
  hall_ask_dialog_add_words (dialog, "quiet",
                             _ ("The case goes back to its checklist. The clerk tells the customer."));
  return dialog;
}

/* --- A department takes it on --- */

/* Nobody knows whose it is: the lead is asked, with a due time as for any question (3.1). */
static void
compose_forward (HallAskDialog *dialog, GVariantDict *args, gpointer data)
{
  g_autofree char *department = NULL;
  g_autoptr (GVariant) summary = NULL;

  if (g_variant_dict_lookup (args, "department", "s", &department))
    return;
  summary = g_variant_dict_lookup_value (args, "summary", G_VARIANT_TYPE_STRING);
  g_variant_dict_remove (args, "summary");
  if (summary != NULL)
    g_variant_dict_insert_value (args, "question", summary);
}

static void
on_department_cb (HallChoiceField *departments, HallAskDialog *dialog)
{
  HallTextField *contact = hall_ask_dialog_get_field (dialog, "contact");
  HallChoiceField *leaders = g_object_get_data (G_OBJECT (dialog), "leaders");
  gboolean known = hall_choice_field_get_value (departments) != NULL;
  GListModel *all = g_object_get_data (G_OBJECT (dialog), "departments");
  g_autoptr (HallDepartment) department = g_list_model_get_item (
      all, hall_choice_field_get_selected (departments));
  const char *before = g_object_get_data (G_OBJECT (dialog), "contact");
  g_autofree char *typed = hall_text_field_dup_text (contact);

  gtk_widget_set_visible (GTK_WIDGET (contact), known);
  gtk_widget_set_visible (GTK_WIDGET (leaders), !known);
  hall_ask_dialog_rename_command (dialog, known ? "forward" : "consult");
  hall_ask_dialog_set_go_text (dialog, known ? _ ("Forward") : _ ("Ask the lead"));
  if (department == NULL || (*typed != '\0' && g_strcmp0 (typed, before) != 0))
    return;
  hall_text_field_set_text (contact, department->contact);
  g_object_set_data_full (G_OBJECT (dialog), "contact", g_strdup (department->contact), g_free);
}

static HallChoiceField *
add_departments (HallAskDialog *dialog, const HallCaseAsking *asking)
{
  HallChoiceField *field = hall_ask_dialog_add_choice (dialog, "department", _ ("Which department"), FALSE);

  for (guint i = 0; i < g_list_model_get_n_items (asking->choices->departments); i++) {
    g_autoptr (HallDepartment) department = g_list_model_get_item (asking->choices->departments, i);
    g_autofree char *help = g_strjoin (" · ", department->duty, department->phone, NULL);

    hall_choice_field_add (field, department->name, help, "department",
                           g_variant_new_string (department->name));
  }
  hall_choice_field_add (field, _ ("Nobody knows whose it is"),
                         _ ("The shift lead is asked, and the customer hears until the same time."), NULL,
                         NULL);
  return field;
}

/* Department, contact, summary, due and phone, or it is not forwarded (5.4, 000-26). */
HallAskDialog *
hall_case_ask_forward (const HallCaseAsking *asking)
{
  const HallCaseChoices *choices = asking->choices;
  HallAskDialog *dialog = hall_case_dialog_new (asking, "forward", _ ("Forward to a department"),
                                                _ ("Forward"));
  HallChoiceField *departments = add_departments (dialog, asking);
  HallChoiceField *leaders;

  hall_ask_dialog_add_field (dialog, "contact", HALL_TEXT_ENTRY, _ ("Who takes it on there"));
  leaders = add_leaders (dialog, asking);
  hall_ask_dialog_add_field (dialog, "summary", HALL_TEXT_NOTES,
                             _ ("Summary, so that the customer need not tell it again"));
  hall_ask_dialog_add_days (dialog, "due", _ ("The customer hears until"), choices->promise_days,
                            choices->promise_default);
  add_phone (dialog, asking);
  hall_ask_dialog_add_words (
      dialog, "quiet",
      _ ("When the department has answered, the customer is told, and asked later whether it was solved."));
  hall_ask_dialog_set_compose (dialog, compose_forward, NULL);
  hall_ask_dialog_set_alias (dialog, "question", "summary");
  hall_ask_dialog_set_phrase (dialog, "transfer");
  g_object_set_data_full (G_OBJECT (dialog), "departments", g_object_ref (choices->departments),
                          g_object_unref);
  g_object_set_data (G_OBJECT (dialog), "leaders", leaders);
  g_signal_connect_object (departments, "changed", G_CALLBACK (on_department_cb), dialog, 0);
  on_department_cb (departments, dialog);
  gtk_widget_grab_focus (GTK_WIDGET (departments));
  return dialog;
}

HallAskDialog *
hall_case_ask_answer_forward (const HallCaseAsking *asking)
{
  HallAskDialog *dialog = hall_case_dialog_new (asking, "answer-forward",
                                                _ ("Record the department’s answer"), _ ("Record"));
  HallTextField *field;

  add_question (dialog, asking->context->file, "forward");
  field = hall_ask_dialog_add_field (dialog, "answer", HALL_TEXT_NOTES, _ ("What the department did"));
  hall_text_field_set_read_by_customer (field, asking->context->store);
  hall_ask_dialog_add_words (
      dialog, "quiet",
      _ ("Now tell the customer; in the next two days they are asked whether it was solved."));
  return dialog;
}

/* --- The customer is asked once more --- */

/* The verdict stands in front of what the customer said. */
static void
compose_visit (HallAskDialog *dialog, GVariantDict *args, gpointer data)
{
  g_autofree char *verdict = NULL;
  g_autofree char *said = NULL;
  g_autofree char *result = NULL;

  g_variant_dict_lookup (args, "verdict", "s", &verdict);
  g_variant_dict_lookup (args, "result", "s", &said);
  g_variant_dict_remove (args, "verdict");
  if (verdict == NULL)
    return;
  result = said != NULL ? g_strjoin ("：", verdict, said, NULL) : g_strdup (verdict);
  g_variant_dict_insert (args, "result", "s", result);
}

/* One or two days after the answer (003-22, 004-36). */
HallAskDialog *
hall_case_ask_visit (const HallCaseAsking *asking)
{
  HallAskDialog *dialog = hall_case_dialog_new (asking, "visit", _ ("Ask whether it was solved"),
                                                _ ("Record"));
  HallChoiceField *verdict = hall_ask_dialog_add_choice (dialog, "verdict", _ ("What the customer says"),
                                                         TRUE);
  HallChoiceField *by;

  /* Kept in the language of the hall's papers. */
  hall_choice_field_add (verdict, _ ("Solved"), NULL, "verdict", g_variant_new_string ("已解决"));
  hall_choice_field_add (verdict, _ ("Partly"), NULL, "verdict", g_variant_new_string ("部分解决"));
  hall_choice_field_add (verdict, _ ("Not satisfied"),
                         _ ("Forward it again, or ask the shift lead; do not close it yet."), "verdict",
                         g_variant_new_string ("不满意"));
  hall_ask_dialog_add_field (dialog, "result", HALL_TEXT_NOTES, _ ("In their words"));
  by = hall_ask_dialog_add_choice (dialog, "by", _ ("How they were asked"), TRUE);
  hall_choice_field_add (by, _ ("By phone"), NULL, "by", g_variant_new_string ("电话"));
  hall_choice_field_add (by, _ ("In person"), NULL, "by", g_variant_new_string ("当面"));
  hall_choice_field_set_selected (by, 0);
  hall_ask_dialog_set_compose (dialog, compose_visit, NULL);
  hall_ask_dialog_set_phrase (dialog, "follow-up");
  gtk_widget_grab_focus (GTK_WIDGET (verdict));
  return dialog;
}
