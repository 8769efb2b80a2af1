/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "hall-raw.h"

#include <sqlite3.h>
#include <string.h>

#define DAY "2026-11-20"
#define NOW G_GINT64_CONSTANT (1795136400000000)

enum {
  BEGIN,
  COMMIT,
  SERIES,
  TICKET,
  MOVE,
  DOCUMENT,
  NEXT,
  CALLED,
  CALL,
  RUN,
  STARTED,
  FINISHED,
  CHARGE,
  RECEIVED,
  RECEIPT,
  POSTED,
  JOURNAL,
  CHAIN,
  N_STATEMENTS,
};

static const char *const sql[N_STATEMENTS] = {
  [BEGIN] = "BEGIN IMMEDIATE",
  [COMMIT] = "COMMIT",
  [SERIES] = "INSERT INTO series (name, last) VALUES (?1, 1) ON CONFLICT (name) DO UPDATE SET last = last + 1"
             " RETURNING last",
  [TICKET] = "INSERT INTO ticket (day, category, number, label, state, queue, place, priority, interleaves,"
             " issued_at, station, ahead) VALUES ('" DAY
             "', 'D', ?1, 'D001', 'waiting', 'D', ?1 << 20, 0, 0, ?2,"
             " 'raw', 0)",
  [MOVE]
  = "INSERT INTO ticket_move (ticket, at, command, from_state, to_state, staff, counter) VALUES (?1, ?2,"
    " 'take-ticket', 'waiting', 'called', 'G07', 5)",
  [DOCUMENT]
  = "INSERT INTO document (number, kind, form, day, at, content) VALUES ('20261120-D001', 'ticket',"
    " 'roll80', '" DAY "', ?2, ?1)",
  [NEXT] = "SELECT id FROM ticket WHERE state = 'waiting' AND day = '" DAY
           "' AND queue = 'D' AND interleaves = 0"
           " ORDER BY place LIMIT 1",
  [CALLED] = "UPDATE ticket SET state = 'called', counter = 5, staff = 'G07', calls = 1, called_at = ?2,"
             " last_call_at = ?2, why = 'first-come' WHERE id = ?1",
  [CALL] = "INSERT INTO call (day, ticket, label, counter, at, round) VALUES ('" DAY
           "', ?1, 'D001', 5, ?2, 1)",
  [RUN] = "INSERT INTO call_run (day, line, normal, priority) VALUES ('" DAY
          "', 'D', 1, 0) ON CONFLICT DO UPDATE"
          " SET normal = normal + 1",
  [STARTED] = "UPDATE ticket SET state = 'serving', started_at = ?2 WHERE id = ?1",
  [FINISHED] = "UPDATE ticket SET state = 'done', done_at = ?2 WHERE id = ?1",
  [CHARGE] = "INSERT INTO charge (day, ticket, counter, staff, at, state, payer, lines, tenders, total_fen,"
             " other_fen, cash_due_fen) VALUES ('" DAY
             "', ?1, 5, 'G07', ?2, 'open', '李建国', ?3, '[]', 128650, 0,"
             " 128650)",
  [RECEIVED]
  = "UPDATE charge SET state = 'received', received_fen = 130000, change_fen = 1350, received_at = ?2,"
    " sentence = '总共缴费1286.50元，收您1300元，找您13.50元，请收好。' WHERE id = ?1",
  [RECEIPT]
  = "INSERT INTO receipt (number, series, seq, day, kind, charge, ticket, counter, staff, payer, lines,"
    " tenders, total_fen, other_fen, cash_fen, received_fen, change_fen, sentence, words, received_at,"
    " changed_at, hash) VALUES ('RAW-' || printf ('%06d', ?1), 'CD05-20261120', ?1, '" DAY "',"
    " 'receipt', ?4, ?5, 5, 'G07', '李建国', ?3, '[]', 128650, 0, 128650, 130000, 1350,"
    " '总共缴费1286.50元，收您1300元，找您13.50元，请收好。', '人民币壹仟贰佰捌拾陆元伍角', ?2, ?2, ?6)",
  [POSTED] = "UPDATE charge SET state = 'posted', receipt = 'RAW-' || ?1 WHERE id = ?1",
  [JOURNAL]
  = "INSERT INTO journal (chain, seq, at, day, command, staff, counter, request, args, answer, facts,"
    " topics, prev, hash) VALUES ('raw', ?1, ?2, '" DAY "', 'raw', 'G07', 5, ?3, ?4, ?5, ?6, 3, ?7, ?7)",
  [CHAIN] = "INSERT INTO chain (name, seq, hash) VALUES ('raw', ?1, ?2) ON CONFLICT (name) DO UPDATE SET"
            " seq = excluded.seq, hash = excluded.hash",
};

/* As many bytes as the program writes, read from what it wrote. */
typedef struct {
  char *args;
  char *answer;
  char *facts;
} Words;

struct _HallRaw {
  sqlite3 *db;
  sqlite3_stmt *statements[N_STATEMENTS];
  gint64 line;
  gint64 ticket;
  gint64 charge;
  char *ticket_paper;
  char *receipt_paper;
  char *lines;
  Words take, call, start, finish, charging, receiving, changing;
};

static char *
read_text (HallRaw *self, const char *query)
{
  sqlite3_stmt *row = NULL;
  char *text = NULL;

  g_assert (sqlite3_prepare_v2 (self->db, query, -1, &row, NULL) == SQLITE_OK);
  if (sqlite3_step (row) == SQLITE_ROW)
    text = g_strdup ((const char *)sqlite3_column_text (row, 0));
  sqlite3_finalize (row);
  return text;
}

static void
read_words (HallRaw *self, const char *command, Words *words)
{
  char **const into[] = { &words->args, &words->answer, &words->facts };
  static const char *const columns[] = { "args", "answer", "facts" };

  for (gsize i = 0; i < G_N_ELEMENTS (columns); i++) {
    g_autofree char *query = g_strdup_printf (
        "SELECT %s FROM journal WHERE command = '%s' ORDER BY id DESC LIMIT 1", columns[i], command);

    *into[i] = read_text (self, query);
  }
}

/**
 * hall_raw_new:
 * @address: a hall in which the program has done each command once
 *
 * Returns: (transfer full): a connection beside the program's
 */
HallRaw *
hall_raw_new (const char *address)
{
  HallRaw *self = g_new0 (HallRaw, 1);

  g_assert (sqlite3_open_v2 (address, &self->db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, NULL)
            == SQLITE_OK);
  sqlite3_exec (self->db, "PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; PRAGMA cache_size = -16000",
                NULL, NULL, NULL);
  for (int i = 0; i < N_STATEMENTS; i++)
    if (sqlite3_prepare_v3 (self->db, sql[i], -1, SQLITE_PREPARE_PERSISTENT, &self->statements[i], NULL)
        != SQLITE_OK)
      g_error ("%s: %s", sql[i], sqlite3_errmsg (self->db));
  read_words (self, "take-ticket", &self->take);
  read_words (self, "call-next", &self->call);
  read_words (self, "start", &self->start);
  read_words (self, "finish", &self->finish);
  read_words (self, "charge", &self->charging);
  read_words (self, "call-received", &self->receiving);
  read_words (self, "call-change", &self->changing);
  self->ticket_paper = read_text (
      self, "SELECT content FROM document WHERE kind = 'ticket' ORDER BY id DESC LIMIT 1");
  self->receipt_paper = read_text (
      self, "SELECT content FROM document WHERE kind = 'receipt' ORDER BY id DESC LIMIT 1");
  self->lines = read_text (self, "SELECT lines FROM charge ORDER BY id DESC LIMIT 1");
  return self;
}

static void
words_clear (Words *words)
{
  g_free (words->args);
  g_free (words->answer);
  g_free (words->facts);
}

void
hall_raw_free (HallRaw *self)
{
  Words *const words[] = { &self->take,     &self->call,      &self->start,   &self->finish,
                           &self->charging, &self->receiving, &self->changing };

  for (int i = 0; i < N_STATEMENTS; i++)
    sqlite3_finalize (self->statements[i]);
  sqlite3_close (self->db);
  for (gsize i = 0; i < G_N_ELEMENTS (words); i++)
    words_clear (words[i]);
  g_free (self->ticket_paper);
  g_free (self->receipt_paper);
  g_free (self->lines);
  g_free (self);
}

static void
bind_text (HallRaw *self, int which, int at, const char *text)
{
  sqlite3_bind_text (self->statements[which], at, text, -1, SQLITE_STATIC);
}

static void
bind_int (HallRaw *self, int which, int at, gint64 value)
{
  sqlite3_bind_int64 (self->statements[which], at, value);
}

/* Runs a statement; returns the first column of its row, 0 without one. */
static gint64
run (HallRaw *self, int which)
{
  sqlite3_stmt *statement = self->statements[which];
  gint64 value = 0;
  int result;

  while ((result = sqlite3_step (statement)) == SQLITE_ROW)
    value = sqlite3_column_int64 (statement, 0);
  if (result != SQLITE_DONE)
    g_error ("%s: %s", sql[which], sqlite3_errmsg (self->db));
  sqlite3_reset (statement);
  return value;
}

static gint64
run_at (HallRaw *self, int which, gint64 id)
{
  bind_int (self, which, 1, id);
  bind_int (self, which, 2, NOW);
  return run (self, which);
}

static void
end (HallRaw *self, const Words *words)
{
  g_autoptr (GChecksum) sum = g_checksum_new (G_CHECKSUM_SHA256);
  const char *texts[] = { words->args, words->answer, words->facts };
  char request[40];

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    if (texts[i] != NULL)
      g_checksum_update (sum, (const guchar *)texts[i], (gssize)strlen (texts[i]));
  self->line++;
  g_snprintf (request, sizeof request, "zz%030" G_GINT64_FORMAT, self->line);
  bind_text (self, JOURNAL, 3, request);
  for (int i = 0; i < 3; i++)
    bind_text (self, JOURNAL, 4 + i, texts[i]);
  bind_text (self, JOURNAL, 7, g_checksum_get_string (sum));
  run_at (self, JOURNAL, self->line);
  bind_int (self, CHAIN, 1, self->line);
  bind_text (self, CHAIN, 2, g_checksum_get_string (sum));
  run (self, CHAIN);
  run (self, COMMIT);
}

static void
add_paper (HallRaw *self, const char *content)
{
  bind_text (self, DOCUMENT, 1, content);
  bind_int (self, DOCUMENT, 2, NOW);
  run (self, DOCUMENT);
}

void
hall_raw_take (HallRaw *self)
{
  run (self, BEGIN);
  bind_text (self, SERIES, 1, "raw/" DAY "/D");
  run_at (self, TICKET, run (self, SERIES));
  run_at (self, MOVE, sqlite3_last_insert_rowid (self->db));
  add_paper (self, self->ticket_paper);
  end (self, &self->take);
}

void
hall_raw_call (HallRaw *self)
{
  run (self, BEGIN);
  self->ticket = run (self, NEXT);
  run_at (self, CALLED, self->ticket);
  run_at (self, MOVE, self->ticket);
  run_at (self, CALL, self->ticket);
  run (self, RUN);
  end (self, &self->call);
}

void
hall_raw_start (HallRaw *self)
{
  run (self, BEGIN);
  run_at (self, STARTED, self->ticket);
  run_at (self, MOVE, self->ticket);
  end (self, &self->start);
}

void
hall_raw_finish (HallRaw *self)
{
  run (self, BEGIN);
  run_at (self, FINISHED, self->ticket);
  run_at (self, MOVE, self->ticket);
  end (self, &self->finish);
}

void
hall_raw_charge (HallRaw *self)
{
  run (self, BEGIN);
  bind_text (self, CHARGE, 3, self->lines);
  run_at (self, CHARGE, self->ticket);
  self->charge = sqlite3_last_insert_rowid (self->db);
  end (self, &self->charging);
}

void
hall_raw_received (HallRaw *self)
{
  run (self, BEGIN);
  run_at (self, RECEIVED, self->charge);
  end (self, &self->receiving);
}

void
hall_raw_change (HallRaw *self)
{
  g_autofree char *hash = g_compute_checksum_for_string (G_CHECKSUM_SHA256, self->receipt_paper, -1);

  run (self, BEGIN);
  bind_text (self, SERIES, 1, "CD05-20261120");
  bind_text (self, RECEIPT, 3, self->lines);
  bind_int (self, RECEIPT, 4, self->charge);
  bind_int (self, RECEIPT, 5, self->ticket);
  bind_text (self, RECEIPT, 6, hash);
  run_at (self, RECEIPT, run (self, SERIES));
  add_paper (self, self->receipt_paper);
  bind_int (self, POSTED, 1, self->charge);
  run (self, POSTED);
  end (self, &self->changing);
}
