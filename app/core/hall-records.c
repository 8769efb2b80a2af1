/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "hall-records.h"

G_DEFINE_FINAL_TYPE (HallTicket, hall_ticket, G_TYPE_OBJECT)

static void
hall_ticket_finalize (GObject *object)
{
  HallTicket *self = HALL_TICKET (object);

  g_clear_pointer (&self->label, g_free);
  g_clear_pointer (&self->category, g_free);
  g_clear_pointer (&self->category_name, g_free);
  g_clear_pointer (&self->matter, g_free);
  g_clear_pointer (&self->matter_name, g_free);
  g_clear_pointer (&self->priority_reason, g_free);
  g_clear_pointer (&self->staff, g_free);
  g_clear_pointer (&self->summary, g_free);
  g_clear_pointer (&self->hold_reason, g_free);
  g_clear_pointer (&self->why, g_free);
  G_OBJECT_CLASS (hall_ticket_parent_class)->finalize (object);
}

static void
hall_ticket_class_init (HallTicketClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = hall_ticket_finalize;
}

static void
hall_ticket_init (HallTicket *self)
{
}

G_DEFINE_FINAL_TYPE (HallCategory, hall_category, G_TYPE_OBJECT)

static void
hall_category_finalize (GObject *object)
{
  HallCategory *self = HALL_CATEGORY (object);

  g_clear_pointer (&self->code, g_free);
  g_clear_pointer (&self->name, g_free);
  g_clear_pointer (&self->name_en, g_free);
  g_clear_pointer (&self->hint, g_free);
  g_clear_pointer (&self->hint_en, g_free);
  g_clear_pointer (&self->colour, g_free);
  g_clear_object (&self->matters);
  G_OBJECT_CLASS (hall_category_parent_class)->finalize (object);
}

static void
hall_category_class_init (HallCategoryClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = hall_category_finalize;
}

static void
hall_category_init (HallCategory *self)
{
  self->matters = G_LIST_MODEL (g_list_store_new (HALL_TYPE_MATTER));
}

G_DEFINE_FINAL_TYPE (HallMatter, hall_matter, G_TYPE_OBJECT)

static void
hall_matter_finalize (GObject *object)
{
  HallMatter *self = HALL_MATTER (object);

  g_clear_pointer (&self->code, g_free);
  g_clear_pointer (&self->category, g_free);
  g_clear_pointer (&self->name, g_free);
  g_clear_pointer (&self->name_en, g_free);
  g_clear_pointer (&self->promise, g_free);
  g_clear_pointer (&self->promise_en, g_free);
  g_clear_pointer (&self->fee, g_free);
  g_clear_pointer (&self->materials, g_strfreev);
  g_clear_pointer (&self->materials_en, g_strfreev);
  G_OBJECT_CLASS (hall_matter_parent_class)->finalize (object);
}

static void
hall_matter_class_init (HallMatterClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = hall_matter_finalize;
}

static void
hall_matter_init (HallMatter *self)
{
}

G_DEFINE_FINAL_TYPE (HallCall, hall_call, G_TYPE_OBJECT)

static void
hall_call_finalize (GObject *object)
{
  HallCall *self = HALL_CALL (object);

  g_clear_pointer (&self->label, g_free);
  G_OBJECT_CLASS (hall_call_parent_class)->finalize (object);
}

static void
hall_call_class_init (HallCallClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = hall_call_finalize;
}

static void
hall_call_init (HallCall *self)
{
}

G_DEFINE_FINAL_TYPE (HallJob, hall_job, G_TYPE_OBJECT)

static void
hall_job_finalize (GObject *object)
{
  HallJob *self = HALL_JOB (object);

  g_clear_pointer (&self->number, g_free);
  g_clear_pointer (&self->kind, g_free);
  g_clear_pointer (&self->place, g_free);
  g_clear_pointer (&self->printer, g_free);
  g_clear_pointer (&self->form, g_free);
  g_clear_pointer (&self->state, g_free);
  g_clear_pointer (&self->reason, g_free);
  g_clear_pointer (&self->message, g_free);
  g_clear_pointer (&self->reprint_reason, g_free);
  g_clear_pointer (&self->reprint_line, g_free);
  G_OBJECT_CLASS (hall_job_parent_class)->finalize (object);
}

static void
hall_job_class_init (HallJobClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = hall_job_finalize;
}

static void
hall_job_init (HallJob *self)
{
}

G_DEFINE_FINAL_TYPE (HallCharge, hall_charge, G_TYPE_OBJECT)

static void
hall_charge_finalize (GObject *object)
{
  HallCharge *self = HALL_CHARGE (object);

  g_clear_pointer (&self->state, g_free);
  g_clear_pointer (&self->payer, g_free);
  g_clear_pointer (&self->account, g_free);
  g_clear_pointer (&self->lines, g_ptr_array_unref);
  g_clear_pointer (&self->tenders, g_ptr_array_unref);
  g_clear_pointer (&self->sentence, g_free);
  g_clear_pointer (&self->receipt, g_free);
  G_OBJECT_CLASS (hall_charge_parent_class)->finalize (object);
}

static void
hall_charge_class_init (HallChargeClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = hall_charge_finalize;
}

static void
hall_charge_init (HallCharge *self)
{
  self->lines = g_ptr_array_new_with_free_func ((GDestroyNotify)hall_charge_line_free);
  self->tenders = g_ptr_array_new_with_free_func ((GDestroyNotify)hall_tender_free);
}

HallChargeLine *
hall_charge_line_new (void)
{
  return g_new0 (HallChargeLine, 1);
}

void
hall_charge_line_free (HallChargeLine *self)
{
  if (self == NULL)
    return;
  g_free (self->item);
  g_free (self->quantity);
  g_free (self->unit);
  g_free (self);
}

HallTender *
hall_tender_new (const char *kind, gint64 amount_fen)
{
  HallTender *self = g_new0 (HallTender, 1);

  self->kind = g_strdup (kind);
  self->amount_fen = amount_fen;
  return self;
}

void
hall_tender_free (HallTender *self)
{
  if (self == NULL)
    return;
  g_free (self->kind);
  g_free (self);
}
