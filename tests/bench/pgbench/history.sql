-- SPDX-License-Identifier: GPL-3.0-or-later
-- Years of a hall, written straight into its tables (psql -v tickets=1000000): 600 tickets a day, each called, served and on
-- a paper, every fourth with a receipt, and a line of the journal for each step. Hashes are of the right length only.
BEGIN;
SET LOCAL synchronous_commit = off;
SET LOCAL session_replication_role = replica; -- the rows agree; nobody need look them up

CREATE TEMPORARY VIEW past AS
  SELECT i, (date '2026-11-19' - (i / 600)::int)::text AS day, 1795000000000000 - i * 40000000 AS at,
    chr ((65 + i % 4)::int) AS category, i / 4 % 150 + 1 AS number,
    chr ((65 + i % 4)::int) || to_char (i / 4 % 150 + 1, 'FM000') AS label
  FROM generate_series (0::bigint, :tickets - 1) AS i;

INSERT INTO business_day (day, state, opened_at, closed_at)
  SELECT DISTINCT day, 'closed', 0, 0 FROM past;
INSERT INTO series (name, last)
  SELECT 'ticket/' || day || '/' || category, max (number) FROM past GROUP BY day, category;
INSERT INTO ticket (id, day, category, number, label, state, queue, place, priority, interleaves, issued_at, station, ahead, called_at,
    last_call_at, calls, started_at, done_at, counter, staff, why)
  SELECT i + 1, day, category, number, label, 'done', category, (i + 1) << 20, 0, 0, at, 'kiosk', i % 20, at + 600000000,
    at + 600000000, 1, at + 620000000, at + 900000000, 3, 'G05', 'first-come' FROM past;
INSERT INTO ticket_move (ticket, at, command, from_state, to_state, staff, counter)
  SELECT i / 4 + 1, 1795000000000000 - i * 10000000, 'call-next', 'waiting', 'called', 'G05', 3
  FROM generate_series (0::bigint, 4 * :tickets - 1) AS i;
INSERT INTO call (day, ticket, label, counter, at, round) SELECT day, i + 1, label, 3, at, 1 FROM past;
INSERT INTO document (number, kind, form, day, at, content)
  SELECT replace (day, '-', '') || '-' || label, 'ticket', 'roll80', day, at,
    '{"org":"示例供热有限公司","hall":"城东客户服务大厅","slogan":"暖万家","label":"A001","category":"缴费","ahead": 6,"materials":["身份证","缴费卡"],"issued_at":"2026-11-20 09-05-31","issuer":"kiosk","late": false,"qr":"20261120-A001"}'
  FROM past;
INSERT INTO charge (day, ticket, counter, staff, at, state, payer, lines, tenders, total_fen, other_fen, cash_due_fen, received_fen,
    change_fen, received_at, sentence, receipt)
  SELECT day, i + 1, 3, 'G05', at, 'posted', '李建国', '[{"item":"采暖季热费","amount_fen": 128650}]', '[]', 128650, 0, 128650,
    130000, 1350, at, '总共缴费1286.50元', 'CD03-' || replace (day, '-', '') || '-' || to_char (i % 600 / 4 + 1, 'FM0000')
  FROM past WHERE i % 4 = 0;
INSERT INTO receipt (number, series, seq, day, kind, charge, ticket, counter, staff, payer, lines, tenders, total_fen, other_fen,
    cash_fen, received_fen, change_fen, sentence, words, received_at, changed_at, hash)
  SELECT 'CD03-' || replace (day, '-', '') || '-' || to_char (i % 600 / 4 + 1, 'FM0000'), 'CD03-' || replace (day, '-', ''),
    i % 600 / 4 + 1, day, 'receipt', i / 4 + 1, i + 1, 3, 'G05', '李建国', '[{"item":"采暖季热费","amount_fen": 128650}]', '[]',
    128650, 0, 128650, 130000, 1350, '总共缴费1286.50元', '人民币壹仟贰佰捌拾陆元伍角', at, at, repeat ('0', 64)
  FROM past WHERE i % 4 = 0;
INSERT INTO journal (chain, seq, at, day, command, staff, counter, request, args, answer, topics, prev, hash)
  SELECT 'old', i + 1, 1795000000000000 - i * 10000000, '2026-11-19', 'call-next', 'G05', 3, to_char (i, 'FM00000000000000000000000000000000'),
    '{}', '{"ticket":"A001","category":"A","counter": 3,"waited_s": 600,"why":"The earliest number of the queue"}', 3,
    repeat ('0', 64), repeat ('0', 64)
  FROM generate_series (0::bigint, 4 * :tickets - 1) AS i;
SELECT setval (pg_get_serial_sequence ('ticket', 'id'), max (id)) FROM ticket;
COMMIT;
VACUUM (ANALYZE);
