-- Version 2: matters with versions and checklists, cases, notices, clocks. Immutable once landed: a change is a new script.
-- Money is fen, time is µs since the epoch (UTC), a day is a local date as text.

-- What a matter asks and promises, as of a day. A case keeps the version it was handled under.
CREATE TABLE matter_version (
  matter TEXT NOT NULL REFERENCES matter (code),
  version INTEGER NOT NULL,           -- 1, 2 ...
  effective_from TEXT NOT NULL,       -- the first day
  promise TEXT NOT NULL,              -- as customers read it
  promise_en TEXT NOT NULL,
  due_kind TEXT NOT NULL CHECK (due_kind IN ('instant', 'working-days', 'hours', 'minutes')),
  due_count INTEGER NOT NULL,         -- working days, hours, minutes; 0 for instant
  fee TEXT NOT NULL,                  -- as customers read it
  excluded TEXT NOT NULL,             -- what does not count: the survey, the test
  notice_days INTEGER NOT NULL,       -- how long a notice is valid
  conditions TEXT NOT NULL,
  basis TEXT NOT NULL,
  place TEXT NOT NULL,                -- where and when
  online TEXT NOT NULL,               -- the path on line, and what to do without it
  fields TEXT NOT NULL,               -- the personal fields it may ask for: name,phone,account,address,id-check,id-number
  staff TEXT,
  at INTEGER NOT NULL,
  PRIMARY KEY (matter, version)
) STRICT, WITHOUT ROWID;

CREATE TABLE matter_item (
  matter TEXT NOT NULL,
  version INTEGER NOT NULL,
  code TEXT NOT NULL,                 -- the same in every version
  position INTEGER NOT NULL,
  name TEXT NOT NULL,
  name_en TEXT NOT NULL,
  applicant TEXT NOT NULL,            -- whom it is asked of: all, person, company
  form TEXT NOT NULL CHECK (form IN ('original', 'copy', 'both', 'form', 'data')), -- data is said, not shown
  copies INTEGER NOT NULL,
  handling TEXT NOT NULL CHECK (handling IN ('keep', 'return', 'check')),
  issuer TEXT NOT NULL,
  how TEXT NOT NULL,                  -- where and how to get it
  basis TEXT NOT NULL,
  mandatory INTEGER NOT NULL,         -- it cannot be taken on without
  may_follow INTEGER NOT NULL,        -- may follow later, with the lead's approval
  PRIMARY KEY (matter, version, code),
  FOREIGN KEY (matter, version) REFERENCES matter_version (matter, version)
) STRICT, WITHOUT ROWID;

-- What was known of a matter becomes its first version.
INSERT INTO matter_version (matter, version, effective_from, promise, promise_en, due_kind, due_count, fee, excluded, notice_days,
  conditions, basis, place, online, fields, staff, at)
  SELECT code, 1, '2000-01-01', promise, promise_en, 'instant', 0, fee, '', 30, '', '', '', '', 'name,phone', NULL,
    (SELECT made_at FROM hall) FROM matter;
ALTER TABLE matter DROP COLUMN promise;
ALTER TABLE matter DROP COLUMN promise_en;
ALTER TABLE matter DROP COLUMN fee;
INSERT INTO matter_item (matter, version, code, position, name, name_en, applicant, form, copies, handling, issuer, how, basis,
  mandatory, may_follow)
  SELECT matter, 1, 'm' || (position + 1), position, name, name_en, 'all', 'original', 1, 'check', '', '', '', 1, 0 FROM material;
DROP TABLE material;

-- The national calendar: days that differ from Monday to Friday, and the years that are known.
CREATE TABLE holiday_year (
  year INTEGER PRIMARY KEY,
  papers TEXT NOT NULL,
  at INTEGER NOT NULL,
  staff TEXT
) STRICT;

CREATE TABLE holiday (
  day TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  off INTEGER NOT NULL                -- 1 a day off, 0 a make-up working day
) STRICT, WITHOUT ROWID;

-- A case: what one customer wants. Who opened it stays responsible for it (S004 5.1).
CREATE TABLE case_file (
  id INTEGER PRIMARY KEY,
  number TEXT NOT NULL UNIQUE,        -- 2026-001153
  day TEXT NOT NULL,                  -- it was opened on
  ticket INTEGER REFERENCES ticket (id),
  matter TEXT NOT NULL,
  version INTEGER NOT NULL,
  applicant TEXT NOT NULL,            -- person, company
  kind TEXT NOT NULL,                 -- enquiry, business, repair, suggestion, complaint, emergency
  state TEXT NOT NULL CHECK (state IN ('open', 'noticed', 'accepted', 'refusing', 'refused', 'consulting', 'forwarded', 'answered',
    'closed')),
  first_responsible TEXT NOT NULL REFERENCES staff (number),
  handler TEXT NOT NULL REFERENCES staff (number),
  counter INTEGER,
  opened_at INTEGER NOT NULL,
  received_at INTEGER,
  accepted_at INTEGER,
  name TEXT,                          -- only what the matter may ask for
  initials TEXT,                      -- of name and matter, for finding
  phone TEXT,
  account TEXT,
  address TEXT,
  id_type TEXT,
  id_tail TEXT,                       -- the last four
  id_sealed BLOB,                     -- the whole number, sealed, where the matter requires it
  id_checked INTEGER NOT NULL DEFAULT 0,
  consent_at INTEGER,
  proxy_name TEXT,
  proxy_relation TEXT,
  proxy_authority TEXT,               -- what was seen
  due_at INTEGER,
  amber_at INTEGER,                       -- from when on little of it is left
  due_words TEXT,                     -- its own arithmetic
  due_confirmed INTEGER NOT NULL DEFAULT 1,
  extension INTEGER NOT NULL DEFAULT 0,  -- granted on top, in the unit of the matter
  promised_due_at INTEGER,            -- before extensions
  acceptance TEXT,                    -- numbers of its papers
  refusal TEXT,
  suspended_since INTEGER,
  moved INTEGER NOT NULL DEFAULT 0,   -- hand-overs without an outcome since the last one
  replied_at INTEGER,
  solved INTEGER,
  outcome TEXT,
  closed_at INTEGER,
  archived INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE UNIQUE INDEX case_acceptance ON case_file (acceptance) WHERE acceptance IS NOT NULL;
CREATE UNIQUE INDEX case_refusal ON case_file (refusal) WHERE refusal IS NOT NULL;
CREATE INDEX case_open_handler ON case_file (handler, due_at) WHERE state <> 'closed';
CREATE INDEX case_open_due ON case_file (due_at) WHERE state <> 'closed';
CREATE INDEX case_ticket ON case_file (ticket);
-- The case that a customer comes back with.
ALTER TABLE ticket ADD COLUMN file INTEGER;
CREATE INDEX case_phone ON case_file (phone) WHERE phone IS NOT NULL;
CREATE INDEX case_account ON case_file (account) WHERE account IS NOT NULL;
CREATE INDEX case_name ON case_file (name) WHERE name IS NOT NULL;
CREATE INDEX case_initials ON case_file (initials) WHERE initials IS NOT NULL;
CREATE INDEX case_day ON case_file (day);

CREATE TABLE case_item (
  file INTEGER NOT NULL REFERENCES case_file (id),
  item TEXT NOT NULL,
  version INTEGER NOT NULL,           -- of the checklist that it stands on
  state TEXT NOT NULL CHECK (state IN ('open', 'have', 'missing', 'faulty', 'not-needed')),
  problem TEXT,
  fix TEXT,
  where_to_get TEXT,
  deferred_until TEXT,                -- a day: it may follow, the lead agreed
  received INTEGER NOT NULL DEFAULT 0, -- sheets taken
  handed_back INTEGER NOT NULL DEFAULT 0,
  demanded_cause TEXT,                -- why it was demanded after a notice that did not list it
  staff TEXT NOT NULL,
  at INTEGER NOT NULL,
  PRIMARY KEY (file, item)
) STRICT, WITHOUT ROWID;

-- What was told at once. It is never changed: what it did not list cannot be demanded later.
CREATE TABLE notice (
  number TEXT PRIMARY KEY,
  file INTEGER NOT NULL REFERENCES case_file (id),
  round INTEGER NOT NULL,             -- 1 the first; later ones are second notices, counted
  cause TEXT,                         -- of a second one: rule-changed, facts-changed, data-changed, our-error
  approved_by TEXT,
  oral INTEGER NOT NULL,              -- the customer did not want paper
  items TEXT NOT NULL,                -- JSON: code, name, problem, fix, where
  listed TEXT NOT NULL,               -- JSON: the codes that stood on the checklist then
  valid_until TEXT NOT NULL,          -- a day
  at INTEGER NOT NULL,
  day TEXT NOT NULL,
  staff TEXT NOT NULL,
  UNIQUE (file, round)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER notice_no_update BEFORE UPDATE ON notice BEGIN SELECT RAISE (ABORT, 'notices are immutable'); END;
CREATE TRIGGER notice_no_delete BEFORE DELETE ON notice BEGIN SELECT RAISE (ABORT, 'notices are immutable'); END;
CREATE TRIGGER notice_no_replace BEFORE INSERT ON notice WHEN EXISTS (SELECT 1 FROM notice WHERE number = NEW.number
  OR (file = NEW.file AND round = NEW.round))
BEGIN SELECT RAISE (ABORT, 'notices are immutable'); END;

-- Its history: who did what when, never changed.
CREATE TABLE case_event (
  id INTEGER PRIMARY KEY,
  file INTEGER NOT NULL REFERENCES case_file (id),
  at INTEGER NOT NULL,
  day TEXT,
  command TEXT NOT NULL,
  staff TEXT,
  instead_of TEXT,                    -- whom the one who acted stands in for
  counter INTEGER,
  internal INTEGER NOT NULL DEFAULT 0,
  text TEXT,
  detail TEXT                         -- JSON: before and after
) STRICT;
CREATE INDEX case_event_file ON case_event (file, id);
CREATE TRIGGER case_event_no_update BEFORE UPDATE ON case_event BEGIN SELECT RAISE (ABORT, 'a history is append-only'); END;
CREATE TRIGGER case_event_no_delete BEFORE DELETE ON case_event BEGIN SELECT RAISE (ABORT, 'a history is append-only'); END;
CREATE TRIGGER case_event_no_replace BEFORE INSERT ON case_event WHEN EXISTS (SELECT 1 FROM case_event WHERE id = NEW.id)
BEGIN SELECT RAISE (ABORT, 'a history is append-only'); END;

CREATE TABLE case_suspension (
  id INTEGER PRIMARY KEY,
  file INTEGER NOT NULL REFERENCES case_file (id),
  from_at INTEGER NOT NULL,
  until_at INTEGER,
  reason TEXT NOT NULL
) STRICT;
CREATE INDEX case_suspension_file ON case_suspension (file);

-- What a case waits for from somebody else: a leader's answer, another department, a visit.
CREATE TABLE case_task (
  id INTEGER PRIMARY KEY,
  file INTEGER NOT NULL REFERENCES case_file (id),
  kind TEXT NOT NULL CHECK (kind IN ('consult', 'forward', 'visit', 'deferred', 'record')),
  who TEXT NOT NULL,                  -- the leader, the department, the clerk
  contact TEXT,
  question TEXT,
  due_at INTEGER NOT NULL,
  told_at INTEGER,                    -- the customer knows the due time
  answer TEXT,
  answered_at INTEGER,
  answered_by TEXT,
  made_at INTEGER NOT NULL,
  made_by TEXT NOT NULL
) STRICT;
CREATE INDEX case_task_file ON case_task (file);
CREATE INDEX case_task_open ON case_task (due_at) WHERE answered_at IS NULL;

CREATE TABLE case_tag (
  file INTEGER NOT NULL REFERENCES case_file (id),
  kind TEXT NOT NULL CHECK (kind IN ('keyword', 'emotion')),
  word TEXT NOT NULL,
  at INTEGER NOT NULL,
  staff TEXT NOT NULL,
  PRIMARY KEY (file, kind, word)
) STRICT, WITHOUT ROWID;
CREATE INDEX case_tag_word ON case_tag (word);

-- Who looked at what is masked, and why.
CREATE TABLE access_log (
  id INTEGER PRIMARY KEY,
  at INTEGER NOT NULL,
  staff TEXT NOT NULL,
  file INTEGER NOT NULL,
  field TEXT NOT NULL,
  reason TEXT NOT NULL
) STRICT;
CREATE TRIGGER access_log_no_update BEFORE UPDATE ON access_log BEGIN SELECT RAISE (ABORT, 'the access log is append-only'); END;
CREATE TRIGGER access_log_no_delete BEFORE DELETE ON access_log BEGIN SELECT RAISE (ABORT, 'the access log is append-only'); END;
CREATE TRIGGER access_log_no_replace BEFORE INSERT ON access_log WHEN EXISTS (SELECT 1 FROM access_log WHERE id = NEW.id)
BEGIN SELECT RAISE (ABORT, 'the access log is append-only'); END;

CREATE TABLE department (
  code TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  duty TEXT NOT NULL,
  contact TEXT NOT NULL,
  phone TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- What a clerk was typing when the program went: given back at the next start, gone when it is saved.
CREATE TABLE draft (
  staff TEXT NOT NULL,
  place TEXT NOT NULL,                -- case 17 note
  text TEXT NOT NULL,
  at INTEGER NOT NULL,
  PRIMARY KEY (staff, place)
) STRICT, WITHOUT ROWID;

-- Questions and answers, versioned; the newest version of a code counts.
CREATE TABLE knowledge (
  code TEXT NOT NULL,
  version INTEGER NOT NULL,
  kind TEXT NOT NULL,
  question TEXT NOT NULL,
  answer TEXT NOT NULL,               -- {slots} are filled from data
  remark TEXT NOT NULL,
  online TEXT NOT NULL,
  offline TEXT NOT NULL,
  fee_rule TEXT NOT NULL,
  initials TEXT NOT NULL,
  active INTEGER NOT NULL,
  staff TEXT NOT NULL,
  at INTEGER NOT NULL,
  PRIMARY KEY (code, version)
) STRICT, WITHOUT ROWID;
