/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "hall-paper-private.h"

#include "hall-money.h"

/* A5 landscape, three parts, a page (or more) each; binding edge 18 mm, the others 12 mm (rules, 4). */
#define WIDTH 1440 /* dots between the margins */
#define PAD_X 14
#define PAD_Y 9
#define LINE 2
#define FOOT 44        /* the line of the parts, below the table */
#define SEAL_LEAST 170 /* for remark and wet seal */
#define SEAL_MOST 280
#define MOST_LINES 12 /* of one row: a longer one goes on in the next, so that a page always takes it */
#define MAX_CELLS 4

static const HallType cell_type = { .size = 29 };
static const HallType label_type = { .size = 27 };
static const HallType amount_type = { .size = 29, .align = PANGO_ALIGN_RIGHT };
static const HallType total_type = {
  .face = HALL_FACE_BOLD, .size = 36, .align = PANGO_ALIGN_RIGHT, .leading = 1.2
};
static const HallType red_type = {
  .face = HALL_FACE_BOLD, .size = 36, .align = PANGO_ALIGN_RIGHT, .leading = 1.2, .ink = HALL_INK_RED
};
static const HallType said_type = { .size = 29, .clauses = TRUE };

static const char *const parts[] = { "第一联　存根", "第二联　收据（交款人）", "第三联　记账" };

typedef struct {
  double width; /* dots */
  HallType type;
  char *text; /* (owned) */
} Cell;

typedef struct {
  Cell cells[MAX_CELLS];
  guint n;
  double least; /* height, dots */
} Row;

static void
row_free (gpointer data)
{
  Row *row = data;

  for (guint i = 0; i < row->n; i++)
    g_free (row->cells[i].text);
  g_free (row);
}

static Row *
add_row (GPtrArray *rows)
{
  Row *row = g_new0 (Row, 1);

  g_ptr_array_add (rows, row);
  return row;
}

/* Takes @text. */
static void
add_cell (Row *row, double width, const HallType *type, char *text)
{
  g_assert (row->n < MAX_CELLS);

  row->cells[row->n++] = (Cell){ .width = width, .type = *type, .text = text };
}

static double
row_height (HallSheet *sheet, const Row *row)
{
  double height = row->least;

  for (guint i = 0; i < row->n; i++) {
    double cell = 0;

    hall_sheet_measure (sheet, &row->cells[i].type, row->cells[i].width - 2 * PAD_X, row->cells[i].text, NULL,
                        &cell);
    height = MAX (height, cell + 2 * PAD_Y);
  }
  return height;
}

static double
rows_height (HallSheet *sheet, GPtrArray *rows)
{
  double height = 0;

  for (guint i = 0; i < rows->len; i++)
    height += row_height (sheet, rows->pdata[i]);
  return height;
}

static void
draw_row (HallSheet *sheet, const Row *row)
{
  double height = row_height (sheet, row);
  double x = hall_sheet_get_left (sheet);
  double y = hall_sheet_get_y (sheet);

  hall_sheet_frame (sheet, x, y, WIDTH, height + LINE, LINE, FALSE);
  for (guint i = 0; i < row->n; i++) {
    const Cell *cell = &row->cells[i];

    hall_sheet_put (sheet, &cell->type, x + PAD_X, y + PAD_Y, cell->width - 2 * PAD_X, cell->text);
    x += cell->width;
    if (i + 1 < row->n)
      hall_sheet_line (sheet, x, y, x, y + height, LINE, FALSE);
  }
  hall_sheet_skip (sheet, height);
}

static void
draw_rows (HallSheet *sheet, GPtrArray *rows)
{
  for (guint i = 0; i < rows->len; i++)
    draw_row (sheet, rows->pdata[i]);
}

static char *
or_empty (const char *text)
{
  return g_strdup (text != NULL ? text : "");
}

static gboolean
is_reversal (GVariant *content)
{
  return hall_content_text (content, "void_of") != NULL;
}

/* 2026年11月20日 10:31 */
static char *
chinese_date (const char *at)
{
  if (at == NULL || strlen (at) < 16)
    return or_empty (at);
  return g_strdup_printf ("%.4s年%.2s月%.2s日 %.5s", at, at + 5, at + 8, at + 11);
}

static char *
facts_line (GVariant *content)
{
  g_autofree char *date = chinese_date (hall_content_text (content, "at"));
  const char *staff = hall_content_text (content, "staff");
  const char *ticket = hall_content_text (content, "ticket");
  GString *line = g_string_new (date);

  if (hall_content_int (content, "counter") > 0)
    g_string_append_printf (line, "　　窗口：%" G_GINT64_FORMAT "号", hall_content_int (content, "counter"));
  if (staff != NULL)
    g_string_append_printf (line, "　　收款员：%s", staff);
  if (ticket != NULL)
    g_string_append_printf (line, "　　票号：%s", ticket);
  return g_string_free (line, FALSE);
}

/* What stands over the table of every page. */
static void
draw_head (HallSheet *sheet, GVariant *content, GStrv reprint, int part)
{
  HallType centred = { .size = 29, .align = PANGO_ALIGN_CENTER };
  HallType title = {
    .face = HALL_FACE_TITLE, .size = 56, .align = PANGO_ALIGN_CENTER, .tracking = 24, .leading = 1.2
  };
  HallType number = { .size = 27, .align = PANGO_ALIGN_RIGHT };
  HallType tag = { .face = HALL_FACE_BOLD, .size = 27, .align = PANGO_ALIGN_RIGHT };
  HallType mark = { .face = HALL_FACE_BOLD, .size = 30, .leading = 1.2 };
  HallType pale = { .face = HALL_FACE_BOLD, .size = 300, .ink = HALL_INK_PALE, .leading = 1, .tracking = 40 };
  HallType red = mark;
  double left = hall_sheet_get_left (sheet);
  double y = hall_sheet_get_y (sheet);
  g_autofree char *house = hall_words_house (content);
  g_autofree char *facts = facts_line (content);
  g_autofree char *no = g_strdup_printf ("No. %s", hall_content_text (content, "number") ?: "");
  const char *hall = hall_content_text (content, "hall");
  double row = y + 36;

  red.ink = HALL_INK_RED;
  if (hall_content_bool (content, "practice")) {
    hall_sheet_put_turned (sheet, &pale, left + WIDTH / 2, y + 500, -0.42, "练习");
    row += hall_sheet_put (sheet, &mark, left, row, 400, "练习　不是真实票据");
  }
  if (is_reversal (content))
    row += hall_sheet_put (sheet, &red, left, row, 400, "作废／冲正");
  if (reprint != NULL) {
    g_autofree char *line = g_strdup_printf ("%s · 不作重复凭证", reprint[0]);

    hall_sheet_put (sheet, &mark, left, row, 430, line);
  }
  hall_sheet_put (sheet, &label_type, left, y, 400, hall != NULL ? hall : "");
  hall_sheet_put (sheet, &tag, left + WIDTH - 460, y, 460, parts[part]);
  hall_sheet_put (sheet, &number, left + WIDTH - 460, y + 40, 460, no);
  hall_sheet_flow (sheet, &centred, house);
  hall_sheet_flow (sheet, &title, "收款收据");
  hall_sheet_skip (sheet, 4);
  hall_sheet_flow (sheet, &centred, facts);
  hall_sheet_skip (sheet, 8);
}

static void
add_people (GPtrArray *rows, GVariant *content, GStrv reprint)
{
  Row *row = add_row (rows);

  add_cell (row, 190, &label_type, g_strdup ("交款人"));
  add_cell (row, 650, &cell_type, or_empty (hall_content_text (content, "payer")));
  add_cell (row, 150, &label_type, g_strdup ("户号"));
  add_cell (row, 450, &cell_type, or_empty (hall_content_text (content, "account")));
  if (reprint != NULL && reprint[1] != NULL) {
    row = add_row (rows);
    add_cell (row, 190, &label_type, g_strdup ("补打"));
    add_cell (row, 650, &cell_type, g_strdup (reprint[1]));
    add_cell (row, 150, &label_type, g_strdup ("原因"));
    add_cell (row, 450, &cell_type, or_empty (reprint[2]));
  }
}

static void
add_columns (GPtrArray *rows)
{
  Row *row = add_row (rows);
  HallType right = label_type;

  right.align = PANGO_ALIGN_RIGHT;
  add_cell (row, 740, &label_type, g_strdup ("收款事由"));
  add_cell (row, 260, &label_type, g_strdup ("数量"));
  add_cell (row, 190, &right, g_strdup ("单价"));
  add_cell (row, 250, &right, g_strdup ("金额（元）"));
}

/* A line of the charge; one longer than a page can take goes on in rows of its own. */
static void
add_charge_line (HallSheet *sheet, GPtrArray *rows, GVariant *line)
{
  const char *item = hall_content_text (line, "item");
  const char *quantity = hall_content_text (line, "quantity");
  const char *unit = hall_content_text (line, "unit");
  gint64 price = hall_content_int (line, "unit_price_fen");
  g_auto (GStrv) pieces = hall_sheet_split (sheet, &cell_type, 740 - 2 * PAD_X, item != NULL ? item : "",
                                            MOST_LINES);

  for (guint i = 0; pieces[i] != NULL; i++) {
    Row *row = add_row (rows);

    add_cell (row, 740, &cell_type, g_strdup (pieces[i]));
    add_cell (row, 260, &cell_type,
              i == 0 && quantity != NULL ? g_strconcat (quantity, unit != NULL ? unit : "", NULL)
                                         : g_strdup (""));
    add_cell (row, 190, &amount_type, i == 0 && price != 0 ? hall_money_to_text (price) : g_strdup (""));
    add_cell (row, 250, &amount_type,
              i == 0 ? hall_money_to_text (hall_content_int (line, "amount_fen")) : g_strdup (""));
  }
}

static void
add_totals (GPtrArray *rows, GVariant *content)
{
  gint64 received = hall_content_int (content, "received_fen");
  const char *words = hall_content_text (content, "words");
  const char *sentence = hall_content_text (content, "sentence");
  g_autofree char *tenders = hall_words_tenders (content, received);
  Row *row = add_row (rows);

  add_cell (row, 1000, &cell_type, g_strdup_printf ("合计（大写）：%s", words != NULL ? words : ""));
  add_cell (row, 440, &total_type, hall_words_yuan (hall_content_int (content, "total_fen")));

  row = add_row (rows);
  add_cell (row, received > 0 ? 740 : WIDTH, &cell_type, g_strdup_printf ("支付方式：%s", tenders));
  if (received > 0) {
    g_autofree char *in = hall_words_yuan (received);
    g_autofree char *out = hall_words_yuan (hall_content_int (content, "change_fen"));

    add_cell (row, 360, &cell_type, g_strdup_printf ("收您：%s", in));
    add_cell (row, 340, &cell_type, g_strdup_printf ("找您：%s", out));
  }

  if (sentence != NULL) {
    const char *said = hall_content_text (content, "received_at");
    const char *given = hall_content_text (content, "changed_at");

    row = add_row (rows);
    add_cell (row, 1000, &said_type, g_strdup_printf ("“%s”", sentence));
    add_cell (row, 440, &cell_type,
              said != NULL && given != NULL ? g_strdup_printf ("唱收 %s  唱付 %s", said, given)
                                            : g_strdup (""));
  }
}

static void
add_reversal (GPtrArray *rows, GVariant *content)
{
  gint64 fen = ABS (hall_content_int (content, "total_fen"));
  const char *words = hall_content_text (content, "words");
  g_autofree char *tenders = hall_words_tenders (content, fen);
  g_autofree char *back = hall_words_yuan (fen);
  Row *row = add_row (rows);

  add_cell (row, 190, &label_type, g_strdup ("冲正对象"));
  add_cell (row, 1250, &cell_type, or_empty (hall_content_text (content, "void_of")));

  row = add_row (rows);
  add_cell (row, 1000, &cell_type,
            g_strdup_printf ("冲正金额（大写）：%s（红字）", words != NULL ? words : ""));
  add_cell (row, 440, &red_type, hall_words_yuan (-fen));

  row = add_row (rows);
  add_cell (row, 190, &label_type, g_strdup ("原因"));
  add_cell (row, 1250, &cell_type, or_empty (hall_content_text (content, "reason")));

  row = add_row (rows);
  add_cell (row, 740, &cell_type, g_strdup_printf ("退款：%s %s", back, tenders));
  add_cell (
      row, 360, &cell_type,
      g_strdup_printf ("原收据收回：%s", hall_content_bool (content, "original_taken_back") ? "是" : "否"));
  add_cell (row, 340, &cell_type,
            g_strdup_printf ("批准：%s", hall_content_text (content, "approved_by") ?: ""));
}

/* Remark and the line that this is no invoice; beside them the field of the seal. */
static void
add_note (GPtrArray *rows, GVariant *content)
{
  const char *remark = hall_content_text (content, "remark");
  const char *phone = hall_content_text (content, "phone");
  Row *row = add_row (rows);

  row->least = SEAL_LEAST;
  add_cell (row, 1000, &label_type,
            g_strdup_printf ("备注：%s%s%s%s%s", remark != NULL ? remark : "", remark != NULL ? "\n" : "",
                             hall_words_note (content), phone != NULL ? "\n服务监督：" : "",
                             phone != NULL ? phone : ""));
  add_cell (row, 440, &label_type, g_strdup ("（收款专用章）"));
}

/* All parts by name, this one marked, and who signs. */
static void
draw_foot (HallSheet *sheet, GVariant *content, int part)
{
  double left = hall_sheet_get_left (sheet);
  double y = hall_sheet_get_y (sheet) + 14;
  double x = left;
  const char *signs = is_reversal (content) ? "客户签名：" : "收款人签名：";

  for (int i = 0; i < (int)G_N_ELEMENTS (parts); i++) {
    HallType type = { .face = i == part ? HALL_FACE_BOLD : HALL_FACE_BODY, .size = 25 };
    double width = 0;

    hall_sheet_measure (sheet, &type, 0, parts[i], &width, NULL);
    hall_sheet_put (sheet, &type, x, y, 0, parts[i]);
    x += width + 36;
  }
  hall_sheet_put (sheet, &label_type, left + WIDTH - 460, y, 0, signs);
  hall_sheet_line (sheet, left + WIDTH - 290, y + 34, left + WIDTH, y + 34, LINE, FALSE);
}

static void
number_pages (HallSheet *sheet, int first, int last)
{
  HallType type = { .size = 25, .align = PANGO_ALIGN_CENTER };

  for (int page = first; page <= last && last > first; page++) {
    g_autofree char *text = g_strdup_printf ("第 %d 页　共 %d 页", page - first + 1, last - first + 1);

    hall_sheet_set_page (sheet, page);
    hall_sheet_put (sheet, &type, hall_sheet_get_left (sheet), hall_sheet_get_bottom (sheet) + 16, WIDTH,
                    text);
  }
  hall_sheet_set_page (sheet, last);
}

static GPtrArray *
rows_new (void)
{
  return g_ptr_array_new_with_free_func (row_free);
}

/* What is left of the page goes to the field of the seal, as much as a seal needs. */
static void
give_room_to_seal (HallSheet *sheet, GPtrArray *end)
{
  Row *note = end->pdata[end->len - 1];
  double room = hall_sheet_get_bottom (sheet) - FOOT - hall_sheet_get_y (sheet) - rows_height (sheet, end);

  note->least = CLAMP (note->least + room, SEAL_LEAST, SEAL_MOST);
}

static void
lay_out_part (HallSheet *sheet, GVariant *content, GStrv reprint, int part)
{
  g_autoptr (GPtrArray) lines = hall_content_groups (content, "lines");
  g_autoptr (GPtrArray) people = rows_new ();
  g_autoptr (GPtrArray) columns = rows_new ();
  g_autoptr (GPtrArray) charged = rows_new ();
  g_autoptr (GPtrArray) end = rows_new ();
  int first = hall_sheet_get_page (sheet);
  double bottom = hall_sheet_get_bottom (sheet);

  add_people (people, content, reprint);
  if (is_reversal (content)) {
    add_reversal (end, content);
  } else {
    add_columns (columns);
    for (guint i = 0; i < lines->len; i++)
      add_charge_line (sheet, charged, lines->pdata[i]);
    add_totals (end, content);
  }
  add_note (end, content);

  draw_head (sheet, content, reprint, part);
  draw_rows (sheet, people);
  draw_rows (sheet, columns);
  for (guint i = 0; i < charged->len; i++) {
    if (hall_sheet_get_y (sheet) + row_height (sheet, charged->pdata[i]) > bottom) {
      hall_sheet_new_page (sheet);
      draw_head (sheet, content, reprint, part);
      draw_rows (sheet, columns);
    }
    draw_row (sheet, charged->pdata[i]);
  }
  if (hall_sheet_get_y (sheet) + rows_height (sheet, end) + FOOT > bottom) {
    hall_sheet_new_page (sheet);
    draw_head (sheet, content, reprint, part);
  }
  give_room_to_seal (sheet, end);
  draw_rows (sheet, end);
  draw_foot (sheet, content, part);
  number_pages (sheet, first, hall_sheet_get_page (sheet));
}

/* The cash receipt on A5 landscape in three parts, its reprint and its reversal (rules, 4.5). */
HallSheet *
hall_receipt_a5_lay_out (GVariant *content, GStrv reprint)
{
  HallSheet *sheet = hall_sheet_new (210, 148, 18, 12, 12, 12);

  g_assert (hall_sheet_get_width (sheet) == WIDTH);

  for (int part = 0; part < (int)G_N_ELEMENTS (parts); part++) {
    if (part > 0)
      hall_sheet_new_page (sheet);
    lay_out_part (sheet, content, reprint, part);
  }
  return sheet;
}
