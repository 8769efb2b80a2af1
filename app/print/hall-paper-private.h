/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "hall-content.h"
#include "hall-sheet.h"

G_BEGIN_DECLS

/* The kinds of paper, a file each. @reprint: (nullable) the lines of a reprint, see hall_paper_render(). */
HallSheet *hall_ticket_paper_lay_out (GVariant *content, GStrv reprint);
HallSheet *hall_receipt_paper_lay_out (GVariant *content, GStrv reprint);
HallSheet *hall_receipt_a5_lay_out (GVariant *content, GStrv reprint);
HallSheet *hall_test_paper_lay_out (GVariant *content, GStrv reprint);
HallSheet *hall_notice_paper_lay_out (GVariant *content, GStrv reprint);
HallSheet *hall_notice_a5_lay_out (GVariant *content, GStrv reprint);
HallSheet *hall_acceptance_paper_lay_out (GVariant *content, GStrv reprint);
HallSheet *hall_acceptance_a5_lay_out (GVariant *content, GStrv reprint);
HallSheet *hall_refusal_a5_lay_out (GVariant *content, GStrv reprint);
HallSheet *hall_guide_paper_lay_out (GVariant *content, GStrv reprint);
HallSheet *hall_consult_paper_lay_out (GVariant *content, GStrv reprint);

/* What papers of the roll have in common. */
extern const HallType hall_type_small;
extern const HallType hall_type_body;
extern const HallType hall_type_body_centred;
extern const HallType hall_type_figure;

HallSheet *hall_roll_new (void);
void hall_roll_header (HallSheet *sheet, GVariant *content, double hall_size);
void hall_roll_practice (HallSheet *sheet, GVariant *content);
void hall_roll_banner (HallSheet *sheet, const char *text);
void hall_roll_named (HallSheet *sheet, const char *name, const char *value);

/* Words. */
char *hall_words_house (GVariant *content);
char *hall_words_yuan (gint64 fen);
char *hall_words_tenders (GVariant *content, gint64 cash_fen);
const char *hall_words_tender (const char *kind);
char *hall_words_quantity (GVariant *line);
const char *hall_words_note (GVariant *content);

G_END_DECLS
