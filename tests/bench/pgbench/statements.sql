-- SPDX-License-Identifier: GPL-3.0-or-later
-- One visit as the program does it: the very statements of its commands, one by one, with the same locks and rows; only what is
-- computed between them is not (words, JSON, hashes are of the right length).
\set counter :client_id + 1
\set lane :client_id % 4

-- take-ticket
\set request random (1, 1000000000000000)
BEGIN;
SELECT pg_advisory_xact_lock (hashtextextended ('request/' || :request::text, 0));
SELECT pg_advisory_xact_lock_shared (hashtextextended ('hall', 0));
SELECT (SELECT day FROM business_day WHERE state = 'open'), (SELECT value FROM option WHERE name = 'moved_to');
SELECT name, value FROM option;
SELECT pg_advisory_xact_lock (hashtextextended ('chain/' || 'kiosk-' || :counter::text, 0));
SELECT coalesce (max (seq), 0) + 1 AS seq, coalesce (max (hash), repeat ('0', 64)) AS prev FROM chain WHERE name = 'kiosk-' || :counter::text \gset
SELECT c.name, c.quota, m.name FROM category c LEFT JOIN matter m ON m.code = NULL AND m.category = c.code AND m.active = 1
  WHERE c.code = chr (65 + :lane::int) AND c.active = 1;
SELECT printer FROM station WHERE name = 'kiosk-' || :counter::text;
SELECT org_name, hall_name, slogan, phone, practice FROM hall WHERE id = 1;
SELECT pg_advisory_xact_lock (hashtextextended ('queue/' || chr (65 + :lane::int), 0));
SELECT nextval (pg_get_serial_sequence ('ticket', 'id')) AS ticket \gset
SELECT nextval (pg_get_serial_sequence ('document', 'id')) AS document \gset
SELECT command, answer FROM journal WHERE request = :request::text;
SELECT (extract (epoch FROM clock_timestamp ()) * 1000000)::bigint, version FROM schema_version;
SELECT interleaves, count (*) FROM ticket WHERE state = 'waiting' AND day = '2026-11-20' AND queue = chr (65 + :lane::int) AND to_counter IS NULL
  GROUP BY interleaves;
INSERT INTO series (name, last) VALUES ('ticket/2026-11-20/' || chr (65 + :lane::int), 1) ON CONFLICT (name) DO UPDATE SET last = series.last + 1
  RETURNING last AS number \gset
INSERT INTO ticket (id, day, category, number, label, matter, state, queue, place, priority, interleaves, priority_reason, issued_at,
    issued_by, station, ahead, late)
  VALUES (:ticket::bigint, '2026-11-20', chr (65 + :lane::int), :number::bigint, chr (65 + :lane::int) || to_char (:number::bigint, 'FM000'), NULL, 'waiting', chr (65 + :lane::int),
    :ticket::bigint << 20, 0, 0, NULL, 1795136400000000, NULL, 'kiosk-' || :counter::text, 10, 0);
INSERT INTO ticket_move (ticket, at, command, to_state, staff, counter, station)
  VALUES (:ticket::bigint, 1795136400000000, 'take-ticket', 'waiting', NULL, NULL, 'kiosk-' || :counter::text);
INSERT INTO document (id, number, kind, form, day, at, content)
  VALUES (:document::bigint, '20261120-' || chr (65 + :lane::int) || to_char (:number::bigint, 'FM000'), 'ticket', 'roll80', '2026-11-20', 1795136400000000,
    '{"org":"示例供热有限公司","hall":"城东客户服务大厅","slogan":"暖万家","phone":"96777","practice": true,"label":"A001","priority": false,"category":"缴费","ahead": 10,"materials":[],"issued_at":"2026-11-20 09-00-00","issuer":"kiosk","late": false,"qr":"20261120-A001"}');
INSERT INTO journal (chain, seq, at, day, command, staff, counter, station, request, args, answer, facts, topics, prev, hash)
  VALUES ('kiosk-' || :counter::text, :seq::bigint, 1795136400000000, '2026-11-20', 'take-ticket', NULL, NULL, 'kiosk-' || :counter::text, :request::text,
    '{"category":"A"}', '{"ticket":"A001","ahead": 10,"paper":"20261120-A001","id": 1,"document": 1,"category":"A"}', '{"document 1":"' || repeat ('0', 64) || '"}', 9, :prev, encode (sha256 (:prev::bytea), 'hex'));
INSERT INTO chain (name, seq, hash) VALUES ('kiosk-' || :counter::text, :seq::bigint, encode (sha256 (:prev::bytea), 'hex'))
  ON CONFLICT (name) DO UPDATE SET seq = excluded.seq, hash = excluded.hash;
SELECT pg_notify ('halldesk', '9');
COMMIT;

-- call-next
\set request random (1, 1000000000000000)
BEGIN;
SELECT pg_advisory_xact_lock (hashtextextended ('request/' || :request::text, 0));
SELECT pg_advisory_xact_lock_shared (hashtextextended ('hall', 0));
SELECT (SELECT day FROM business_day WHERE state = 'open'), (SELECT value FROM option WHERE name = 'moved_to');
SELECT s.name, s.roles, s.cash_right, d.id, d.state, d.counter FROM staff s LEFT JOIN duty d ON d.staff = s.number AND d.state <> 'ended'
  AND d.day >= '2026-11-20' WHERE s.number = 'S' || to_char (:counter::int, 'FM00') AND s.active = 1;
SELECT name, value FROM option;
SELECT pg_advisory_xact_lock (hashtextextended ('counter/' || :counter::text, 0));
SELECT pg_advisory_xact_lock (hashtextextended ('chain/' || 'counter-' || :counter::text, 0));
SELECT coalesce (max (seq), 0) + 1 AS seq, coalesce (max (hash), repeat ('0', 64)) AS prev FROM chain WHERE name = 'counter-' || :counter::text \gset
SELECT category FROM counter_category WHERE counter = :counter::bigint ORDER BY category;
SELECT command, answer FROM journal WHERE request = :request::text;
SELECT (extract (epoch FROM clock_timestamp ()) * 1000000)::bigint, version FROM schema_version;
SELECT pg_advisory_xact_lock (hashtextextended ('queue/' || chr (65 + :lane::int), 0));
SELECT (extract (epoch FROM clock_timestamp ()) * 1000000)::bigint, version FROM schema_version;
SELECT id, state FROM ticket WHERE counter = :counter::bigint AND state IN ('called', 'serving');
SELECT id AS ticket, place, issued_at FROM ticket WHERE state = 'waiting' AND day = '2026-11-20' AND queue = chr (65 + :lane::int) AND interleaves = 0
  AND to_counter IS NULL ORDER BY place, id LIMIT 1 \gset
SELECT id, place, issued_at FROM ticket WHERE state = 'waiting' AND to_counter = :counter::bigint AND to_counter IS NOT NULL
  AND interleaves = 0 AND day = '2026-11-20' ORDER BY place, id LIMIT 1;
SELECT id, place, issued_at FROM ticket WHERE state = 'waiting' AND day = '2026-11-20' AND queue = chr (65 + :lane::int) AND interleaves = 1
  AND to_counter IS NULL ORDER BY place, id LIMIT 1;
SELECT id, place, issued_at FROM ticket WHERE state = 'waiting' AND to_counter = :counter::bigint AND to_counter IS NOT NULL
  AND interleaves = 1 AND day = '2026-11-20' ORDER BY place, id LIMIT 1;
SELECT normal, priority FROM call_run WHERE day = '2026-11-20' AND line = chr (65 + :lane::int);
SELECT id, label, category, queue, matter, state, issued_at, called_at, last_call_at, calls, returned, counter, staff FROM ticket
  WHERE id = :ticket::bigint;
WITH changed AS (UPDATE ticket SET state = 'called' WHERE id = :ticket::bigint AND state = 'waiting' RETURNING 1)
  SELECT 1 / (CASE count (*) WHEN 1 THEN 1 ELSE 0 END) FROM changed;
INSERT INTO ticket_move (ticket, at, command, from_state, to_state, staff, counter, station, reason)
  VALUES (:ticket::bigint, 1795136400000000, 'call-next', 'waiting', 'called', 'S' || to_char (:counter::int, 'FM00'), :counter::bigint, NULL, 'first-come');
UPDATE ticket SET counter = :counter::bigint, staff = 'S' || to_char (:counter::int, 'FM00'), calls = 1, last_call_at = 1795136400000000,
  called_at = coalesce (called_at, 1795136400000000), why = 'first-come', to_counter = NULL WHERE id = :ticket::bigint;
INSERT INTO call (day, ticket, label, counter, at, round, out_of_order)
  VALUES ('2026-11-20', :ticket::bigint, 'A001', :counter::bigint, 1795136400000000, 1, 0);
INSERT INTO call_run (day, line, normal, priority) VALUES ('2026-11-20', chr (65 + :lane::int), 1, 0)
  ON CONFLICT (day, line) DO UPDATE SET normal = excluded.normal, priority = excluded.priority;
INSERT INTO journal (chain, seq, at, day, command, staff, counter, station, request, args, answer, facts, topics, prev, hash)
  VALUES ('counter-' || :counter::text, :seq::bigint, 1795136400000000, '2026-11-20', 'call-next', 'S' || to_char (:counter::int, 'FM00'), :counter::bigint, NULL, :request::text,
    '{}', '{"ticket":"A001","category":"A","counter": 3,"waited_s": 600,"why":"The earliest number of the queue"}', NULL, 3, :prev, encode (sha256 (:prev::bytea), 'hex'));
INSERT INTO chain (name, seq, hash) VALUES ('counter-' || :counter::text, :seq::bigint, encode (sha256 (:prev::bytea), 'hex'))
  ON CONFLICT (name) DO UPDATE SET seq = excluded.seq, hash = excluded.hash;
SELECT pg_notify ('halldesk', '3');
COMMIT;

-- start
\set request random (1, 1000000000000000)
BEGIN;
SELECT pg_advisory_xact_lock (hashtextextended ('request/' || :request::text, 0));
SELECT pg_advisory_xact_lock_shared (hashtextextended ('hall', 0));
SELECT (SELECT day FROM business_day WHERE state = 'open'), (SELECT value FROM option WHERE name = 'moved_to');
SELECT s.name, s.roles, s.cash_right, d.id, d.state, d.counter FROM staff s LEFT JOIN duty d ON d.staff = s.number AND d.state <> 'ended'
  AND d.day >= '2026-11-20' WHERE s.number = 'S' || to_char (:counter::int, 'FM00') AND s.active = 1;
SELECT name, value FROM option;
SELECT pg_advisory_xact_lock (hashtextextended ('counter/' || :counter::text, 0));
SELECT pg_advisory_xact_lock (hashtextextended ('chain/' || 'counter-' || :counter::text, 0));
SELECT coalesce (max (seq), 0) + 1 AS seq, coalesce (max (hash), repeat ('0', 64)) AS prev FROM chain WHERE name = 'counter-' || :counter::text \gset
SELECT id AS ticket, label, category, queue, matter, state, issued_at, called_at, last_call_at, calls, returned, counter AS at_counter, staff FROM ticket
  WHERE counter = :counter::bigint AND state IN ('called', 'serving') \gset
SELECT command, answer FROM journal WHERE request = :request::text;
SELECT (extract (epoch FROM clock_timestamp ()) * 1000000)::bigint, version FROM schema_version;
WITH changed AS (UPDATE ticket SET state = 'serving' WHERE id = :ticket::bigint AND state = 'called' RETURNING 1)
  SELECT 1 / (CASE count (*) WHEN 1 THEN 1 ELSE 0 END) FROM changed;
INSERT INTO ticket_move (ticket, at, command, from_state, to_state, staff, counter, station, reason)
  VALUES (:ticket::bigint, 1795136400000000, 'start', 'called', 'serving', 'S' || to_char (:counter::int, 'FM00'), :counter::bigint, NULL, NULL);
UPDATE ticket SET started_at = coalesce (started_at, 1795136400000000), paused_us = paused_us + CASE WHEN 1795136400000000 > paused_since
  THEN 1795136400000000 - paused_since ELSE 0 END, paused_since = NULL WHERE id = :ticket::bigint;
INSERT INTO journal (chain, seq, at, day, command, staff, counter, station, request, args, answer, facts, topics, prev, hash)
  VALUES ('counter-' || :counter::text, :seq::bigint, 1795136400000000, '2026-11-20', 'start', 'S' || to_char (:counter::int, 'FM00'), :counter::bigint, NULL, :request::text,
    '{}', '{"ticket":"A001"}', NULL, 1, :prev, encode (sha256 (:prev::bytea), 'hex'));
INSERT INTO chain (name, seq, hash) VALUES ('counter-' || :counter::text, :seq::bigint, encode (sha256 (:prev::bytea), 'hex'))
  ON CONFLICT (name) DO UPDATE SET seq = excluded.seq, hash = excluded.hash;
SELECT pg_notify ('halldesk', '1');
COMMIT;

-- finish
\set request random (1, 1000000000000000)
BEGIN;
SELECT pg_advisory_xact_lock (hashtextextended ('request/' || :request::text, 0));
SELECT pg_advisory_xact_lock_shared (hashtextextended ('hall', 0));
SELECT (SELECT day FROM business_day WHERE state = 'open'), (SELECT value FROM option WHERE name = 'moved_to');
SELECT s.name, s.roles, s.cash_right, d.id, d.state, d.counter FROM staff s LEFT JOIN duty d ON d.staff = s.number AND d.state <> 'ended'
  AND d.day >= '2026-11-20' WHERE s.number = 'S' || to_char (:counter::int, 'FM00') AND s.active = 1;
SELECT name, value FROM option;
SELECT pg_advisory_xact_lock (hashtextextended ('counter/' || :counter::text, 0));
SELECT pg_advisory_xact_lock (hashtextextended ('chain/' || 'counter-' || :counter::text, 0));
SELECT coalesce (max (seq), 0) + 1 AS seq, coalesce (max (hash), repeat ('0', 64)) AS prev FROM chain WHERE name = 'counter-' || :counter::text \gset
SELECT id AS ticket, label, category, queue, matter, state, issued_at, called_at, last_call_at, calls, returned, counter AS at_counter, staff FROM ticket
  WHERE counter = :counter::bigint AND state IN ('called', 'serving') \gset
SELECT command, answer FROM journal WHERE request = :request::text;
SELECT (extract (epoch FROM clock_timestamp ()) * 1000000)::bigint, version FROM schema_version;
SELECT count (*) FROM charge WHERE ticket = :ticket::bigint AND state IN ('open', 'received');
WITH changed AS (UPDATE ticket SET state = 'done' WHERE id = :ticket::bigint AND state = 'serving' RETURNING 1)
  SELECT 1 / (CASE count (*) WHEN 1 THEN 1 ELSE 0 END) FROM changed;
INSERT INTO ticket_move (ticket, at, command, from_state, to_state, staff, counter, station, reason)
  VALUES (:ticket::bigint, 1795136400000000, 'finish', 'serving', 'done', 'S' || to_char (:counter::int, 'FM00'), :counter::bigint, NULL, NULL);
UPDATE ticket SET done_at = 1795136400000000, extended = 0 WHERE id = :ticket::bigint;
UPDATE duty SET idle_since = 1795136400000000 WHERE counter = :counter::bigint AND state <> 'ended';
INSERT INTO journal (chain, seq, at, day, command, staff, counter, station, request, args, answer, facts, topics, prev, hash)
  VALUES ('counter-' || :counter::text, :seq::bigint, 1795136400000000, '2026-11-20', 'finish', 'S' || to_char (:counter::int, 'FM00'), :counter::bigint, NULL, :request::text,
    '{}', '{"ticket":"A001"}', NULL, 1, :prev, encode (sha256 (:prev::bytea), 'hex'));
INSERT INTO chain (name, seq, hash) VALUES ('counter-' || :counter::text, :seq::bigint, encode (sha256 (:prev::bytea), 'hex'))
  ON CONFLICT (name) DO UPDATE SET seq = excluded.seq, hash = excluded.hash;
SELECT pg_notify ('halldesk', '1');
COMMIT;
