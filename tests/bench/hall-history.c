/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Years of a hall, written straight into its tables: 600 tickets a day, each called, served and on a paper,
 * every fourth with a receipt, and a line of the journal for each step. Hashes are of the right length only.
 */

#include "hall-history.h"

#include <sqlite3.h>

#define NUMBERS "WITH RECURSIVE n (i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i + 1 < ?1) "
#define DAY "date ('2026-11-19', '-' || (i / 600) || ' days')"
#define AT "(1795000000000000 - i * 40000000)"
#define LABEL "char (65 + i % 4) || printf ('%03d', i / 4 % 150 + 1)"
#define RECEIPT "'CD03-' || replace (" DAY ", '-', '') || '-' || printf ('%04d', i % 600 / 4 + 1)"
#define PAPER                                                                                                                  \
  "'{\"org\":\"示例供热有限公司\",\"hall\":\"城东客户服务大厅\",\"slogan\":\"暖万家\",\"label\":\"A001\",'" \
  " || '\"category\":\"缴费\",\"ahead\":6,\"materials\":[\"身份证\",\"缴费卡\"],\"issued_at\":'"                       \
  " || '\"2026-11-20 09:05:31\",\"issuer\":\"kiosk\",\"late\":false,\"qr\":\"20261120-A001\"}'"

static const char *const scripts[] = {
  "WITH RECURSIVE n (i) AS (SELECT 0 UNION ALL SELECT i + 600 FROM n WHERE i + 600 < ?1)"
  " INSERT INTO business_day (day, state, opened_at, closed_at) SELECT " DAY ", 'closed', " AT ", " AT
  " FROM n",

  NUMBERS
  "INSERT INTO ticket (id, day, category, number, label, state, queue, place, priority, interleaves,"
  " issued_at, station, ahead, called_at, last_call_at, calls, started_at, done_at, counter, staff, why)"
  " SELECT i + 1, " DAY ", char (65 + i % 4), i % 600 / 4 + 1, " LABEL ", 'done', char (65 + i % 4),"
  " (i + 1) << 20, 0, 0, " AT ", 'kiosk', i % 20, " AT " + 600000000, " AT " + 600000000, 1,"
  " " AT " + 620000000, " AT " + 900000000, 3, 'G05', 'first-come' FROM n",

  NUMBERS
  "INSERT INTO ticket_move (ticket, at, command, from_state, to_state, staff, counter) SELECT i / 4 + 1,"
  " 1795000000000000 - i * 10000000, 'call-next', 'waiting', 'called', 'G05', 3 FROM n",

  NUMBERS "INSERT INTO call (day, ticket, label, counter, at, round) SELECT " DAY ", i + 1, " LABEL ", 3, " AT
          ", 1 FROM n",

  NUMBERS "INSERT INTO document (number, kind, form, day, at, content) SELECT replace (" DAY
          ", '-', '') || '-'"
          " || " LABEL ", 'ticket', 'roll80', " DAY ", " AT ", " PAPER " FROM n",

  NUMBERS
  "INSERT INTO charge (day, ticket, counter, staff, at, state, payer, lines, tenders, total_fen,"
  " other_fen, cash_due_fen, received_fen, change_fen, received_at, sentence, receipt) SELECT " DAY
  ", i + 1, 3, 'G05', " AT ", 'posted', '李建国', '[{\"item\":\"采暖季热费\",\"amount_fen\":128650}]',"
  " '[]', 128650, 0, 128650, 130000, 1350, " AT ", '总共缴费1286.50元', " RECEIPT " FROM n WHERE i % 4 = 0",

  NUMBERS
  "INSERT INTO receipt (number, series, seq, day, kind, charge, ticket, counter, staff, payer, lines,"
  " tenders, total_fen, other_fen, cash_fen, received_fen, change_fen, sentence, words, received_at,"
  " changed_at, hash) SELECT " RECEIPT ", 'CD03-' || replace (" DAY ", '-', ''), i % 600 / 4 + 1, " DAY
  ", 'receipt', i / 4 + 1, i + 1, 3, 'G05', '李建国', '[{\"item\":\"采暖季热费\",\"amount_fen\":128650}]',"
  " '[]', 128650, 0, 128650, 130000, 1350, '总共缴费1286.50元', '人民币壹仟贰佰捌拾陆元伍角', " AT ", " AT
  ", hex (zeroblob (32)) FROM n WHERE i % 4 = 0",

  NUMBERS "INSERT INTO journal (chain, seq, at, day, command, staff, counter, station, request, args, answer,"
          " facts, topics, prev, hash) SELECT 'old', i + 1, 1795000000000000 - i * 10000000, '2026-11-19',"
          " 'call-next', 'G05', 3, NULL, printf ('%032x', i), '{}', '{\"ticket\":\"A001\",\"category\":\"A\","
          "\"counter\":3,\"waited_s\":600,\"why\":\"The earliest number of the queue\"}', NULL, 3,"
          " hex (zeroblob (32)), hex (zeroblob (32)) FROM n",

  "WITH RECURSIVE n (i) AS (SELECT 0 UNION ALL SELECT i + 600 FROM n WHERE i + 600 < ?1)"
  " INSERT INTO series (name, last) SELECT 'ticket/' || " DAY " || '/A', 150 FROM n",
};

/* Moves and lines of the journal: four of each a ticket. */
static const gint64 times[G_N_ELEMENTS (scripts)] = { 1, 1, 4, 1, 1, 1, 1, 4, 1 };

/**
 * hall_history_grow:
 * @address: a hall that nobody has open, new
 * @tickets: how many it has served before
 *
 * Gives it a past. Not synced on the way: it is thrown away after the measurement.
 */
void
hall_history_grow (const char *address, gint64 tickets)
{
  sqlite3 *db = NULL;

  if (tickets == 0)
    return;
  g_assert (sqlite3_open_v2 (address, &db, SQLITE_OPEN_READWRITE, NULL) == SQLITE_OK);
  g_assert (sqlite3_exec (db,
                          "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -400000;"
                          " PRAGMA locking_mode = EXCLUSIVE; BEGIN",
                          NULL, NULL, NULL)
            == SQLITE_OK);
  for (gsize i = 0; i < G_N_ELEMENTS (scripts); i++) {
    sqlite3_stmt *statement = NULL;

    if (sqlite3_prepare_v2 (db, scripts[i], -1, &statement, NULL) != SQLITE_OK)
      g_error ("%s: %s", scripts[i], sqlite3_errmsg (db));
    sqlite3_bind_int64 (statement, 1, tickets * times[i]);
    if (sqlite3_step (statement) != SQLITE_DONE)
      g_error ("%s: %s", scripts[i], sqlite3_errmsg (db));
    sqlite3_finalize (statement);
  }
  g_assert (
      sqlite3_exec (db, "COMMIT; PRAGMA locking_mode = NORMAL; PRAGMA journal_mode = WAL", NULL, NULL, NULL)
      == SQLITE_OK);
  sqlite3_close (db);
}
