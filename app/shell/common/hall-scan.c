/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "hall-scan.h"

#include <string.h>

/*
 * A scanner is a keyboard that types a number and Enter, faster than any hand, into whatever has the focus.
 * The codes on our papers have three shapes, so only what can still become one of them is kept back, and only
 * as long as it comes at a scanner's speed; everything else goes on its way untouched. What was kept back and
 * was no code is given to where it would have gone, in its order.
 */

/* 9 a digit, A a capital, anything else itself. */
static const char *const shapes[] = {
  "2099-999999",        /* a case */
  "20999999-A999",      /* a ticket */
  "20999999-A9999",     /* a ticket of a long day */
  "AA99-20999999-9999", /* a receipt */
};

static gboolean
fits (char shape, char c)
{
  return shape == '9' ? g_ascii_isdigit (c) : shape == 'A' ? g_ascii_isupper (c) : shape == c;
}

static gboolean
follows (const char *shape, const char *text, gboolean whole)
{
  gsize i;

  for (i = 0; text[i] != '\0'; i++)
    if (shape[i] == '\0' || !fits (shape[i], text[i]))
      return FALSE;
  return !whole || shape[i] == '\0';
}

static gboolean
may_become_code (const char *text, gboolean whole)
{
  for (gsize i = 0; i < G_N_ELEMENTS (shapes); i++)
    if (follows (shapes[i], text, whole))
      return TRUE;
  return FALSE;
}

/**
 * hall_scan_is_code:
 * @text: something typed or scanned
 *
 * Returns: whether it has the shape of what the codes on our papers hold
 */
gboolean
hall_scan_is_code (const char *text)
{
  g_return_val_if_fail (text != NULL, FALSE);

  return may_become_code (text, TRUE);
}

static HallScanVerdict
give_up (HallScanner *self)
{
  const gboolean held = self->length > 0;

  self->length = 0;
  self->text[0] = '\0';
  return held ? HALL_SCAN_RELEASE : HALL_SCAN_PASS;
}

/**
 * hall_scanner_feed:
 * @self: the scanner; all zero to begin with
 * @key: the character, "\n" for Enter, 0 for any other key
 * @time_ms: when it was pressed, on any clock
 *
 * Returns: what the key turned out to be. After %HALL_SCAN_CODE the number is in @self until the next key.
 */
HallScanVerdict
hall_scanner_feed (HallScanner *self, char key, guint32 time_ms)
{
  const gboolean fast = self->last != 0 && time_ms - self->last <= HALL_SCAN_GAP_MS;
  const char c = g_ascii_toupper (key); /* whatever Caps Lock says */

  g_return_val_if_fail (self != NULL, HALL_SCAN_PASS);

  self->last = time_ms;
  if (key == '\n' && self->length > 0 && fast && may_become_code (self->text, TRUE)) {
    self->length = 0;
    return HALL_SCAN_CODE;
  }
  if (key == '\n' || key == '\0' || self->length + 1 >= sizeof self->text)
    return give_up (self);
  /* A code begins after a pause: what goes on at speed is typing, or a code of somebody else's. */
  if (fast != (self->length > 0))
    return give_up (self);
  self->text[self->length] = c;
  self->text[self->length + 1] = '\0';
  if (!may_become_code (self->text, FALSE))
    return give_up (self);
  self->length++;
  return HALL_SCAN_HOLD;
}

/* --- On a window --- */

typedef struct {
  GtkWidget *window; /* (unowned): it owns this */
  HallScanFunc func;
  gpointer data;
  HallScanner scanner;
  GPtrArray *held;     /* of GdkEvent */
  GPtrArray *returned; /* of GdkEvent: on their way again */
  guint timeout_id;
} Watch;

static void
watch_free (gpointer data, GClosure *closure)
{
  Watch *self = data;

  g_clear_handle_id (&self->timeout_id, g_source_remove);
  g_ptr_array_unref (self->held);
  g_ptr_array_unref (self->returned);
  g_free (self);
}

static void
unref_event (gpointer event)
{
  gdk_event_unref (event);
}

static void
release (Watch *self)
{
  g_clear_handle_id (&self->timeout_id, g_source_remove);
  for (guint i = 0; i < self->held->len; i++) {
    GdkEvent *event = g_ptr_array_index (self->held, i);

    g_ptr_array_add (self->returned, gdk_event_ref (event));
    gdk_display_put_event (gtk_widget_get_display (self->window), event);
  }
  g_ptr_array_set_size (self->held, 0);
}

/* The keys stopped coming: it was a hand that pressed one that a code could begin with. */
static gboolean
on_timeout_cb (gpointer data)
{
  Watch *self = data;

  self->timeout_id = 0;
  give_up (&self->scanner);
  release (self);
  return G_SOURCE_REMOVE;
}

static void
hold (Watch *self, GdkEvent *event)
{
  g_ptr_array_add (self->held, gdk_event_ref (event));
  g_clear_handle_id (&self->timeout_id, g_source_remove);
  self->timeout_id = g_timeout_add (HALL_SCAN_GAP_MS + 10, on_timeout_cb, self);
}

static char
key_of (guint keyval, GdkModifierType state)
{
  const gunichar c = gdk_keyval_to_unicode (keyval);

  if (keyval == GDK_KEY_Return || keyval == GDK_KEY_KP_Enter)
    return '\n';
  if ((state & (GDK_CONTROL_MASK | GDK_ALT_MASK | GDK_SUPER_MASK)) != 0 || c <= ' ' || c > '~')
    return '\0';
  return (char)c;
}

static gboolean
on_key_cb (GtkEventControllerKey *controller, guint keyval, guint keycode, GdkModifierType state, Watch *self)
{
  GdkEvent *event = gtk_event_controller_get_current_event (GTK_EVENT_CONTROLLER (controller));
  g_autofree char *code = NULL;

  if (event == NULL || g_ptr_array_remove (self->returned, event))
    return GDK_EVENT_PROPAGATE;
  if (gdk_key_event_is_modifier (event)) /* Shift, before a capital */
    return GDK_EVENT_PROPAGATE;
  if (self->returned->len > 0) {
    /* What was given back stands at the end of the queue: this key comes after it, as it was typed. */
    hall_scanner_feed (&self->scanner, '\0', gdk_event_get_time (event));
    hold (self, event);
    release (self);
    return GDK_EVENT_STOP;
  }
  switch (hall_scanner_feed (&self->scanner, key_of (keyval, state), gdk_event_get_time (event))) {
  case HALL_SCAN_HOLD:
    hold (self, event);
    return GDK_EVENT_STOP;
  case HALL_SCAN_RELEASE:
    hold (self, event);
    release (self);
    return GDK_EVENT_STOP;
  case HALL_SCAN_CODE:
    g_clear_handle_id (&self->timeout_id, g_source_remove);
    g_ptr_array_set_size (self->held, 0);
    code = g_strdup (self->scanner.text);
    self->func (self->window, code, self->data);
    return GDK_EVENT_STOP;
  case HALL_SCAN_PASS:
  default:
    return GDK_EVENT_PROPAGATE;
  }
}

/**
 * hall_scan_watch:
 * @window: a window
 * @func: called with each code that is scanned there, whatever has the focus
 * @data: for @func
 *
 * Catches codes before any field or list of @window gets a key of them: digits would mark materials, and a
 * field would keep what it was never meant to hold.
 */
void
hall_scan_watch (GtkWidget *window, HallScanFunc func, gpointer data)
{
  GtkEventController *keys;
  Watch *self;

  g_return_if_fail (GTK_IS_WIDGET (window) && func != NULL);

  keys = gtk_event_controller_key_new ();
  self = g_new0 (Watch, 1);
  self->window = window;
  self->func = func;
  self->data = data;
  self->held = g_ptr_array_new_with_free_func (unref_event);
  self->returned = g_ptr_array_new_with_free_func (unref_event);
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_data (keys, "key-pressed", G_CALLBACK (on_key_cb), self, watch_free, G_CONNECT_DEFAULT);
  gtk_widget_add_controller (window, keys);
}
