-- The hall, version 1. Immutable once landed: a change is a new script.
-- Money is fen, time is µs since the epoch (UTC), a day is the hall's local date as text.

CREATE TABLE hall (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  uuid TEXT NOT NULL,
  org_name TEXT NOT NULL,
  hall_name TEXT NOT NULL,
  hall_code TEXT NOT NULL,            -- in receipt numbers: CD
  slogan TEXT NOT NULL,
  phone TEXT NOT NULL,                -- supervision
  time_zone TEXT NOT NULL,
  practice INTEGER NOT NULL,
  clock_offset_us INTEGER NOT NULL,   -- practice halls run at their own time of day
  made_at INTEGER NOT NULL
) STRICT;

CREATE TABLE option (
  name TEXT PRIMARY KEY,
  value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE category (
  code TEXT PRIMARY KEY,              -- one letter, the first of its tickets
  position INTEGER NOT NULL,
  name TEXT NOT NULL,
  name_en TEXT NOT NULL,
  hint TEXT NOT NULL,
  hint_en TEXT NOT NULL,
  colour TEXT NOT NULL,
  quota INTEGER NOT NULL DEFAULT 0,   -- tickets a day, 0 without limit
  active INTEGER NOT NULL DEFAULT 1
) STRICT, WITHOUT ROWID;

CREATE TABLE matter (
  code TEXT PRIMARY KEY,
  category TEXT NOT NULL REFERENCES category (code),
  position INTEGER NOT NULL,
  name TEXT NOT NULL,
  name_en TEXT NOT NULL,
  promise TEXT NOT NULL,
  promise_en TEXT NOT NULL,
  fee TEXT NOT NULL,
  active INTEGER NOT NULL DEFAULT 1
) STRICT, WITHOUT ROWID;

CREATE TABLE material (
  matter TEXT NOT NULL REFERENCES matter (code),
  position INTEGER NOT NULL,
  name TEXT NOT NULL,
  name_en TEXT NOT NULL,
  PRIMARY KEY (matter, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE phrase (
  moment TEXT NOT NULL,
  position INTEGER NOT NULL,
  text TEXT NOT NULL,
  PRIMARY KEY (moment, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE staff (
  number TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  roles TEXT NOT NULL,                -- clerk,lead,admin
  cash_right INTEGER NOT NULL,
  active INTEGER NOT NULL DEFAULT 1,
  kdf TEXT,                           -- argon2id parameters: ops,memory in bytes
  salt BLOB,
  wrapped_key BLOB,                   -- the hall's key, wrapped by a key from the password
  failures INTEGER NOT NULL DEFAULT 0,
  blocked_until INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;

CREATE TABLE counter (
  number INTEGER PRIMARY KEY,
  name TEXT NOT NULL,
  printer TEXT,                       -- CUPS queue for receipts
  form TEXT NOT NULL DEFAULT 'roll80' -- roll80, a5
) STRICT;

CREATE TABLE counter_category (
  counter INTEGER NOT NULL REFERENCES counter (number),
  category TEXT NOT NULL REFERENCES category (code),
  PRIMARY KEY (counter, category)
) STRICT, WITHOUT ROWID;

CREATE TABLE station (
  name TEXT PRIMARY KEY,              -- kiosk, board ... as the PC calls itself
  printer TEXT
) STRICT, WITHOUT ROWID;

CREATE TABLE business_day (
  day TEXT PRIMARY KEY,
  state TEXT NOT NULL CHECK (state IN ('open', 'closed')),
  opened_at INTEGER NOT NULL,
  opened_by TEXT,
  closed_at INTEGER,
  closed_by TEXT,
  override_reason TEXT
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX business_day_open ON business_day (state) WHERE state = 'open';

-- One row a series of numbers: dense, unique, never reused, for the row is counted up in the transaction that uses it.
CREATE TABLE series (
  name TEXT PRIMARY KEY,
  last INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE ticket (
  id INTEGER PRIMARY KEY,
  day TEXT NOT NULL REFERENCES business_day (day),
  category TEXT NOT NULL REFERENCES category (code),
  number INTEGER NOT NULL,
  label TEXT NOT NULL,
  matter TEXT,
  state TEXT NOT NULL,
  queue TEXT NOT NULL,                -- the category whose queue it stands in now: a transfer changes it
  to_counter INTEGER,                 -- a transfer to one counter
  place INTEGER NOT NULL,             -- its place in the queue
  priority INTEGER NOT NULL,          -- 0 or 1
  interleaves INTEGER NOT NULL,       -- whether it takes the priority turn; a returned no-show does not
  priority_reason TEXT,               -- sensitive: erased at day close
  issued_at INTEGER NOT NULL,
  issued_by TEXT,
  station TEXT,
  ahead INTEGER NOT NULL,
  called_at INTEGER,                  -- first call
  last_call_at INTEGER,
  calls INTEGER NOT NULL DEFAULT 0,   -- in this round
  started_at INTEGER,
  done_at INTEGER,
  paused_since INTEGER,
  paused_us INTEGER NOT NULL DEFAULT 0,
  no_shows INTEGER NOT NULL DEFAULT 0,
  returned INTEGER NOT NULL DEFAULT 0,
  transfers INTEGER NOT NULL DEFAULT 0,
  counter INTEGER,
  staff TEXT,
  summary TEXT,
  hold_reason TEXT,
  why TEXT,
  late INTEGER NOT NULL DEFAULT 0,
  extended INTEGER NOT NULL DEFAULT 0,
  UNIQUE (day, category, number)
) STRICT;
-- The queue: only who waits is in it, so that years of history cost the daily screens nothing.
CREATE INDEX ticket_queue ON ticket (day, queue, interleaves, place) WHERE state = 'waiting';
CREATE INDEX ticket_active ON ticket (day, counter, state) WHERE state IN ('called', 'serving', 'paused', 'no-show');
CREATE INDEX ticket_to_counter ON ticket (to_counter, interleaves, place) WHERE state = 'waiting' AND to_counter IS NOT NULL;
-- A counter has at most one customer in front of it: two can never get the same ticket, one never two.
CREATE UNIQUE INDEX ticket_at_counter ON ticket (counter) WHERE state IN ('called', 'serving');

CREATE TABLE ticket_move (
  id INTEGER PRIMARY KEY,
  ticket INTEGER NOT NULL REFERENCES ticket (id),
  at INTEGER NOT NULL,
  command TEXT NOT NULL,
  from_state TEXT,
  to_state TEXT NOT NULL,
  staff TEXT,
  counter INTEGER,
  station TEXT,
  reason TEXT
) STRICT;
CREATE INDEX ticket_move_ticket ON ticket_move (ticket);

-- What each line of counters (those that serve the same categories) called last: the interleave of 5.3.
CREATE TABLE call_run (
  day TEXT NOT NULL,
  line TEXT NOT NULL,
  normal INTEGER NOT NULL,
  priority INTEGER NOT NULL,
  PRIMARY KEY (day, line)
) STRICT, WITHOUT ROWID;

CREATE TABLE call (
  id INTEGER PRIMARY KEY,
  day TEXT NOT NULL,
  ticket INTEGER NOT NULL,
  label TEXT NOT NULL,
  counter INTEGER NOT NULL,
  at INTEGER NOT NULL,
  round INTEGER NOT NULL,
  out_of_order INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX call_day ON call (day, id);

-- Who is where: one row from signing in to signing out. One clerk a counter, one counter a clerk.
CREATE TABLE duty (
  id INTEGER PRIMARY KEY,
  day TEXT NOT NULL,
  staff TEXT NOT NULL REFERENCES staff (number),
  counter INTEGER REFERENCES counter (number),
  station TEXT,
  state TEXT NOT NULL CHECK (state IN ('signed-in', 'open', 'paused', 'ended')),
  signed_in_at INTEGER NOT NULL,
  opened_at INTEGER,
  float_fen INTEGER,
  pause_reason TEXT,
  pause_since INTEGER,
  pause_until INTEGER,
  pause_ticket INTEGER,               -- the customer put on hold by the pause
  paused_us INTEGER NOT NULL DEFAULT 0,
  idle_since INTEGER,
  closed_at INTEGER,
  signed_out_at INTEGER,
  override_reason TEXT
) STRICT;
CREATE UNIQUE INDEX duty_staff ON duty (staff) WHERE state <> 'ended';
CREATE UNIQUE INDEX duty_counter ON duty (counter) WHERE state <> 'ended';
CREATE INDEX duty_day ON duty (day);

CREATE TABLE bulletin (
  id INTEGER PRIMARY KEY,
  title TEXT NOT NULL,
  text TEXT NOT NULL,
  public INTEGER NOT NULL DEFAULT 0,
  at INTEGER NOT NULL,
  staff TEXT NOT NULL,
  withdrawn_at INTEGER
) STRICT;

CREATE TABLE bulletin_read (
  bulletin INTEGER NOT NULL REFERENCES bulletin (id),
  staff TEXT NOT NULL REFERENCES staff (number),
  at INTEGER NOT NULL,
  PRIMARY KEY (bulletin, staff)
) STRICT, WITHOUT ROWID;

CREATE TABLE charge (
  id INTEGER PRIMARY KEY,
  day TEXT NOT NULL,
  ticket INTEGER REFERENCES ticket (id),
  counter INTEGER NOT NULL,
  staff TEXT NOT NULL,
  at INTEGER NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('open', 'received', 'posted', 'dropped')),
  payer TEXT,
  account TEXT,
  lines TEXT NOT NULL,                -- JSON: a charge is replaced whole until it is posted
  tenders TEXT NOT NULL,              -- JSON: other than cash
  total_fen INTEGER NOT NULL,
  other_fen INTEGER NOT NULL,
  cash_due_fen INTEGER NOT NULL,
  received_fen INTEGER,
  change_fen INTEGER,
  received_at INTEGER,
  sentence TEXT,
  receipt TEXT
) STRICT;
CREATE UNIQUE INDEX charge_at_counter ON charge (counter) WHERE state IN ('open', 'received');
CREATE INDEX charge_ticket ON charge (ticket);

CREATE TABLE receipt (
  number TEXT PRIMARY KEY,
  series TEXT NOT NULL,
  seq INTEGER NOT NULL,
  day TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('receipt', 'void')),
  charge INTEGER NOT NULL,
  ticket INTEGER,
  counter INTEGER NOT NULL,
  staff TEXT NOT NULL,
  payer TEXT,
  account TEXT,
  lines TEXT NOT NULL,
  tenders TEXT NOT NULL,
  total_fen INTEGER NOT NULL,         -- negative in a void
  other_fen INTEGER NOT NULL,
  cash_fen INTEGER NOT NULL,          -- what stays in the drawer: received - change; negative in a void
  received_fen INTEGER NOT NULL,
  change_fen INTEGER NOT NULL,
  sentence TEXT NOT NULL,
  words TEXT NOT NULL,
  received_at INTEGER NOT NULL,
  changed_at INTEGER NOT NULL,
  void_of TEXT UNIQUE REFERENCES receipt (number),
  reason TEXT,
  approved_by TEXT,
  hash TEXT NOT NULL,                 -- SHA-256 of all of the above; the journal holds it too
  UNIQUE (series, seq)
) STRICT, WITHOUT ROWID;
CREATE INDEX receipt_day ON receipt (day);
CREATE INDEX receipt_account ON receipt (account) WHERE account IS NOT NULL;
CREATE TRIGGER receipt_no_update BEFORE UPDATE ON receipt BEGIN SELECT RAISE (ABORT, 'receipts are immutable'); END;
CREATE TRIGGER receipt_no_delete BEFORE DELETE ON receipt BEGIN SELECT RAISE (ABORT, 'receipts are immutable'); END;
-- REPLACE deletes without asking the trigger above.
CREATE TRIGGER receipt_no_replace BEFORE INSERT ON receipt WHEN EXISTS (SELECT 1 FROM receipt WHERE number = NEW.number
  OR (series = NEW.series AND seq = NEW.seq) OR void_of = NEW.void_of)
BEGIN SELECT RAISE (ABORT, 'receipts are immutable'); END;

-- What somebody else must agree to: a void waits here for the lead.
CREATE TABLE request (
  id INTEGER PRIMARY KEY,
  day TEXT NOT NULL,
  kind TEXT NOT NULL,                 -- void
  subject TEXT NOT NULL,              -- the receipt
  detail TEXT NOT NULL,               -- JSON: what was asked
  state TEXT NOT NULL CHECK (state IN ('waiting', 'approved', 'returned')),
  asked_by TEXT NOT NULL,
  counter INTEGER NOT NULL,
  asked_at INTEGER NOT NULL,
  decided_by TEXT,
  decided_at INTEGER,
  reason TEXT
) STRICT;
CREATE UNIQUE INDEX request_waiting ON request (kind, subject) WHERE state = 'waiting';

-- The drawer: what went in and out beside receipts, what was counted, what went wrong.
CREATE TABLE drawer_entry (
  id INTEGER PRIMARY KEY,
  day TEXT NOT NULL,
  counter INTEGER NOT NULL,
  staff TEXT NOT NULL,
  at INTEGER NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('float', 'deposit', 'count', 'error')),
  amount_fen INTEGER NOT NULL,
  expected_fen INTEGER,
  over_fen INTEGER NOT NULL DEFAULT 0,
  short_fen INTEGER NOT NULL DEFAULT 0,
  detail TEXT
) STRICT;
CREATE INDEX drawer_entry_day ON drawer_entry (day, counter);

CREATE TABLE document (
  id INTEGER PRIMARY KEY,
  number TEXT NOT NULL,
  kind TEXT NOT NULL,
  form TEXT NOT NULL,
  day TEXT NOT NULL,
  at INTEGER NOT NULL,
  content TEXT NOT NULL               -- JSON: all that stands on the paper
) STRICT;
CREATE INDEX document_number ON document (number);
CREATE TRIGGER document_no_update BEFORE UPDATE ON document BEGIN SELECT RAISE (ABORT, 'papers are immutable'); END;
CREATE TRIGGER document_no_delete BEFORE DELETE ON document BEGIN SELECT RAISE (ABORT, 'papers are immutable'); END;
CREATE TRIGGER document_no_replace BEFORE INSERT ON document WHEN EXISTS (SELECT 1 FROM document WHERE id = NEW.id)
BEGIN SELECT RAISE (ABORT, 'papers are immutable'); END;

CREATE TABLE document_page (
  document INTEGER PRIMARY KEY REFERENCES document (id),
  pdf BLOB NOT NULL,
  hash TEXT NOT NULL
) STRICT;
CREATE TRIGGER document_page_no_update BEFORE UPDATE ON document_page BEGIN SELECT RAISE (ABORT, 'papers are immutable'); END;
CREATE TRIGGER document_page_no_delete BEFORE DELETE ON document_page BEGIN SELECT RAISE (ABORT, 'papers are immutable'); END;
CREATE TRIGGER document_page_no_replace BEFORE INSERT ON document_page
WHEN EXISTS (SELECT 1 FROM document_page WHERE document = NEW.document)
BEGIN SELECT RAISE (ABORT, 'papers are immutable'); END;

CREATE TABLE outbox (
  id INTEGER PRIMARY KEY,
  document INTEGER NOT NULL REFERENCES document (id),
  place TEXT NOT NULL,
  printer TEXT,
  state TEXT NOT NULL CHECK (state IN ('waiting', 'sent', 'attention', 'done', 'failed', 'unknown')),
  reason TEXT,
  message TEXT,
  cups_job INTEGER NOT NULL DEFAULT 0,
  attempts INTEGER NOT NULL DEFAULT 0,
  copy INTEGER NOT NULL DEFAULT 0,
  reprint_reason TEXT,
  reprint_line TEXT,
  created_at INTEGER NOT NULL,
  ended_at INTEGER
) STRICT;
CREATE INDEX outbox_open ON outbox (place, id) WHERE state <> 'done';
CREATE INDEX outbox_document ON outbox (document);

-- The journal: every change, one chain a workstation, each line with the hash of the one before.
CREATE TABLE journal (
  id INTEGER PRIMARY KEY,
  chain TEXT NOT NULL,
  seq INTEGER NOT NULL,
  at INTEGER NOT NULL,
  day TEXT,
  command TEXT NOT NULL,
  staff TEXT,
  counter INTEGER,
  station TEXT,
  request TEXT NOT NULL UNIQUE,
  args TEXT NOT NULL,
  answer TEXT NOT NULL,
  facts TEXT,                         -- hashes of what was posted
  topics INTEGER NOT NULL,
  prev TEXT NOT NULL,
  hash TEXT NOT NULL,
  UNIQUE (chain, seq)
) STRICT;
CREATE TRIGGER journal_no_update BEFORE UPDATE ON journal BEGIN SELECT RAISE (ABORT, 'the journal is append-only'); END;
CREATE TRIGGER journal_no_delete BEFORE DELETE ON journal BEGIN SELECT RAISE (ABORT, 'the journal is append-only'); END;
CREATE TRIGGER journal_no_replace BEFORE INSERT ON journal WHEN EXISTS (SELECT 1 FROM journal WHERE id = NEW.id
  OR request = NEW.request OR (chain = NEW.chain AND seq = NEW.seq))
BEGIN SELECT RAISE (ABORT, 'the journal is append-only'); END;

CREATE TABLE chain (
  name TEXT PRIMARY KEY,
  seq INTEGER NOT NULL,
  hash TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE import (
  id INTEGER PRIMARY KEY,
  at INTEGER NOT NULL,
  staff TEXT,
  kind TEXT NOT NULL,
  source TEXT NOT NULL,
  rows INTEGER NOT NULL
) STRICT;
