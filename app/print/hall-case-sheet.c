/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "hall-case-sheet.h"

#include <math.h>

#define LEFT_MM 18 /* binding edge (rules, 4) */
#define EDGE_MM 12
#define FOOT_MM 14
#define PAD_X 11
#define PAD_Y 6
#define LINE 1.7
#define MAX_CELLS 6
#define MOST_LINES 24 /* of one row: a longer one goes on in the next, so that a page always takes it */
#define SIGN_HEIGHT 148
#define QR_MODULE 4
#define QR_ROOM 136 /* beside the title */

/* 10.5, 10, 9.5 and 9 pt: the first that fits one page; 9.5 where none does. */
static const double sizes[] = { 29.6, 28.2, 26.8, 25.4 };
#define LONG_SIZE 26.8

typedef struct {
  double width;
  gboolean label;
  gboolean middle; /* of the row's height */
  PangoAlignment align;
  char *text; /* (owned) */
} Cell;

typedef struct {
  Cell cells[MAX_CELLS];
  guint n;
  double least;
  int columns;   /* which row of labels belongs over it on a new page; -1 none */
  gboolean keep; /* with the next one, on one page */
} Row;

struct _HallCaseTable {
  GPtrArray *rows;
  double size;
  double second;      /* width of the second label of a pair */
  HallSheet *measure; /* for widths of texts */
  double widths[MAX_CELLS];
  guint n_columns;
  int columns; /* the row of labels in force, -1 none */
};

static void
row_free (gpointer data)
{
  Row *row = data;

  for (guint i = 0; i < row->n; i++)
    g_free (row->cells[i].text);
  g_free (row);
}

static HallType
cell_type (const HallCaseTable *self, const Cell *cell)
{
  return (
      HallType){ .size = cell->label ? self->size - 1.4 : self->size, .align = cell->align, .leading = 1.3 };
}

static double
cell_height (HallCaseTable *self, const Cell *cell)
{
  HallType type = cell_type (self, cell);
  double height = 0;

  hall_sheet_measure (self->measure, &type, cell->width - 2 * PAD_X, cell->text, NULL, &height);
  return height;
}

static double
row_height (HallCaseTable *self, const Row *row)
{
  double height = row->least;

  for (guint i = 0; i < row->n; i++)
    height = MAX (height, cell_height (self, &row->cells[i]) + 2 * PAD_Y);
  return height;
}

static Row *
new_row (HallCaseTable *self)
{
  Row *row = g_new0 (Row, 1);

  row->columns = self->columns;
  g_ptr_array_add (self->rows, row);
  return row;
}

static Cell *
add_cell (Row *row, double width, const char *text)
{
  Cell *cell = &row->cells[row->n++];

  g_assert (row->n <= MAX_CELLS);
  cell->width = width;
  cell->text = g_strdup (text != NULL ? text : "");
  return cell;
}

static void
add_label (Row *row, double width, const char *text)
{
  Cell *cell = add_cell (row, width, text);

  cell->label = TRUE;
  cell->middle = TRUE;
  cell->align = PANGO_ALIGN_CENTER;
}

/* A row whose texts are too long for a page becomes several. */
static void
break_row (HallCaseTable *self, Row *row)
{
  GStrv pieces[MAX_CELLS] = { NULL };
  guint most = 1;

  for (guint i = 0; i < row->n; i++) {
    HallType type = cell_type (self, &row->cells[i]);

    pieces[i] = hall_sheet_split (self->measure, &type, row->cells[i].width - 2 * PAD_X, row->cells[i].text,
                                  MOST_LINES);
    most = MAX (most, g_strv_length (pieces[i]));
  }
  for (guint k = 0; most > 1 && k < most; k++) {
    Row *part = k == 0 ? row : new_row (self);

    part->n = row->n;
    for (guint i = 0; i < row->n; i++) {
      guint n = g_strv_length (pieces[i]);

      if (k > 0)
        part->cells[i] = row->cells[i];
      else
        g_free (row->cells[i].text);
      part->cells[i].text = g_strdup (k < n ? pieces[i][k] : "");
    }
  }
  for (guint i = 0; i < row->n; i++)
    g_strfreev (pieces[i]);
}

/* 申请人 | 王小明 | 联系电话 | 138****1234 */
void
hall_case_table_pairs (
    HallCaseTable *self, const char *label, const char *value, const char *label2, const char *value2)
{
  Row *row = new_row (self);

  double rest = HALL_CASE_WIDTH - 140 - self->second;

  add_label (row, 140, label);
  add_cell (row, floor (rest / 2), value)->middle = TRUE;
  add_label (row, self->second, label2);
  add_cell (row, ceil (rest / 2), value2)->middle = TRUE;
  break_row (self, row);
}

/* 告知依据 | ... */
void
hall_case_table_named (HallCaseTable *self, const char *label, const char *value)
{
  Row *row = new_row (self);

  add_label (row, 172, label);
  add_cell (row, HALL_CASE_WIDTH - 172, value)->middle = TRUE;
  break_row (self, row);
}

void
hall_case_table_whole (HallCaseTable *self, const char *text)
{
  Row *row = new_row (self);

  add_cell (row, HALL_CASE_WIDTH, text);
  row->keep = TRUE;
  break_row (self, row);
}

/* The columns of the lines that follow; they stand again at the head of every page that these go on to. */
void
hall_case_table_columns (HallCaseTable *self, const double *widths, const char *const *labels, guint n)
{
  Row *row = new_row (self);

  g_assert (n <= MAX_CELLS);
  row->columns = -1;
  row->keep = TRUE;
  self->n_columns = n;
  for (guint i = 0; i < n; i++) {
    self->widths[i] = widths[i];
    add_label (row, widths[i], labels[i]);
  }
  self->columns = (int)self->rows->len - 1;
}

void
hall_case_table_line (HallCaseTable *self, const char *const *texts)
{
  Row *row = new_row (self);

  for (guint i = 0; i < self->n_columns; i++) {
    Cell *cell = add_cell (row, self->widths[i], texts[i]);

    cell->middle = TRUE;
    if (self->widths[i] < 115) /* figures */
      cell->align = PANGO_ALIGN_CENTER;
  }
  break_row (self, row);
}

void
hall_case_table_end_columns (HallCaseTable *self)
{
  self->columns = -1;
}

/* Where both sign, with room for a round seal; never alone on a page. */
void
hall_case_table_signs (HallCaseTable *self, const char *left, const char *right)
{
  Row *row;

  if (self->rows->len > 0)
    ((Row *)self->rows->pdata[self->rows->len - 1])->keep = TRUE;
  row = new_row (self);
  row->least = SIGN_HEIGHT;
  add_cell (row, HALL_CASE_WIDTH / 2, left);
  add_cell (row, HALL_CASE_WIDTH / 2, right);
}

static void
draw_row (HallCaseTable *self, HallSheet *sheet, const Row *row)
{
  double height = row_height (self, row);
  double left = hall_sheet_get_left (sheet);
  double x = left;
  double y = hall_sheet_get_y (sheet);

  for (guint i = 0; i < row->n; x += row->cells[i++].width)
    if (row->cells[i].label)
      hall_sheet_tint (sheet, x, y, row->cells[i].width, height);
  x = left;
  for (guint i = 0; i < row->n; i++) {
    const Cell *cell = &row->cells[i];
    HallType type = cell_type (self, cell);
    double down = cell->middle ? (height - cell_height (self, cell)) / 2 : PAD_Y;

    if (i > 0)
      hall_sheet_line (sheet, x, y, x, y + height, LINE, FALSE);
    hall_sheet_put (sheet, &type, x + PAD_X, y + down, cell->width - 2 * PAD_X, cell->text);
    x += cell->width;
  }
  hall_sheet_frame (sheet, left, y, HALL_CASE_WIDTH, height + LINE, LINE, FALSE);
  hall_sheet_skip (sheet, height);
}

/* What stands over the table; on a page that goes on only a running head. */
static void
draw_head (HallSheet *sheet,
           const HallCaseForm *form,
           GVariant *content,
           GStrv reprint,
           const char *copy,
           gboolean first)
{
  HallType centred = { .size = 30, .align = PANGO_ALIGN_CENTER };
  HallType title = {
    .face = HALL_FACE_TITLE, .size = 56, .align = PANGO_ALIGN_CENTER, .tracking = 14, .leading = 1.2
  };
  HallType running = { .face = HALL_FACE_TITLE, .size = 34, .align = PANGO_ALIGN_CENTER, .tracking = 6 };
  HallType mark = { .face = HALL_FACE_BOLD, .size = 27, .leading = 1.25 };
  HallType number = { .size = 28 };
  HallType part = { .face = HALL_FACE_BOLD, .size = 26 };
  HallType pale = { .face = HALL_FACE_BOLD, .size = 260, .ink = HALL_INK_PALE, .leading = 1, .tracking = 40 };
  double left = hall_sheet_get_left (sheet);
  double top = hall_sheet_get_y (sheet);
  double middle = left + QR_ROOM;
  double width = HALL_CASE_WIDTH - 2 * QR_ROOM;
  double y = top;
  double side = 0;
  g_autofree char *house = hall_words_house (content);
  const char *hall = hall_content_text (content, "hall");
  g_autofree char *name = g_strconcat (house, hall != NULL ? " " : "", hall, NULL);
  const char *no = hall_content_text (content, form->number_key);
  const char *code = hall_case_code (content);

  if (hall_content_bool (content, "practice"))
    hall_sheet_put_turned (sheet, &pale, left + HALL_CASE_WIDTH / 2, top + 760, -0.6, "练习");
  if (first && code != NULL)
    side = hall_sheet_qr (sheet, left + HALL_CASE_WIDTH, top, 0, code, QR_MODULE);
  if (first)
    y += hall_sheet_put (sheet, &centred, middle, y, width, name);
  y += hall_sheet_put (sheet, first ? &title : &running, middle, y, width, form->title);
  hall_sheet_set_y (sheet, MAX (y, top + side) + 6);
  if (hall_content_bool (content, "practice"))
    hall_sheet_flow (sheet, &mark, "练习　不是真实文书");
  if (reprint != NULL) {
    g_autofree char *line = g_strdup_printf ("%s · 不作重复凭证", reprint[0]);
    HallType small = { .size = 24 };

    hall_sheet_flow (sheet, &mark, line);
    if (first && reprint[1] != NULL) {
      g_autofree char *more = g_strconcat (reprint[1], reprint[2] != NULL ? "　原因：" : "", reprint[2],
                                           NULL);

      hall_sheet_flow (sheet, &small, more);
    }
  }
  hall_sheet_pair (sheet, &part, copy, &number, no != NULL ? no : "");
  hall_sheet_skip (sheet, 6);
}

/* The copy's name, when and by whom it was printed. */
static void
draw_foot (HallSheet *sheet, const HallCaseForm *form, GVariant *content, GStrv reprint, int page, int pages)
{
  HallType type = { .size = 23 };
  HallType right = { .size = 23, .align = PANGO_ALIGN_RIGHT };
  HallType centred = { .size = 23, .align = PANGO_ALIGN_CENTER };
  const char *at = hall_content_text (content, "at");
  const char *staff = hall_content_text (content, "staff");
  g_autofree char *printed = g_strdup_printf ("打印 %.16s  %s  %s", at != NULL ? at : "",
                                              staff != NULL ? staff : "",
                                              reprint != NULL ? reprint[0] : "第1次");
  double left = hall_sheet_get_left (sheet);
  double y = hall_sheet_get_bottom (sheet) + 12;

  hall_sheet_put (sheet, &type, left, y, 520, form->foot);
  hall_sheet_put (sheet, &right, left + 520, y, HALL_CASE_WIDTH - 520, printed);
  if (pages > 1) {
    g_autofree char *number = g_strdup_printf ("第 %d 页　共 %d 页", page, pages);

    hall_sheet_put (sheet, &centred, left, y + 32, HALL_CASE_WIDTH, number);
  }
}

/* How much of the page @at and what must stay with it need. */
static double
together (HallCaseTable *self, guint at)
{
  double height = 0;
  guint i = at;

  do
    height += row_height (self, self->rows->pdata[i]);
  while (((Row *)self->rows->pdata[i])->keep && ++i < self->rows->len);
  return height;
}

static void
draw_copy (HallCaseTable *self,
           HallSheet *sheet,
           const HallCaseForm *form,
           GVariant *content,
           GStrv reprint,
           const char *copy)
{
  int first = hall_sheet_get_page (sheet);
  double bottom = hall_sheet_get_bottom (sheet);
  int last;

  draw_head (sheet, form, content, reprint, copy, TRUE);
  for (guint i = 0; i < self->rows->len; i++) {
    const Row *row = self->rows->pdata[i];

    if (hall_sheet_get_y (sheet) + together (self, i) > bottom && hall_sheet_get_y (sheet) > bottom / 3) {
      hall_sheet_new_page (sheet);
      draw_head (sheet, form, content, reprint, copy, FALSE);
      if (row->columns >= 0)
        draw_row (self, sheet, self->rows->pdata[row->columns]);
    }
    draw_row (self, sheet, row);
  }
  last = hall_sheet_get_page (sheet);
  for (int page = first; page <= last; page++) {
    hall_sheet_set_page (sheet, page);
    draw_foot (sheet, form, content, reprint, page - first + 1, last - first + 1);
  }
}

static HallSheet *
new_sheet (void)
{
  HallSheet *sheet = hall_sheet_new (148, 210, LEFT_MM, EDGE_MM, EDGE_MM, FOOT_MM);

  g_assert (hall_sheet_get_width (sheet) == HALL_CASE_WIDTH);
  return sheet;
}

/* The table in type of @size. */
static void
table_init (HallCaseTable *self, const HallCaseForm *form, GVariant *content, double size)
{
  self->rows = g_ptr_array_new_with_free_func (row_free);
  self->size = size;
  self->second = form->second;
  self->measure = new_sheet ();
  self->columns = -1;
  form->fill (self, content);
}

static void
table_clear (HallCaseTable *self)
{
  g_ptr_array_unref (self->rows);
  hall_sheet_free (self->measure);
}

static gboolean
fits (const HallCaseForm *form, GVariant *content, GStrv reprint, double size)
{
  g_autoptr (HallSheet) sheet = new_sheet ();
  HallCaseTable table = { 0 };

  table_init (&table, form, content, size);
  draw_copy (&table, sheet, form, content, reprint, form->copies[0]);
  table_clear (&table);
  return hall_sheet_get_page (sheet) == 0;
}

/**
 * hall_case_sheet_lay_out:
 * @form: what the paper is
 * @content: all that stands on it
 * @reprint: (nullable): the lines of a reprint
 *
 * Lays out a formal paper of a case (rules, 4): every copy from its first page.
 *
 * Returns: (transfer full): the sheet
 */
HallSheet *
hall_case_sheet_lay_out (const HallCaseForm *form, GVariant *content, GStrv reprint)
{
  HallSheet *sheet = new_sheet ();
  HallCaseTable table = { 0 };
  double size = LONG_SIZE;

  for (gsize i = 0; i < G_N_ELEMENTS (sizes); i++)
    if (fits (form, content, reprint, sizes[i])) {
      size = sizes[i];
      break;
    }
  table_init (&table, form, content, size);
  for (const char *const *copy = form->copies; *copy != NULL; copy++) {
    if (copy != form->copies)
      hall_sheet_new_page (sheet);
    draw_copy (&table, sheet, form, content, reprint, *copy);
  }
  table_clear (&table);
  return sheet;
}
