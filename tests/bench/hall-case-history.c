/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Years of cases, written straight into the tables of a hall of either engine: closed ones of a hundred
 * thousand a year, and those of this year that are open. A thousand names, so that a common one has its
 * thousand cases. */

#include "hall-case-history.h"

#include "hall-place.h"

/* @n: how many rows, each with its i from 0. */
#define NUMBERS(n)                                                                                           \
  "WITH RECURSIVE n (i) AS (SELECT CAST (0 AS BIGINT) UNION ALL SELECT i + 1 FROM n WHERE i + 1 < " n ") "
#define PADDED "substr (CAST (1000001 + i % 100000 AS TEXT), 2)"
#define LETTER(word, by) "substr ('" word "', CAST (i / " by " % 10 + 1 AS INTEGER), 1)"

/* :from is the id before the first of a part, :count how many it has, :year of what part. */
typedef struct {
  const char *sql;
  gint64 every; /* one row for so many cases */
} Script;

#define COLUMNS                                                                                              \
  "id, ticket, number, day, matter, version, applicant, kind, state, first_responsible, handler, counter,"   \
  " opened_at, received_at, accepted_at, name, initials, phone, account, id_type, id_tail, id_checked,"      \
  " due_at, amber_at, due_words, acceptance, replied_at, solved, outcome, closed_at, archived"
#define DAY                                                                                                  \
  "':year-' || substr (CAST (101 + i % 12 AS TEXT), 2) || '-' || substr (CAST (101 + i % 28 AS TEXT), 2)"
#define CLERK "'G0' || CAST (5 + i % 3 * 2 AS TEXT)"
#define AT ":at + i * 1000000"
#define NAME                                                                                                 \
  LETTER ("王李张刘陈杨赵黄周吴", "1")                                                                       \
  " || " LETTER ("伟芳娜敏静丽强磊军洋", "10") " || " LETTER ("明华平红英杰涛超勇艳", "100")
#define INITIALS                                                                                             \
  LETTER ("wlzlcyzhzw", "1") " || " LETTER ("wfnmjlqljy", "10") " || " LETTER ("mhphyjtcyy", "100")
#define PHONE "'13' || substr (CAST (1000000000 + (:from + i) % 700000 AS TEXT), 2)"
#define ACCOUNT "'01' || substr (CAST (100000000 + (:from + i) % 400000 AS TEXT), 2)"
#define SOME_TIME " + i * 7919 % 100000 * 6000000"
#define ACCEPTANCE "'受字〔:year〕' || CAST (i AS TEXT) || '号'"
#define CASE_FILE                                                                                            \
  NUMBERS (":count")                                                                                         \
  "INSERT INTO case_file (" COLUMNS ") SELECT :from + i + 1, :from + i + 1, ':year-' || " PADDED ", " DAY    \
  ", 'B1', 1, 'person', 'business', ':state', " CLERK ", " CLERK ", 3, " AT ", " AT ", " AT ", " NAME        \
  ", " INITIALS " || 'ghgm', " PHONE ", " ACCOUNT ", 'id', '002X', 1, 1795036400000000" SOME_TIME            \
  ", 1795000400000000" SOME_TIME ", '受理 11-20，次日起 3 个工作日，= 11-25 17:30', " ACCEPTANCE             \
  ", :closed FROM n"
#define ROWS(table, columns, values)                                                                         \
  NUMBERS (":count") "INSERT INTO " table " (" columns ") SELECT " values " FROM n"

#define CLOSED_CASE ":at + i * 1000000, 1, 'accepted', :at + i * 1000000 + 500000, 1"
#define OPEN_CASE "CAST (NULL AS BIGINT), CAST (NULL AS BIGINT), NULL, CAST (NULL AS BIGINT), 0"

static const Script scripts[] = {
  { CASE_FILE, 1 },
  { ROWS (
        "case_item",
        "file, item, version, state, received, staff, at",
        ":from + i / 2 + 1, CASE i % 2 WHEN 0 THEN 'application' ELSE 'title' END, 1, 'have', 1, 'G05', :at"),
    -2 },
  { ROWS ("case_event",
          "file, at, day, command, staff, counter, text",
          ":from + i / 3 + 1, :at, '2026-11-19', CASE i % 3 WHEN 0 THEN 'open-case' WHEN 1 THEN 'note' ELSE"
          " 'accept' END, 'G05', 3, '客户说下午再来，请先把材料复印一份留在窗口'"),
    -3 },
  { ROWS ("notice",
          "number, file, round, oral, items, listed, valid_until, at, day, staff",
          "'告字〔:year〕' || CAST (i AS TEXT) || '号', :from + i * 5 + 1, 1, 0, '[]',"
          " '[\"application\",\"title\"]', '2026-12-19', :at, '2026-11-19', 'G05'"),
    5 },
  { ROWS ("document",
          "number, kind, form, day, at, content",
          "'告字〔:year〕' || CAST (i AS TEXT) || '号', 'notice', 'a5', '2026-11-19', :at, '{}'"),
    5 },
  { ROWS ("document",
          "number, kind, form, day, at, content",
          "'受字〔:year〕' || CAST (i * 2 AS TEXT) || '号', 'acceptance', 'a5', '2026-11-19', :at, '{}'"),
    2 },
  { ROWS ("case_tag", "file, kind, word, at, staff", ":from + i * 10 + 1, 'keyword', '过户', :at, 'G05'"),
    10 },
  { ROWS (
        "case_task",
        "file, kind, who, question, due_at, told_at, answer, answered_at, answered_by, made_at,"
        " made_by",
        ":from + i * 20 + 1, 'consult', 'L02', '能否按剩余天数计收热费', 1795236400000000 + i * 1000000, :at,"
        " '可以', :answered, 'L02', :at, 'G05'"),
    20 },
};

static void
replace (GString *sql, const char *name, gint64 number)
{
  g_autofree char *text = g_strdup_printf ("%" G_GINT64_FORMAT, number);

  g_string_replace (sql, name, text, 0);
}

static void
tell (const char *address, const char *sql)
{
  g_autofree char *refused = hall_place_tell (address, sql);

  if (refused != NULL)
    g_error ("%s: %s", sql, refused);
}

/* One part: the cases of a year, all closed or all open. */
static void
append_part (GString *script, gint64 from, gint64 count, int year, gboolean open)
{
  /* A second apart, and long before the others. */
  gint64 at = open ? G_GINT64_CONSTANT (1795000000000000)
                   : G_GINT64_CONSTANT (1794000000000000) - (2026 - year) * G_GINT64_CONSTANT (200000000000);

  for (gsize i = 0; i < G_N_ELEMENTS (scripts); i++) {
    g_autoptr (GString) sql = g_string_new (scripts[i].sql);
    gint64 every = scripts[i].every;

    g_string_replace (sql, ":closed", open ? OPEN_CASE : CLOSED_CASE, 0);
    g_string_replace (sql, ":state", open ? "accepted" : "closed", 0);
    g_string_replace (sql, ":answered", open ? "CAST (NULL AS BIGINT)" : ":at", 0);
    replace (sql, ":count", every > 0 ? (count + every - 1) / every : -every * count);
    replace (sql, ":from", from);
    replace (sql, ":year", year);
    replace (sql, ":at", at);
    g_string_append_printf (script, "%s;\n", sql->str);
  }
}

/**
 * hall_case_history_grow:
 * @address: a hall that nobody has open, new
 * @closed: how many cases it has closed, at most a hundred thousand a year
 * @open: how many it has open, of this year
 *
 * Gives it a past. Not synced on the way: it is thrown away after the measurement.
 */
void
hall_case_history_grow (const char *address, gint64 closed, gint64 open)
{
  g_autoptr (GString) script = g_string_new (NULL);
  int years = (int)((closed + 99999) / 100000);
  gint64 from = 0;

  g_string_append (script,
                   hall_place_is_server ()
                       ? "BEGIN; SET session_replication_role = replica;"
                       : "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -200000;"
                         " PRAGMA foreign_keys = OFF; BEGIN;\n");
  for (int i = 0; i < years; i++) {
    gint64 count = MIN (100000, closed - from);

    append_part (script, from, count, 2026 - years + i, FALSE);
    from += count;
  }
  append_part (script, from, open, 2026, TRUE);
  g_string_append_printf (script,
                          "INSERT INTO case_tag (file, kind, word, at, staff) VALUES (%" G_GINT64_FORMAT
                          ", 'keyword', '漏水', 1, 'G05'); UPDATE case_file SET name = '欧阳若兰', initials ="
                          " 'oyrlghgm' WHERE id = %" G_GINT64_FORMAT "; COMMIT;",
                          from + open / 2, from + open / 2);
  g_string_append (script, hall_place_is_server () ? "ANALYZE;" : "PRAGMA journal_mode = WAL;");
  tell (address, script->str);
}
