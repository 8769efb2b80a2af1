/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * HallScanVerdict:
 * @HALL_SCAN_PASS: the key is somebody's typing
 * @HALL_SCAN_HOLD: it may belong to a code: keep it back
 * @HALL_SCAN_RELEASE: it was typing after all: give back what was held, then this key
 * @HALL_SCAN_CODE: the code is complete, and this key ends it
 *
 * What a key turned out to be.
 */
typedef enum {
  HALL_SCAN_PASS,
  HALL_SCAN_HOLD,
  HALL_SCAN_RELEASE,
  HALL_SCAN_CODE,
} HallScanVerdict;

/**
 * HallScanner:
 *
 * Tells the scanner from the clerk, key by key.
 */
typedef struct {
  char text[24]; /* what is held */
  guint length;
  guint32 last; /* ms, of the last key */
} HallScanner;

#define HALL_SCAN_GAP_MS 50 /* no hand types a whole code with less between its keys */

HallScanVerdict hall_scanner_feed (HallScanner *self, char key, guint32 time_ms);
gboolean hall_scan_is_code (const char *text);

/**
 * HallScanFunc:
 * @window: where the code came in
 * @code: the number that was scanned
 * @data: as given
 *
 * A code was scanned.
 */
typedef void (*HallScanFunc) (GtkWidget *window, const char *code, gpointer data);

void hall_scan_watch (GtkWidget *window, HallScanFunc func, gpointer data);

G_END_DECLS
