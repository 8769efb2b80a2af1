/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A hall looked at from outside: its tables and its journal, read through a connection of the test's own,
 * must tell one story, and that story must keep the order of hall rules 5.3. The order is written here a
 * second time, over plain queues, so that the store is not its own judge. */

#include "hall-model.h"

#include <json-glib/json-glib.h>
#include <string.h>

#include "hall-engine.h"
#include "hall-journal.h"
#include "hall-peek.h"
#include "hall-verify.h"

typedef struct {
  char *label;
  gint64 place; /* the order in which they came: of two queues it is not that of the journal's lines */
} Waiting;

typedef struct {
  int normal;
  int priority;
} Run;

typedef struct {
  HallModel *model;
  const char *what;
  HallPeek *peek;
  GHashTable *queues;   /* "A0", "A1": category and lane → GQueue of Waiting */
  GHashTable *runs;     /* "A,B": the categories of a counter → Run */
  GHashTable *counters; /* number → label, or "" */
  GHashTable *lines;    /* counter → its categories */
  GHashTable *heads;    /* chain → hash of its last line */
  GHashTable *lengths;  /* chain → its length */
  char *day;
} Replay;

static void G_GNUC_PRINTF (2, 3) G_GNUC_NORETURN fail (const char *what, const char *format, ...)
{
  g_autofree char *text = NULL;
  va_list args;

  va_start (args, format);
  text = g_strdup_vprintf (format, args);
  va_end (args);
  g_printerr ("# %s: %s\n", what, text);
  g_assert_not_reached ();
}

/* A query that finds what may not be: no row is right. */
static void
check_none (Replay *self, const char *rule, const char *sql)
{
  g_autoptr (HallPeekRows) row = hall_peek_query (self->peek, sql);

  if (hall_peek_next (row))
    fail (self->what, "%s: %s", rule, hall_peek_text (row, 0));
}

static void
check_tables (Replay *self)
{
  if (!hall_peek_is_server (self->peek)) {
    check_none (self, "the file is whole",
                "SELECT integrity_check FROM pragma_integrity_check WHERE integrity_check <> 'ok'");
    check_none (self, "references", "SELECT \"table\" FROM pragma_foreign_key_check");
  }
  check_none (self, "numbers are 1 to n a day and category",
              "SELECT t.day || t.category FROM ticket t LEFT JOIN series s"
              " ON s.name = 'ticket/' || t.day || '/' || t.category GROUP BY t.day, t.category"
              " HAVING count (*) <> max (number) OR min (number) <> 1"
              " OR max (s.last) IS DISTINCT FROM max (number)");
  check_none (self, "no number is counted that nobody has",
              "SELECT name FROM series WHERE name LIKE 'ticket/%' AND last <> (SELECT count (*) FROM ticket"
              " WHERE day = substr (series.name, 8, 10) AND category = substr (series.name, 19))");
  check_none (self, "receipts are 1 to n a series",
              "SELECT r.series FROM receipt r LEFT JOIN series s ON s.name = r.series GROUP BY r.series"
              " HAVING count (*) <> max (seq) OR min (seq) <> 1"
              " OR max (s.last) IS DISTINCT FROM max (seq)");
  check_none (self, "a ticket's state is what its moves say",
              "SELECT label FROM ticket t WHERE state IS DISTINCT FROM (SELECT to_state FROM ticket_move"
              " WHERE ticket = t.id ORDER BY id DESC LIMIT 1)");
  check_none (self, "each move starts where the one before ended",
              "SELECT ticket FROM (SELECT ticket, from_state, lag (to_state) OVER (PARTITION BY ticket"
              " ORDER BY id) AS before FROM ticket_move) AS moves"
              " WHERE from_state IS DISTINCT FROM before");
  check_none (self, "every number is on a paper",
              "SELECT label FROM ticket WHERE NOT EXISTS (SELECT 1 FROM document WHERE kind = 'ticket'"
              " AND number = replace (ticket.day, '-', '') || '-' || label)");
  check_none (self, "every receipt is on a paper",
              "SELECT number FROM receipt WHERE NOT EXISTS (SELECT 1 FROM document"
              " WHERE kind = 'receipt' AND number = receipt.number)");
  check_none (self, "every paper is headed",
              "SELECT number FROM document WHERE content NOT LIKE '%\"org\":%'"
              " OR content NOT LIKE '%\"practice\":%'");
  check_none (self, "every paper of a place with a printer is on its way",
              "SELECT number FROM document d WHERE NOT EXISTS (SELECT 1 FROM outbox WHERE document = d.id)"
              " AND ((kind = 'ticket' AND EXISTS (SELECT 1 FROM station WHERE printer IS NOT NULL"
              " AND d.content LIKE '%\"issuer\":\"' || station.name || '\"%'))"
              " OR (kind = 'receipt' AND EXISTS (SELECT 1 FROM counter WHERE printer IS NOT NULL"
              " AND (d.content LIKE '%\"counter\":' || counter.number || ',%'"
              " OR d.content LIKE '%\"counter\":' || counter.number || '}%'))))");
  check_none (self, "what was paid is what the receipt says",
              "SELECT r.number FROM receipt r LEFT JOIN charge c ON c.id = r.charge WHERE r.kind = 'receipt'"
              " AND (c.state IS DISTINCT FROM 'posted' OR c.receipt IS DISTINCT FROM r.number OR c.total_fen "
              "<> r.total_fen"
              " OR r.received_fen - r.change_fen <> r.total_fen - r.other_fen)");
  check_none (self, "who is called was called",
              "SELECT label FROM ticket t WHERE state IN ('called', 'serving', 'done')"
              " AND NOT EXISTS (SELECT 1 FROM call WHERE ticket = t.id)");
}

static GQueue *
queue_of (Replay *self, const char *category, gboolean priority)
{
  g_autofree char *key = g_strdup_printf ("%s%d", category, priority);
  GQueue *queue = g_hash_table_lookup (self->queues, key);

  if (queue == NULL) {
    queue = g_queue_new ();
    g_hash_table_insert (self->queues, g_steal_pointer (&key), queue);
  }
  return queue;
}

static void
waiting_free (gpointer data)
{
  Waiting *self = data;

  g_free (self->label);
  g_free (self);
}

static void
queue_free (gpointer data)
{
  g_queue_free_full (data, waiting_free);
}

static void
replay_take (Replay *self, JsonObject *args, JsonObject *answer)
{
  const char *category = json_object_get_string_member (args, "category");
  gboolean priority = json_object_has_member (args, "priority");
  GQueue *queue = queue_of (self, category, priority);
  Waiting *last = g_queue_peek_tail (queue);
  Waiting *waiting = g_new0 (Waiting, 1);
  guint ahead = queue_of (self, category, FALSE)->length + queue_of (self, category, TRUE)->length;

  waiting->label = g_strdup (json_object_get_string_member (answer, "ticket"));
  waiting->place = json_object_get_int_member (answer, "id");
  if (last != NULL && waiting->place <= last->place)
    fail (self->what, "%s stands before %s, who came earlier", waiting->label, last->label);
  if (!priority && json_object_get_int_member (answer, "ahead") != ahead)
    fail (self->what, "%s was told that %d are ahead, not %u", waiting->label,
          (int)json_object_get_int_member (answer, "ahead"), ahead);
  g_queue_push_tail (queue, waiting);
  self->model->tickets++;
}

/* Which categories each counter serves: "A,B". */
static void
read_lines (Replay *self)
{
  g_autoptr (HallPeekRows) row = hall_peek_query (
      self->peek, "SELECT counter, category FROM counter_category ORDER BY 1, 2");

  while (hall_peek_next (row)) {
    gpointer counter = GINT_TO_POINTER ((int)hall_peek_int (row, 0));
    const char *line = g_hash_table_lookup (self->lines, counter);

    g_hash_table_insert (self->lines, counter,
                         line != NULL ? g_strconcat (line, ",", hall_peek_text (row, 1), NULL)
                                      : g_strdup (hall_peek_text (row, 1)));
  }
}

static GQueue *
earliest (Replay *self, char **categories, gboolean priority)
{
  GQueue *first = NULL;

  for (; *categories != NULL; categories++) {
    GQueue *queue = queue_of (self, *categories, priority);
    Waiting *head = g_queue_peek_head (queue);

    if (head != NULL && (first == NULL || head->place < ((Waiting *)g_queue_peek_head (first))->place))
      first = queue;
  }
  return first;
}

/* Two normal, then a priority; a priority that came before goes before. Nobody waits over the limit here. */
static void
replay_call_next (Replay *self, gint64 counter, JsonObject *answer)
{
  const char *line = g_hash_table_lookup (self->lines, GINT_TO_POINTER ((int)counter));
  g_auto (GStrv) categories = g_strsplit (line, ",", -1);
  GQueue *normal = earliest (self, categories, FALSE);
  GQueue *priority = earliest (self, categories, TRUE);
  const char *called = json_object_get_string_member (answer, "ticket");
  Run *run = g_hash_table_lookup (self->runs, line);
  gboolean takes_priority;
  Waiting *next;

  if (run == NULL) {
    run = g_new0 (Run, 1);
    g_hash_table_insert (self->runs, g_strdup (line), run);
  }
  if (normal == NULL && priority == NULL)
    fail (self->what, "%s was called when nobody waited", called);
  takes_priority = normal == NULL
                   || (priority != NULL
                       && (run->normal >= 2
                           || ((Waiting *)g_queue_peek_head (priority))->place
                                  < ((Waiting *)g_queue_peek_head (normal))->place));
  next = g_queue_pop_head (takes_priority ? priority : normal);
  if (g_strcmp0 (next->label, called) != 0)
    fail (self->what, "counter %d got %s, the turn was %s's", (int)counter, called, next->label);
  run->normal = takes_priority ? 0 : run->normal + 1;
  waiting_free (next);
  if (g_hash_table_contains (self->counters, GINT_TO_POINTER ((int)counter)))
    fail (self->what, "counter %d got %s with a customer in front of it", (int)counter, called);
  g_hash_table_insert (self->counters, GINT_TO_POINTER ((int)counter), g_strdup (called));
  self->model->calls++;
}

static void
replay_current (Replay *self, gint64 counter, JsonObject *answer, gboolean ends)
{
  const char *label = g_hash_table_lookup (self->counters, GINT_TO_POINTER ((int)counter));
  const char *said = json_object_get_string_member_with_default (answer, "ticket", label);

  if (label == NULL || g_strcmp0 (label, said) != 0)
    fail (self->what, "counter %d worked on %s, it had %s", (int)counter, said, label);
  if (ends)
    g_hash_table_remove (self->counters, GINT_TO_POINTER ((int)counter));
}

static JsonObject *
parse (JsonParser *parser, Replay *self, const char *json)
{
  if (!json_parser_load_from_data (parser, json, -1, NULL))
    fail (self->what, "not JSON in the journal: %s", json);
  return json_node_get_object (json_parser_get_root (parser));
}

static void
check_chain (Replay *self, HallPeekRows *row)
{
  HallJournalLine line = { .chain = hall_peek_text (row, 0),
                           .seq = hall_peek_int (row, 1),
                           .at = hall_peek_int (row, 2),
                           .day = hall_peek_text (row, 3),
                           .command = hall_peek_text (row, 4),
                           .staff = hall_peek_text (row, 5),
                           .counter = hall_peek_int (row, 6),
                           .station = hall_peek_text (row, 7),
                           .request = hall_peek_text (row, 8),
                           .args = hall_peek_text (row, 9),
                           .answer = hall_peek_text (row, 10),
                           .facts = hall_peek_text (row, 11),
                           .topics = hall_peek_int (row, 12),
                           .prev = hall_peek_text (row, 13) };
  g_autofree char *hash = hall_journal_hash (&line);
  const char *before = g_hash_table_lookup (self->heads, line.chain);
  gint64 length = GPOINTER_TO_INT (g_hash_table_lookup (self->lengths, line.chain));

  if (g_strcmp0 (hash, hall_peek_text (row, 14)) != 0)
    fail (self->what, "line %d of %s was changed", (int)line.seq, line.chain);
  if (line.seq != length + 1 || g_strcmp0 (line.prev, before != NULL ? before : HALL_JOURNAL_START) != 0)
    fail (self->what, "line %d of %s does not follow line %d", (int)line.seq, line.chain, (int)length);
  g_hash_table_insert (self->lengths, g_strdup (line.chain), GINT_TO_POINTER ((int)line.seq));
  g_hash_table_insert (self->heads, g_strdup (line.chain), g_steal_pointer (&hash));
}

static void
check_heads (Replay *self)
{
  g_autoptr (HallPeekRows) row = hall_peek_query (self->peek, "SELECT name, hash FROM chain");
  guint n = 0;

  for (; hall_peek_next (row); n++)
    if (g_strcmp0 (g_hash_table_lookup (self->heads, hall_peek_text (row, 0)), hall_peek_text (row, 1)) != 0)
      fail (self->what, "the journal of %s ends elsewhere", hall_peek_text (row, 0));
  if (n != g_hash_table_size (self->heads))
    fail (self->what, "%u chains, %u heads", g_hash_table_size (self->heads), n);
}

static void
replay_line (Replay *self, HallPeekRows *row)
{
  g_autoptr (JsonParser) args_parser = json_parser_new ();
  g_autoptr (JsonParser) answer_parser = json_parser_new ();
  JsonObject *args = parse (args_parser, self, hall_peek_text (row, 9));
  JsonObject *answer = parse (answer_parser, self, hall_peek_text (row, 10));
  const char *command = hall_peek_text (row, 4);
  gint64 counter = hall_peek_int (row, 6);

  /* A new day has new queues; who was left is carried. */
  if (hall_peek_text (row, 3) != NULL && g_strcmp0 (hall_peek_text (row, 3), self->day) != 0) {
    if (self->day != NULL && strcmp (hall_peek_text (row, 3), self->day) < 0)
      fail (self->what, "the business day went back from %s to %s", self->day, hall_peek_text (row, 3));
    g_hash_table_remove_all (self->queues);
    g_hash_table_remove_all (self->runs);
    g_hash_table_remove_all (self->counters);
    g_free (self->day);
    self->day = g_strdup (hall_peek_text (row, 3));
  }
  if (g_str_equal (command, "take-ticket"))
    replay_take (self, args, answer);
  else if (g_str_equal (command, "call-next"))
    replay_call_next (self, counter, answer);
  else if (g_str_equal (command, "start"))
    replay_current (self, counter, answer, FALSE);
  else if (g_str_equal (command, "finish") || g_str_equal (command, "hold"))
    replay_current (self, counter, answer, TRUE);
  else if (g_str_equal (command, "unhold"))
    g_hash_table_insert (self->counters, GINT_TO_POINTER ((int)counter),
                         g_strdup (json_object_get_string_member (args, "ticket")));
  else if (g_str_equal (command, "call-change"))
    self->model->receipts++;
  g_hash_table_insert (self->model->answers, g_strdup (hall_peek_text (row, 8)),
                       g_strdup (json_object_get_string_member_with_default (
                           answer, g_str_equal (command, "call-change") ? "receipt" : "ticket", "")));
  self->model->commands++;
}

static void
check_counts (Replay *self)
{
  static const struct {
    const char *sql;
    gsize offset;
  } counts[] = {
    { "SELECT count (*) FROM ticket", G_STRUCT_OFFSET (HallModel, tickets) },
    { "SELECT count (*) FROM receipt WHERE kind = 'receipt'", G_STRUCT_OFFSET (HallModel, receipts) },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (counts); i++) {
    g_autoptr (HallPeekRows) row = hall_peek_query (self->peek, counts[i].sql);

    g_assert (hall_peek_next (row));
    if (hall_peek_int (row, 0) != G_STRUCT_MEMBER (gint64, self->model, counts[i].offset))
      fail (self->what, "%s: %d, in the journal %d", counts[i].sql, (int)hall_peek_int (row, 0),
            (int)G_STRUCT_MEMBER (gint64, self->model, counts[i].offset));
  }
}

/* The program's own proof must agree with the model's. */
static void
check_proof (const char *address, const char *what)
{
  g_autoptr (HallClock) clock = hall_clock_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (HallEngine) engine = hall_engine_open (address, clock, &error);
  HallProof *proof = engine != NULL ? hall_verify_read (engine, NULL, &error) : NULL;

  if (proof == NULL)
    fail (what, "%s", error->message);
  if (proof->flaws->len > 0) {
    HallFlaw *flaw = proof->flaws->pdata[0];

    fail (what, "verify: %s %s: %s", flaw->table, flaw->key, flaw->what);
  }
  hall_proof_free (proof);
}

/* The journal a piece at a time: a long one need not be held at once. */
static void
replay_journal (Replay *self)
{
  gint64 seen = 0;
  guint n;

  do {
    g_autofree char *sql = g_strdup_printf (
        "SELECT chain, seq, at, day, command, staff, counter, station, request, args, answer, facts, topics,"
        " prev, hash, id FROM journal WHERE id > %" G_GINT64_FORMAT " ORDER BY id LIMIT 5000",
        seen);
    g_autoptr (HallPeekRows) row = hall_peek_query (self->peek, sql);

    for (n = 0; hall_peek_next (row); n++) {
      check_chain (self, row);
      replay_line (self, row);
      seen = hall_peek_int (row, 15);
    }
  } while (n > 0);
}

#define OTHERS                                                                                               \
  "SELECT count (*), count (*) FILTER (WHERE state <> 'idle') FROM pg_stat_activity"                         \
  " WHERE datname = current_database () AND pid <> pg_backend_pid () AND backend_type = 'client backend'"

/* Whoever was killed may still be at work at the server: until nobody is there, or who is there has stood
 * still for a while. */
static void
wait_for_the_dead (HallPeek *peek, const char *what)
{
  gint64 began = g_get_monotonic_time ();
  gint64 still_since = began;

  while (hall_peek_is_server (peek)) {
    g_autoptr (HallPeekRows) others = hall_peek_query (peek, OTHERS);
    gint64 now = g_get_monotonic_time ();

    g_assert_true (hall_peek_next (others));
    if (hall_peek_int (others, 1) > 0)
      still_since = now;
    if (hall_peek_int (others, 0) == 0 || now - still_since > 100 * 1000)
      return;
    if (now - began > 30 * G_USEC_PER_SEC)
      fail (what, "somebody is still at work");
    g_usleep (2000);
  }
}

/**
 * hall_model_check:
 * @address: a hall, in a file or on a server
 * @what: said when it is wrong: which case this is
 *
 * Aborts when the tables, the journal and the model of the queue do not agree, or the hall does not open and
 * verify.
 *
 * Returns: (transfer full): what the journal says
 */
HallModel *
hall_model_check (const char *address, const char *what)
{
  g_autoptr (HallPeek) peek = hall_peek_new (address);
  HallModel *model = g_new0 (HallModel, 1);
  Replay replay = { .model = model,
                    .what = what,
                    .peek = peek,
                    .queues = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, queue_free),
                    .runs = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free),
                    .counters = g_hash_table_new_full (NULL, NULL, NULL, g_free),
                    .lines = g_hash_table_new_full (NULL, NULL, NULL, g_free),
                    .heads = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free),
                    .lengths = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL) };

  model->answers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  wait_for_the_dead (peek, what);
  check_tables (&replay);
  read_lines (&replay);
  replay_journal (&replay);
  check_heads (&replay);
  check_counts (&replay);
  check_proof (address, what);
  g_hash_table_unref (replay.queues);
  g_hash_table_unref (replay.runs);
  g_hash_table_unref (replay.counters);
  g_hash_table_unref (replay.lines);
  g_hash_table_unref (replay.heads);
  g_hash_table_unref (replay.lengths);
  g_free (replay.day);
  return model;
}

void
hall_model_free (HallModel *self)
{
  g_hash_table_unref (self->answers);
  g_free (self);
}

static int
compare_lines (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *)a, *(const char *const *)b);
}

/* The rows sorted: on a server they lie in any order. */
static void
dump_table (HallPeek *peek, const char *table, GString *out)
{
  g_autofree char *sql = g_strdup_printf ("SELECT * FROM \"%s\"", table);
  g_autoptr (HallPeekRows) row = hall_peek_query (peek, sql);
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func (g_free);

  while (hall_peek_next (row)) {
    g_autoptr (GString) line = g_string_new (NULL);

    for (int i = 0; i < hall_peek_n_columns (row); i++)
      g_string_append_printf (line, "|%s", hall_peek_text (row, i) != NULL ? hall_peek_text (row, i) : "-");
    g_ptr_array_add (lines, g_string_free (g_steal_pointer (&line), FALSE));
  }
  g_ptr_array_sort (lines, compare_lines);
  g_string_append_printf (out, "%s\n", table);
  for (guint i = 0; i < lines->len; i++)
    g_string_append_printf (out, "%s\n", (const char *)lines->pdata[i]);
}

/**
 * hall_model_dump:
 * @address: a hall
 *
 * Returns: (transfer full): every row of every table, to see whether anything at all has changed
 */
char *
hall_model_dump (const char *address)
{
  g_autoptr (GString) out = g_string_new (NULL);
  g_autoptr (HallPeek) peek = hall_peek_new (address);
  g_autoptr (HallPeekRows) row = hall_peek_query (
      peek,
      hall_peek_is_server (peek)
          ? "SELECT tablename FROM pg_tables WHERE schemaname NOT IN ('pg_catalog', 'information_schema')"
            " ORDER BY tablename"
          : "SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name");

  while (hall_peek_next (row))
    dump_table (peek, hall_peek_text (row, 0), out);
  return g_string_free (g_steal_pointer (&out), FALSE);
}
