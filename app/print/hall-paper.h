/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * HallPaper:
 * @pdf: the bytes
 * @hash: their SHA-256, hexadecimal
 * @width_mm: of a page
 * @height_mm: of a page; whole millimetres
 * @pages: how many
 * @missing: (nullable): the characters for which no installed font has a glyph, in UTF-8
 *
 * A rendered paper.
 */
typedef struct {
  GBytes *pdf;
  char *hash;
  int width_mm;
  int height_mm;
  int pages;
  char *missing;
} HallPaper;

/*
 * What a content may hold; what is absent is left out of the paper. Times are text as printed, money is fen.
 *
 * All: org, hall, slogan, phone (s), practice (b).
 * ticket: label, category, matter, issued_at, issuer, qr (s), priority, late (b), ahead (x), materials (as or
 * av). receipt: number, at, staff, ticket, payer, account, words, sentence, received_at, changed_at, note,
 * remark, qr (s), counter, total_fen, received_fen, change_fen (x), lines (av of {item, quantity, unit,
 * unit_price_fen, amount_fen}), tenders (av of {kind, amount_fen}); a reversal also void_of, reason,
 * approved_by (s), original_taken_back (b). test: at, staff, printer (s), counter (x).
 *
 * Papers of a case (there phone is the customer's, masked): at, staff, applicant_name, phone, proxy_name,
 * proxy_relation, authorisation_seen, matter, ticket_no, case_no, applied_at, first_responsible, b_role, qr
 * (s), counter, copies (x), phones ({enquiry, supervision}). notice: notice_no, conditions, fee, promise,
 * place_hours, basis, valid_until (s), missing_items (av of {name, form, copies, handling, problem, fix,
 * where_to_get, basis}), ok_items (av of s). acceptance: acceptance_no, id_type, id_last4, received_at,
 * accepted_at, promise_days, due_at, due_words, excluded, fee, delivery, pickup_place, accepted_by (s),
 * fee_flag (b), received_items (av of {name, original, copy, pages, handling}), deferred_items (av of {name,
 * until}). refusal: refusal_no, reason_class, reason_text, basis, explanation, next_option, remedy, profile,
 * clerk, lead (s), customer_understands (b), returned_items (av of s). guide: matter, conditions, fee,
 * promise, place_hours, online, basis (s), items (av of {name, form, copies, handling, how, applicant,
 * mandatory, may_follow}). consult: question, leader, due_at (s).
 */
HallPaper *hall_paper_render (
    const char *kind, const char *form, GVariant *content, const char *reprint_line, GError **error);
HallPaper *hall_paper_open (GBytes *pdf, GError **error);
void hall_paper_free (HallPaper *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HallPaper, hall_paper_free)

G_END_DECLS
