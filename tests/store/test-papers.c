/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Papers belong to the change that causes them and survive every printer (hall rules 5.12, 4). */

#include "hall-fixture.h"
#include "hall-test.h"
#include "hall-views.h"

#define STEP(name, args) hall_fixture_must (hall, "G05", 3, name, "%s", args)

static HallFixture *
hall_with_printers (void)
{
  HallFixture *hall = hall_fixture_new ();

  hall_fixture_must (hall, "L02", 0, "set-printer", "%s", "{'station': <'kiosk'>, 'printer': <'ticket-1'>}");
  hall_fixture_must (hall, "L02", 0, "set-printer", "%s",
                     "{'counter': <int64 3>, 'printer': <'receipt-3'>, 'form': <'a5'>}");
  STEP ("test-printer", "");
  hall_fixture_open (hall, "G05", 3);
  return hall;
}

static HallDocument *
document (HallFixture *hall, const char *number)
{
  g_autoptr (GVariant) params = g_variant_ref_sink (g_variant_new_string (number));
  g_autoptr (GError) error = NULL;
  HallDocument *self = hall_document_read (hall->engine, params, &error);

  g_assert_no_error (error);
  return self;
}

static char *
job (HallFixture *hall, gint64 id)
{
  g_autofree char *sql = g_strdup_printf (
      "SELECT place, coalesce (printer, ''), state, attempts, copy, coalesce (reason, '') FROM outbox"
      " WHERE id = %d",
      (int)id);

  return hall_fixture_list (hall, sql);
}

static void
assert_job (HallFixture *hall, gint64 id, const char *expected)
{
  g_autofree char *stored = job (hall, id);

  g_assert_cmpstr (stored, ==, expected);
}

static void
assert_text (GVariant *content, const char *key, const char *expected)
{
  g_autofree char *text = hall_fixture_text (content, key);

  g_assert_cmpstr (text, ==, expected);
}

/* 004-07: the ticket lists what the matter needs, and nothing where nothing is needed. */
static void
test_ticket (void)
{
  g_autoptr (HallFixture) hall = hall_with_printers ();
  g_autoptr (HallDocument) transfer = NULL;
  g_autoptr (HallDocument) enquiry = NULL;
  g_autoptr (GVariant) materials = NULL;
  g_autoptr (GVariant) none = NULL;
  g_autofree char *list = NULL;

  HALL_PROVES ("004-07");

  hall_fixture_must (hall, NULL, 0, "take-ticket", "%s", "{'category': <'B'>, 'matter': <'B1'>}");
  hall_fixture_must (hall, NULL, 0, "take-ticket", "%s", "{'category': <'C'>}");
  transfer = document (hall, "20261120-B001");
  assert_text (transfer->content, "label", "B001");
  assert_text (transfer->content, "matter", "过户更名");
  assert_text (transfer->content, "issued_at", "2026-11-20 09:00:00");
  assert_text (transfer->content, "qr", "20261120-B001");
  materials = g_variant_lookup_value (transfer->content, "materials", NULL);
  list = g_variant_print (materials, FALSE);
  g_assert_cmpstr (list, ==, "[<'申请表'>, <'不动产权证书原件'>, <'双方身份证件'>, <'热费结清凭证'>]");
  enquiry = document (hall, "20261120-C001");
  none = g_variant_lookup_value (enquiry->content, "materials", NULL);
  g_assert_cmpuint (g_variant_n_children (none), ==, 0);
  assert_job (hall, 2, "kiosk ticket-1 waiting 0 0 ");
}

/* Without a printer the number is given and the paper kept: nothing waits for a machine. */
static void
test_without_printer (void)
{
  g_autoptr (HallFixture) hall = hall_fixture_new ();
  g_autofree char *label = hall_fixture_take (hall, "A", NULL);
  g_autoptr (HallDocument) paper = document (hall, "20261120-A001");

  g_assert_cmpstr (label, ==, "A001");
  g_assert_cmpstr (paper->kind, ==, "ticket");
  g_assert_null (paper->pdf);
  g_assert_cmpint (hall_fixture_sql_int (hall, "SELECT count (*) FROM outbox"), ==, 0);
}

/* 004-01: who the hall is stands on every paper, as it is when the paper is caused. */
static void
test_heading (void)
{
  static const char *const numbers[] = { "T-2026-11-20-3", "20261120-A001", "CD03-20261120-0001",
                                         "CD03-20261120-0002" };
  g_autoptr (HallFixture) hall = hall_fixture_new ();
  g_autoptr (GVariant) request = NULL;

  HALL_PROVES ("004-01");

  hall_fixture_must (hall, "A01", 0, "set-option", "%s", "{'name': <'slogan'>, 'value': <'温暖如家'>}");
  hall_fixture_must (hall, "A01", 0, "set-option", "%s", "{'name': <'org_name'>, 'value': <'城东供热公司'>}");
  hall_fixture_must (hall, "A01", 0, "set-option", "%s", "{'name': <'phone'>, 'value': <'12345'>}");
  hall_fixture_must (hall, "L02", 0, "set-printer", "%s", "{'counter': <int64 3>, 'printer': <'receipt-3'>}");
  STEP ("test-printer", "");
  hall_fixture_open (hall, "G05", 3);
  g_free (hall_fixture_take (hall, "A", NULL));
  g_free (hall_fixture_serve (hall, "G05", 3));
  g_free (hall_fixture_pay (hall, "G05", 3, hall_fixture_charge (hall, "G05", 3, 100), 100));
  request = hall_fixture_do (hall, "G05", 3, "void",
                             "{'receipt': <'CD03-20261120-0001'>, 'cause': <'item'>, 'reason': <'项目错'>,"
                             " 'original_taken_back': <true>}");
  hall_fixture_must (hall, "L02", 0, "approve", "{'request': <int64 %d>}",
                     (int)hall_fixture_int (request, "request"));
  for (gsize i = 0; i < G_N_ELEMENTS (numbers); i++) {
    g_autoptr (HallDocument) paper = document (hall, numbers[i]);

    assert_text (paper->content, "org", "城东供热公司");
    assert_text (paper->content, "hall", "城东客户服务大厅");
    assert_text (paper->content, "slogan", "温暖如家");
    assert_text (paper->content, "phone", "12345");
  }
}

static void
test_receipt (void)
{
  g_autoptr (HallFixture) hall = hall_with_printers ();
  g_autoptr (HallDocument) paper = NULL;
  g_autoptr (GVariant) charge = NULL;
  gint64 value = 0;

  g_free (hall_fixture_take (hall, "A", NULL));
  g_free (hall_fixture_serve (hall, "G05", 3));
  charge = hall_fixture_do (
      hall, "G05", 3, "charge",
      "{'payer': <'李建国'>, 'account': <'1002003015'>, 'lines': <[<{'item': <'热费'>, 'quantity':"
      " <'51.46'>, 'unit': <'平方米'>, 'unit_price_fen': <int64 2500>, 'amount_fen': <int64"
      " 128650>}>]>}");
  g_free (hall_fixture_pay (hall, "G05", 3, hall_fixture_int (charge, "charge"), 130000));
  paper = document (hall, "CD03-20261120-0001");
  g_assert_cmpstr (paper->form, ==, "a5");
  assert_text (paper->content, "staff", "G05");
  assert_text (paper->content, "ticket", "A001");
  assert_text (paper->content, "payer", "李建国");
  assert_text (paper->content, "words", "人民币壹仟贰佰捌拾陆元伍角");
  assert_text (paper->content, "sentence", "总共缴费1286.50元，收您1300元，找您13.50元，请收好。");
  g_assert_true (g_variant_lookup (paper->content, "change_fen", "x", &value));
  g_assert_cmpint (value, ==, 1350);
  assert_job (hall, 3, "counter-3 receipt-3 waiting 0 0 ");
}

/* Rendered once: whoever comes second is told the hash of the first and changes nothing. */
static void
test_file_once (void)
{
  g_autoptr (HallFixture) hall = hall_with_printers ();
  g_autoptr (GVariant) first = hall_fixture_do (hall, NULL, 0, "file-paper",
                                                "{'document': <int64 1>, 'pdf': <b'one'>}");
  g_autoptr (GVariant) second = hall_fixture_do (hall, NULL, 0, "file-paper",
                                                 "{'document': <int64 1>, 'pdf': <b'other'>}");
  g_autofree char *hash = hall_fixture_text (first, "hash");
  g_autofree char *again = hall_fixture_text (second, "hash");
  g_autofree char *expected = g_compute_checksum_for_data (G_CHECKSUM_SHA256, (const guchar *)"one", 4);
  g_autoptr (HallDocument) paper = document (hall, "T-2026-11-20-3");

  g_assert_cmpstr (hash, ==, expected);
  g_assert_cmpstr (again, ==, expected);
  g_assert_cmpmem (g_bytes_get_data (paper->pdf, NULL), g_bytes_get_size (paper->pdf), "one", 4);
  g_assert_cmpstr (paper->hash, ==, expected);
  hall_fixture_refuse (hall, NULL, 0, "file-paper", "{'document': <int64 99>, 'pdf': <b'x'>}",
                       HALL_ERROR_NOT_FOUND, NULL, "document");
  hall_fixture_refuse (hall, NULL, 0, "file-paper", "{'document': <int64 1>, 'pdf': <@ay []>}",
                       HALL_ERROR_INVALID, "5.12", "pdf");
}

#define TRACK(state, more)                                                                                   \
  hall_fixture_must (hall, NULL, 0, "track-job", "{'job': <int64 1>, 'state': <'" state "'>" more "}")

static void
test_track_and_retry (void)
{
  g_autoptr (HallFixture) hall = hall_with_printers ();
  const char *retry = "{'job': <int64 1>}";

  hall_fixture_refuse (hall, NULL, 0, "track-job", "{'job': <int64 1>, 'state': <'eaten'>}",
                       HALL_ERROR_INVALID, "5.12", "state");
  hall_fixture_refuse (hall, NULL, 0, "track-job", "{'job': <int64 77>, 'state': <'sent'>}",
                       HALL_ERROR_NOT_FOUND, NULL, "job");
  TRACK ("sent", ", 'cups_job': <int64 41>");
  TRACK ("attention", ", 'reason': <'media-empty'>, 'message': <'Out of paper'>");
  assert_job (hall, 1, "counter-3 receipt-3 attention 1 0 media-empty");
  hall_fixture_must (hall, "G05", 3, "retry-job", "%s", "{'job': <int64 1>, 'printer': <'receipt-4'>}");
  assert_job (hall, 1, "counter-3 receipt-4 waiting 1 0 ");
  TRACK ("sent", ", 'cups_job': <int64 42>");
  TRACK ("unknown", "");
  hall_fixture_refuse (hall, "G05", 3, "retry-job", retry, HALL_ERROR_REFUSED, "5.12", "job");
  hall_fixture_must (hall, "G05", 3, "settle-job", "%s", "{'job': <int64 1>, 'came_out': <false>}");
  assert_job (hall, 1, "counter-3 receipt-4 waiting 2 0 ");
  hall_fixture_refuse (hall, "G05", 3, "settle-job", "{'job': <int64 1>, 'came_out': <true>}",
                       HALL_ERROR_REFUSED, "5.12", "job");
  TRACK ("sent", "");
  TRACK ("failed", ", 'reason': <'removed'>");
  hall_fixture_must (hall, "G05", 3, "retry-job", "%s", retry);
  TRACK ("sent", "");
  TRACK ("unknown", "");
  hall_fixture_must (hall, "G05", 3, "settle-job", "%s", "{'job': <int64 1>, 'came_out': <true>}");
  assert_job (hall, 1, "counter-3 receipt-4 done 4 0 ");
  hall_fixture_refuse (hall, "G05", 3, "retry-job", retry, HALL_ERROR_REFUSED, "5.12", "job");
  hall_fixture_refuse (hall, NULL, 0, "track-job", "{'job': <int64 1>, 'state': <'waiting'>}",
                       HALL_ERROR_REFUSED, "5.12", "job");
  hall_fixture_refuse (hall, "G05", 3, "retry-job", "{'job': <int64 77>}", HALL_ERROR_NOT_FOUND, NULL, "job");
  hall_fixture_refuse (hall, "G05", 3, "settle-job", "{'job': <int64 77>, 'came_out': <true>}",
                       HALL_ERROR_NOT_FOUND, NULL, "job");
  /* One paper, one number, one row, however often it was tried. */
  g_assert_cmpint (hall_fixture_sql_int (hall, "SELECT count (*) FROM document"), ==, 1);
  g_assert_cmpint (hall_fixture_sql_int (hall, "SELECT count (*) FROM outbox"), ==, 1);
}

/* A reprint is marked, counted and has a reason; it has the number of the original and never a new one. */
static void
test_reprint (void)
{
  g_autoptr (HallFixture) hall = hall_with_printers ();
  g_autoptr (GVariant) second = NULL;
  g_autofree char *number = NULL;
  g_autofree char *line = NULL;

  hall_fixture_refuse (hall, "G05", 3, "reprint", "{'document': <int64 1>}", HALL_ERROR_INVALID, NULL,
                       "reason");
  hall_fixture_refuse (hall, "G05", 3, "reprint", "{'document': <int64 1>, 'reason': <'—'>}",
                       HALL_ERROR_INVALID, NULL, "reason");
  hall_fixture_refuse (hall, "G05", 3, "reprint", "{'document': <int64 99>, 'reason': <'客户遗失'>}",
                       HALL_ERROR_NOT_FOUND, NULL, "document");
  hall_fixture_refuse (hall, "G07", 1, "reprint", "{'document': <int64 1>, 'reason': <'客户遗失'>}",
                       HALL_ERROR_REFUSED, "5.11", "counter");
  STEP ("reprint", "{'document': <int64 1>, 'reason': <'客户遗失'>}");
  second = hall_fixture_do (hall, "G05", 3, "reprint", "{'document': <int64 1>, 'reason': <'字迹不清'>}");
  number = hall_fixture_text (second, "number");
  g_assert_cmpstr (number, ==, "T-2026-11-20-3");
  g_assert_cmpint (hall_fixture_int (second, "copy"), ==, 2);
  line = hall_fixture_sql (hall, "SELECT reprint_line FROM outbox WHERE copy = 2");
  g_assert_cmpstr (line, ==, "补打 第2次  2026-11-20 09:00:00  G05  3号窗口  原因：字迹不清");
  g_assert_cmpint (hall_fixture_sql_int (hall, "SELECT count (*) FROM document"), ==, 1);
}

/* The desk is told what is still on its way, and only of its own place. */
static void
test_jobs_of_a_place (void)
{
  g_autoptr (HallFixture) hall = hall_with_printers ();
  g_autoptr (GVariant) counter = g_variant_ref_sink (g_variant_new_string ("counter-3"));
  g_autoptr (GVariant) all = g_variant_ref_sink (g_variant_new_string (""));
  g_autoptr (GListModel) mine = NULL;
  g_autoptr (GListModel) both = NULL;
  g_autoptr (GError) error = NULL;

  g_free (hall_fixture_take (hall, "A", NULL));
  mine = hall_jobs_read (hall->engine, counter, &error);
  g_assert_no_error (error);
  both = hall_jobs_read (hall->engine, all, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (g_list_model_get_n_items (mine), ==, 1);
  g_assert_cmpuint (g_list_model_get_n_items (both), ==, 2);
  TRACK ("sent", "");
  TRACK ("done", "");
  g_clear_object (&mine);
  mine = hall_jobs_read (hall->engine, counter, &error);
  g_assert_cmpuint (g_list_model_get_n_items (mine), ==, 0);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/store/papers/ticket", test_ticket);
  g_test_add_func ("/store/papers/without-printer", test_without_printer);
  g_test_add_func ("/store/papers/heading", test_heading);
  g_test_add_func ("/store/papers/receipt", test_receipt);
  g_test_add_func ("/store/papers/file-once", test_file_once);
  g_test_add_func ("/store/papers/track-and-retry", test_track_and_retry);
  g_test_add_func ("/store/papers/reprint", test_reprint);
  g_test_add_func ("/store/papers/jobs-of-a-place", test_jobs_of_a_place);
  return g_test_run ();
}
