-- SPDX-License-Identifier: GPL-3.0-or-later
-- One visit, the least that can be done: one statement a command writes the rows that the program writes. It reads no
-- rule, asks for no right and skips whom another is calling, so that it does not keep the order.
-- (A colon before a letter or a digit is one of pgbench's variables: hence the blanks in the JSON.)
\set counter :client_id + 1
\set lane :client_id % 4

-- take-ticket
WITH s AS (
  INSERT INTO series (name, last) VALUES ('ticket/2026-11-20/' || chr (65 + :lane::int), 1)
    ON CONFLICT (name) DO UPDATE SET last = series.last + 1 RETURNING last
), i AS (SELECT nextval (pg_get_serial_sequence ('ticket', 'id')) AS id
), t AS (
  INSERT INTO ticket (id, day, category, number, label, state, queue, place, priority, interleaves, issued_at, station, ahead)
    SELECT id, '2026-11-20', chr (65 + :lane::int), last, chr (65 + :lane::int) || to_char (last, 'FM0000'), 'waiting', chr (65 + :lane::int),
      id << 20, 0, 0, 1795136400000000, 'kiosk', 10 FROM s, i RETURNING id, label
), m AS (
  INSERT INTO ticket_move (ticket, at, command, to_state, station)
    SELECT id, 1795136400000000, 'take-ticket', 'waiting', 'kiosk' FROM t
), d AS (
  INSERT INTO document (number, kind, form, day, at, content)
    SELECT '20261120-' || label, 'ticket', 'roll80', '2026-11-20', 1795136400000000,
      '{"org":"示例供热有限公司","hall":"城东客户服务大厅","slogan":"暖万家","phone":"96777","practice": true,"label":"A001","priority": false,"category":"缴费","ahead": 10,"materials":[],"issued_at":"2026-11-20 09-00-00","issuer":"kiosk","late": false,"qr":"20261120-A001"}'
      FROM t RETURNING id
), c AS (
  INSERT INTO chain (name, seq, hash) VALUES ('kiosk-' || :client_id::text, 1, encode (sha256 (''), 'hex'))
    ON CONFLICT (name) DO UPDATE SET seq = chain.seq + 1, hash = encode (sha256 (convert_to (chain.hash, 'UTF8')), 'hex')
    RETURNING name, seq, hash
)
INSERT INTO journal (chain, seq, at, day, command, station, request, args, answer, facts, topics, prev, hash)
  SELECT c.name, seq, 1795136400000000, '2026-11-20', 'take-ticket', 'kiosk', c.name || '/' || seq, '{"category":"A"}',
    '{"ahead": 10,"category":"A","document": 1,"id": 1,"paper":"20261120-A001","ticket":"A001"}',
    '{"document 1":"' || hash || '"}', 9, hash, hash FROM c, t, d;

-- call-next
WITH n AS (
  SELECT id, label FROM ticket WHERE state = 'waiting' AND day = '2026-11-20' AND queue = chr (65 + :lane::int) AND interleaves = 0
    ORDER BY place LIMIT 1 FOR UPDATE SKIP LOCKED
), t AS (
  UPDATE ticket SET state = 'called', counter = :counter::bigint, staff = 'G05', calls = 1, called_at = 1795136400000000,
    last_call_at = 1795136400000000, why = 'first-come' FROM n WHERE ticket.id = n.id RETURNING ticket.id
), m AS (
  INSERT INTO ticket_move (ticket, at, command, from_state, to_state, staff, counter, reason)
    SELECT id, 1795136400000000, 'call-next', 'waiting', 'called', 'G05', :counter::bigint, 'first-come' FROM t
), a AS (
  INSERT INTO call (day, ticket, label, counter, at, round) SELECT '2026-11-20', id, label, :counter::bigint, 1795136400000000, 1 FROM n
), r AS (
  INSERT INTO call_run (day, line, normal, priority) VALUES ('2026-11-20', chr (65 + :lane::int), 1, 0)
    ON CONFLICT (day, line) DO UPDATE SET normal = call_run.normal + 1
), c AS (
  INSERT INTO chain (name, seq, hash) VALUES ('counter-' || :counter::bigint, 1, encode (sha256 (''), 'hex'))
    ON CONFLICT (name) DO UPDATE SET seq = chain.seq + 1, hash = encode (sha256 (convert_to (chain.hash, 'UTF8')), 'hex')
    RETURNING name, seq, hash
)
INSERT INTO journal (chain, seq, at, day, command, staff, counter, request, args, answer, topics, prev, hash)
  SELECT c.name, seq, 1795136400000000, '2026-11-20', 'call-next', 'G05', :counter::bigint, c.name || '/' || seq, '{}',
    '{"category":"A","counter": 3,"ticket":"A001","waited_s": 600,"why":"The earliest number of the queue"}', 3, hash, hash FROM c, t;

-- start
WITH t AS (
  UPDATE ticket SET state = 'serving', started_at = 1795136400000000 WHERE counter = :counter::bigint AND state = 'called' RETURNING id
), m AS (
  INSERT INTO ticket_move (ticket, at, command, from_state, to_state, staff, counter)
    SELECT id, 1795136400000000, 'start', 'called', 'serving', 'G05', :counter::bigint FROM t
), c AS (
  INSERT INTO chain (name, seq, hash) VALUES ('counter-' || :counter::bigint, 1, encode (sha256 (''), 'hex'))
    ON CONFLICT (name) DO UPDATE SET seq = chain.seq + 1, hash = encode (sha256 (convert_to (chain.hash, 'UTF8')), 'hex')
    RETURNING name, seq, hash
)
INSERT INTO journal (chain, seq, at, day, command, staff, counter, request, args, answer, topics, prev, hash)
  SELECT c.name, seq, 1795136400000000, '2026-11-20', 'start', 'G05', :counter::bigint, c.name || '/' || seq, '{}', '{"ticket":"A001"}', 1,
    hash, hash FROM c, t;

-- finish
WITH t AS (
  UPDATE ticket SET state = 'done', done_at = 1795136400000000 WHERE counter = :counter::bigint AND state = 'serving' RETURNING id
), m AS (
  INSERT INTO ticket_move (ticket, at, command, from_state, to_state, staff, counter)
    SELECT id, 1795136400000000, 'finish', 'serving', 'done', 'G05', :counter::bigint FROM t
), d AS (
  UPDATE duty SET idle_since = 1795136400000000 WHERE counter = :counter::bigint AND state <> 'ended'
), c AS (
  INSERT INTO chain (name, seq, hash) VALUES ('counter-' || :counter::bigint, 1, encode (sha256 (''), 'hex'))
    ON CONFLICT (name) DO UPDATE SET seq = chain.seq + 1, hash = encode (sha256 (convert_to (chain.hash, 'UTF8')), 'hex')
    RETURNING name, seq, hash
)
INSERT INTO journal (chain, seq, at, day, command, staff, counter, request, args, answer, topics, prev, hash)
  SELECT c.name, seq, 1795136400000000, '2026-11-20', 'finish', 'G05', :counter::bigint, c.name || '/' || seq, '{}', '{"ticket":"A001"}', 1,
    hash, hash FROM c, t;
