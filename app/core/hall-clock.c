/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "hall-clock.h"

/**
 * HallClock:
 *
 * An injected clock. A real one follows the machine plus an offset (a practice hall runs at its own time of
 * day); a virtual one stands still until it is advanced (scripts and tests). Neither goes back by itself.
 *
 * Thread safety: read by the store's worker and by the main loop, so both fields are guarded.
 */
struct _HallClock {
  GObject parent_instance;

  GMutex mutex;
  gint64 offset_us;  /* (mutex) added to the machine's clock */
  gint64 virtual_us; /* (mutex) µs since the epoch, UTC; 0 when the clock is real */
};

G_DEFINE_FINAL_TYPE (HallClock, hall_clock, G_TYPE_OBJECT)

static void
hall_clock_finalize (GObject *object)
{
  HallClock *self = HALL_CLOCK (object);

  g_mutex_clear (&self->mutex);
  G_OBJECT_CLASS (hall_clock_parent_class)->finalize (object);
}

static void
hall_clock_class_init (HallClockClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = hall_clock_finalize;
}

static void
hall_clock_init (HallClock *self)
{
  g_mutex_init (&self->mutex);
}

/**
 * hall_clock_new:
 *
 * Returns: (transfer full): a clock that follows the machine's
 */
HallClock *
hall_clock_new (void)
{
  return g_object_new (HALL_TYPE_CLOCK, NULL);
}

/**
 * hall_clock_new_virtual:
 * @now_us: the time it shows, µs since the epoch (UTC)
 *
 * Returns: (transfer full): a clock that stands still until hall_clock_advance_to()
 */
HallClock *
hall_clock_new_virtual (gint64 now_us)
{
  HallClock *self = hall_clock_new ();

  self->virtual_us = now_us;
  return self;
}

/**
 * hall_clock_now:
 * @self: a clock
 *
 * Returns: µs since the epoch, UTC
 */
gint64
hall_clock_now (HallClock *self)
{
  gint64 now;

  g_return_val_if_fail (HALL_IS_CLOCK (self), 0);

  g_mutex_lock (&self->mutex);
  now = self->virtual_us != 0 ? self->virtual_us : g_get_real_time () + self->offset_us;
  g_mutex_unlock (&self->mutex);
  return now;
}

gint64
hall_clock_get_offset (HallClock *self)
{
  gint64 offset;

  g_return_val_if_fail (HALL_IS_CLOCK (self), 0);

  g_mutex_lock (&self->mutex);
  offset = self->offset_us;
  g_mutex_unlock (&self->mutex);
  return offset;
}

/**
 * hall_clock_set_offset:
 * @self: a clock
 * @offset_us: µs added to the machine's time; practice halls only
 */
void
hall_clock_set_offset (HallClock *self, gint64 offset_us)
{
  g_return_if_fail (HALL_IS_CLOCK (self));

  g_mutex_lock (&self->mutex);
  self->offset_us = offset_us;
  g_mutex_unlock (&self->mutex);
}

gboolean
hall_clock_is_virtual (HallClock *self)
{
  gboolean is_virtual;

  g_return_val_if_fail (HALL_IS_CLOCK (self), FALSE);

  g_mutex_lock (&self->mutex);
  is_virtual = self->virtual_us != 0;
  g_mutex_unlock (&self->mutex);
  return is_virtual;
}

/**
 * hall_clock_advance_to:
 * @self: a virtual clock
 * @now_us: the time to show; an earlier one than it shows already is ignored, for it never goes back
 */
void
hall_clock_advance_to (HallClock *self, gint64 now_us)
{
  g_return_if_fail (HALL_IS_CLOCK (self));

  g_mutex_lock (&self->mutex);
  if (self->virtual_us != 0 && now_us > self->virtual_us)
    self->virtual_us = now_us;
  g_mutex_unlock (&self->mutex);
}
