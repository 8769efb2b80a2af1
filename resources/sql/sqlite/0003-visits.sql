-- Version 3: the visit record. Immutable once landed: a change is a new script.
-- Money is fen, time is µs since the epoch (UTC), a day is a local date as text.

-- What a visitor wanted and what became of it (S002 3.4, 4.1): one row for each thing, with a number or without, with a case or
-- without. What a ticket leaves open is to be complete five minutes after its end; late is told, never refused (Q51).
CREATE TABLE visit_record (
  id INTEGER PRIMARY KEY,
  day TEXT NOT NULL,
  ticket INTEGER REFERENCES ticket (id),
  file INTEGER REFERENCES case_file (id),
  kind TEXT NOT NULL CHECK (kind IN ('enquiry', 'business', 'repair', 'suggestion', 'complaint', 'emergency')),
  sub TEXT,                           -- of a closed list for each kind
  urgency TEXT NOT NULL CHECK (urgency IN ('normal', 'urgent', 'emergency')),
  matter TEXT,
  staff TEXT NOT NULL REFERENCES staff (number), -- who took it down, and is first-responsible for what has no case
  counter INTEGER,
  station TEXT,
  name TEXT,                          -- only what is needed
  phone TEXT,
  account TEXT,
  address TEXT,
  text TEXT,                          -- the question, what is wrong, what happened, what is suggested
  occurred TEXT,                      -- of a complaint: when, where, what for
  place TEXT,
  demand TEXT,
  result TEXT,                        -- of a closed list
  result_text TEXT,
  answer TEXT,
  knowledge TEXT,                     -- the item that answered, and its version
  knowledge_version INTEGER,
  department TEXT,                    -- of what was forwarded without a case
  contact TEXT,
  follow_up_due INTEGER,                  -- somebody is promised to hear again
  followed_up_at INTEGER,
  followed_up_by TEXT,
  follow_up TEXT,                     -- what they were told, what the department answered
  on_scene_due INTEGER,                   -- of an emergency
  seen_at INTEGER,                        -- the shift lead knows
  seen_by TEXT,
  opened_at INTEGER NOT NULL,
  complete_by INTEGER,                    -- of what a ticket left open
  completed_at INTEGER,
  completed_by TEXT                   -- nobody where the case, or the receipt, said everything
) STRICT;
CREATE INDEX visit_record_open ON visit_record (staff, complete_by) WHERE completed_at IS NULL;
CREATE INDEX visit_record_day ON visit_record (day);
CREATE INDEX visit_record_ticket ON visit_record (ticket) WHERE ticket IS NOT NULL;
CREATE INDEX visit_record_file ON visit_record (file) WHERE file IS NOT NULL;
CREATE INDEX visit_record_follow_up ON visit_record (follow_up_due) WHERE follow_up_due IS NOT NULL AND followed_up_at IS NULL;
CREATE INDEX visit_record_forward ON visit_record (opened_at) WHERE department IS NOT NULL;
CREATE INDEX visit_record_alert ON visit_record (id) WHERE urgency = 'emergency' AND seen_at IS NULL;
CREATE TRIGGER visit_record_complete BEFORE UPDATE OF day, ticket, file, kind, sub, urgency, matter, staff, counter, station, occurred,
  result, knowledge, knowledge_version, department, opened_at, complete_by, completed_at, completed_by ON visit_record
WHEN OLD.completed_at IS NOT NULL BEGIN SELECT RAISE (ABORT, 'a complete record can only be read'); END;
CREATE TRIGGER visit_record_no_delete BEFORE DELETE ON visit_record
BEGIN SELECT RAISE (ABORT, 'a complete record can only be read'); END;
CREATE TRIGGER visit_record_no_replace BEFORE INSERT ON visit_record WHEN EXISTS (SELECT 1 FROM visit_record WHERE id = NEW.id)
BEGIN SELECT RAISE (ABORT, 'a complete record can only be read'); END;

-- The register of forwards and of questions to leaders, by the day on which they went out.
CREATE INDEX case_task_made ON case_task (made_at);
-- What the shift lead looks for: cases handed on and on, notices after the first, and who asked for what.
CREATE INDEX case_bounced ON case_file (moved) WHERE state <> 'closed' AND moved >= 2;
CREATE INDEX notice_second ON notice (day) WHERE cause IS NOT NULL;
CREATE INDEX request_asked ON request (asked_by, id);
-- Found by what somebody says, the newest so many first, however many there are.
DROP INDEX case_phone;
DROP INDEX case_account;
DROP INDEX case_name;
DROP INDEX case_tag_word;
CREATE INDEX case_phone ON case_file (phone, id) WHERE phone IS NOT NULL;
CREATE INDEX case_account ON case_file (account, id) WHERE account IS NOT NULL;
CREATE INDEX case_name ON case_file (name, id) WHERE name IS NOT NULL;
CREATE INDEX case_tag_word ON case_tag (word, file);
-- What is being typed is kept by the PC on which it is typed.
DROP TABLE draft;
