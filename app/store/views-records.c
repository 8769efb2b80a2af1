/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "hall-views.h"

G_DEFINE_FINAL_TYPE (HallCounter, hall_counter, G_TYPE_OBJECT)

static void
hall_counter_finalize (GObject *object)
{
  HallCounter *self = HALL_COUNTER (object);

  g_clear_pointer (&self->name, g_free);
  g_clear_pointer (&self->categories, g_free);
  g_clear_pointer (&self->duty, g_free);
  g_clear_pointer (&self->staff, g_free);
  g_clear_pointer (&self->staff_name, g_free);
  G_OBJECT_CLASS (hall_counter_parent_class)->finalize (object);
}

static void
hall_counter_class_init (HallCounterClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = hall_counter_finalize;
}

static void
hall_counter_init (HallCounter *self)
{
}

G_DEFINE_FINAL_TYPE (HallBulletin, hall_bulletin, G_TYPE_OBJECT)

static void
hall_bulletin_finalize (GObject *object)
{
  HallBulletin *self = HALL_BULLETIN (object);

  g_clear_pointer (&self->title, g_free);
  g_clear_pointer (&self->text, g_free);
  G_OBJECT_CLASS (hall_bulletin_parent_class)->finalize (object);
}

static void
hall_bulletin_class_init (HallBulletinClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = hall_bulletin_finalize;
}

static void
hall_bulletin_init (HallBulletin *self)
{
}

G_DEFINE_FINAL_TYPE (HallStaff, hall_staff, G_TYPE_OBJECT)

static void
hall_staff_finalize (GObject *object)
{
  HallStaff *self = HALL_STAFF (object);

  g_clear_pointer (&self->number, g_free);
  g_clear_pointer (&self->name, g_free);
  G_OBJECT_CLASS (hall_staff_parent_class)->finalize (object);
}

static void
hall_staff_class_init (HallStaffClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = hall_staff_finalize;
}

static void
hall_staff_init (HallStaff *self)
{
}

G_DEFINE_FINAL_TYPE (HallFinding, hall_finding, G_TYPE_OBJECT)

static void
hall_finding_finalize (GObject *object)
{
  HallFinding *self = HALL_FINDING (object);

  g_clear_pointer (&self->kind, g_free);
  g_clear_pointer (&self->number, g_free);
  g_clear_pointer (&self->title, g_free);
  g_clear_pointer (&self->detail, g_free);
  g_clear_object (&self->ticket);
  G_OBJECT_CLASS (hall_finding_parent_class)->finalize (object);
}

static void
hall_finding_class_init (HallFindingClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = hall_finding_finalize;
}

static void
hall_finding_init (HallFinding *self)
{
}

G_DEFINE_FINAL_TYPE (HallMove, hall_move, G_TYPE_OBJECT)

static void
hall_move_finalize (GObject *object)
{
  HallMove *self = HALL_MOVE (object);

  g_clear_pointer (&self->what, g_free);
  g_clear_pointer (&self->staff, g_free);
  g_clear_pointer (&self->station, g_free);
  g_clear_pointer (&self->reason, g_free);
  G_OBJECT_CLASS (hall_move_parent_class)->finalize (object);
}

static void
hall_move_class_init (HallMoveClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = hall_move_finalize;
}

static void
hall_move_init (HallMove *self)
{
}
