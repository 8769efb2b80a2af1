-- Who may do what in the hall's database, version 1: what the program refuses, the database refuses too. Immutable once landed.
-- The program puts the names of the roles in place of :"owner", :"desk" and :"station" (so does psql -v desk=hall_desk ...).
--
--   owner    has the tables; only init and migrate act as it
--   desk     a counter's PC: everything the commands do, but nothing that was posted is changed
--   station  kiosk, board, counter display: takes tickets, shows calls, prints tickets, and nothing else

REVOKE ALL ON SCHEMA public FROM PUBLIC;
GRANT USAGE ON SCHEMA public TO :"desk", :"station";
-- Also where the database came to belong to somebody else: it was copied, or restored from a dump.
GRANT ALL ON SCHEMA public TO :"owner";

-- ---------------------------------------------------------------- desk

GRANT SELECT ON ALL TABLES IN SCHEMA public TO :"desk";
GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO :"desk";
GRANT INSERT ON business_day, series, ticket, ticket_move, call_run, call, duty, charge, receipt, request, drawer_entry,
  document, document_page, outbox, journal, chain, import, bulletin, bulletin_read, option, category, matter, material,
  phrase, staff, counter, counter_category, station TO :"desk";
GRANT UPDATE ON hall, business_day, series, ticket, call_run, duty, charge, request, outbox, chain, bulletin, option,
  category, matter, phrase, staff, counter, station TO :"desk";
GRANT DELETE ON material, counter_category TO :"desk";

-- ---------------------------------------------------------------- station: what it reads

GRANT SELECT ON option, category, matter, material, phrase, counter, counter_category, station, call, schema_version
  TO :"station";
GRANT SELECT (id, org_name, hall_name, hall_code, slogan, phone, time_zone, practice, clock_offset_us) ON hall TO :"station";
GRANT SELECT (day, state) ON business_day TO :"station";
GRANT SELECT (name, last) ON series TO :"station";
GRANT SELECT (name, seq, hash) ON chain TO :"station";
GRANT SELECT (id, command, request, answer, topics) ON journal TO :"station";
-- A ticket without its people: not the reason of a priority, not who served it, not what clerks wrote about it.
GRANT SELECT (id, day, category, number, label, matter, state, queue, to_counter, place, priority, interleaves, issued_at,
  station, ahead, called_at, last_call_at, calls, started_at, done_at, paused_since, paused_us, returned, counter, late)
  ON ticket TO :"station";
GRANT SELECT (id, title, text, public, withdrawn_at) ON bulletin TO :"station";
-- The counter display: the number of the clerk who sits there, the amounts in front of the customer and the sentence that
-- names them.
GRANT SELECT (day, counter, state, staff, pause_until, closed_at) ON duty TO :"station";
GRANT SELECT (id, ticket, counter, state, total_fen, cash_due_fen, received_fen, change_fen, sentence)
  ON charge TO :"station";
GRANT SELECT ON document, document_page, outbox TO :"station";

-- ---------------------------------------------------------------- station: what it writes

GRANT USAGE, SELECT ON SEQUENCE ticket_id_seq, ticket_move_id_seq, document_id_seq, outbox_id_seq, journal_id_seq
  TO :"station";
GRANT INSERT ON series, ticket, ticket_move, document, document_page, outbox, journal, chain TO :"station";
GRANT INSERT (day, state, opened_at, opened_by) ON business_day TO :"station";
GRANT UPDATE (last) ON series TO :"station";
GRANT UPDATE (seq, hash) ON chain TO :"station";
GRANT UPDATE (state, reason, message, attempts, cups_job, ended_at) ON outbox TO :"station";
-- The first ticket of a morning closes a day that was left open.
GRANT UPDATE (state, closed_at, closed_by, override_reason) ON business_day TO :"station";
GRANT UPDATE (state, priority_reason) ON ticket TO :"station";
GRANT UPDATE (state) ON charge TO :"station";
GRANT UPDATE (state, closed_at, signed_out_at) ON duty TO :"station";

-- ---------------------------------------------------------------- which rows

ALTER TABLE series ENABLE ROW LEVEL SECURITY;
CREATE POLICY desk ON series TO :"desk" USING (true);
CREATE POLICY station ON series TO :"station" USING (name LIKE 'ticket/%');

ALTER TABLE chain ENABLE ROW LEVEL SECURITY;
CREATE POLICY desk ON chain TO :"desk" USING (true);
CREATE POLICY station ON chain TO :"station" USING (name <> 'hall' AND name NOT LIKE 'counter-%');

-- The lines of nobody in particular.
ALTER TABLE journal ENABLE ROW LEVEL SECURITY;
CREATE POLICY desk ON journal TO :"desk" USING (true);
CREATE POLICY station ON journal TO :"station" USING (staff IS NULL);

ALTER TABLE bulletin ENABLE ROW LEVEL SECURITY;
CREATE POLICY desk ON bulletin TO :"desk" USING (true);
CREATE POLICY station ON bulletin FOR SELECT TO :"station" USING (public = 1);

ALTER TABLE duty ENABLE ROW LEVEL SECURITY;
CREATE POLICY desk ON duty TO :"desk" USING (true);
CREATE POLICY station ON duty TO :"station"
  USING (state <> 'ended' OR day = (SELECT d.day FROM business_day d WHERE d.state = 'open'));

-- What lies on a counter now, and what was posted for as long as its customer stands there.
ALTER TABLE charge ENABLE ROW LEVEL SECURITY;
CREATE POLICY desk ON charge TO :"desk" USING (true);
CREATE POLICY station ON charge TO :"station"
  USING (state <> 'posted' OR EXISTS (SELECT 1 FROM ticket t WHERE t.id = charge.ticket AND t.state = 'serving'));

ALTER TABLE document ENABLE ROW LEVEL SECURITY;
CREATE POLICY desk ON document TO :"desk" USING (true);
CREATE POLICY station ON document TO :"station" USING (kind = 'ticket');

ALTER TABLE document_page ENABLE ROW LEVEL SECURITY;
CREATE POLICY desk ON document_page TO :"desk" USING (true);
CREATE POLICY station ON document_page TO :"station"
  USING (EXISTS (SELECT 1 FROM document d WHERE d.id = document_page.document));

ALTER TABLE outbox ENABLE ROW LEVEL SECURITY;
CREATE POLICY desk ON outbox TO :"desk" USING (true);
CREATE POLICY station ON outbox TO :"station"
  USING (place NOT LIKE 'counter-%' AND EXISTS (SELECT 1 FROM document d WHERE d.id = outbox.document));

-- ---------------------------------------------------------------- what a station's rows must be
-- Where a right to write is not narrow enough, a trigger looks at the row. It looks with the owner's eyes; whether it looks at
-- all is decided with those of the one who writes: whoever may not charge is a station.

CREATE FUNCTION is_station () RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT NOT has_table_privilege ('public.charge', 'INSERT')
$$;

CREATE FUNCTION refuse_station (what text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'a station may take tickets and nothing else: %', what USING ERRCODE = 'insufficient_privilege';
END $$;

-- A practice hall runs at its own time of day.
CREATE FUNCTION hall_is_practice () RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT practice <> 0 FROM public.hall WHERE id = 1
$$;

CREATE FUNCTION hall_today () RETURNS text LANGUAGE sql VOLATILE AS $$
  SELECT to_char (clock_timestamp () AT TIME ZONE time_zone, 'YYYY-MM-DD') FROM public.hall WHERE id = 1
$$;

CREATE FUNCTION is_now (at bigint) RETURNS boolean LANGUAGE sql VOLATILE AS $$
  SELECT public.hall_is_practice ()
    OR abs (at - (extract (epoch FROM clock_timestamp ()) * 1000000)::bigint) < 600000000
$$;

-- A field as it goes into a hash: its length before it, so that no two different lines can look the same.
CREATE FUNCTION sealed (field text) RETURNS text LANGUAGE sql IMMUTABLE AS $$
  SELECT CASE WHEN field IS NULL THEN '-,' ELSE octet_length (field) || ':' || field || ',' END
$$;

CREATE FUNCTION seal (fields text) RETURNS text LANGUAGE sql IMMUTABLE AS $$
  SELECT encode (sha256 (convert_to (fields, 'UTF8')), 'hex')
$$;

-- The number of a ticket: of the open day, forward by one, and (at the end) used. Looked at when it is done, for an upsert is
-- an insert to a trigger that comes before.
CREATE FUNCTION station_series () RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  IF NEW.last <> (CASE TG_OP WHEN 'INSERT' THEN 1 ELSE OLD.last + 1 END)
    OR NOT EXISTS (SELECT 1 FROM business_day d, category c WHERE d.state = 'open'
                   AND NEW.name = 'ticket/' || d.day || '/' || c.code AND (c.quota = 0 OR NEW.last <= c.quota)) THEN
    PERFORM refuse_station ('a series goes forward by one');
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER station_series AFTER INSERT OR UPDATE ON series FOR EACH ROW WHEN (is_station ())
  EXECUTE FUNCTION station_series ();

CREATE FUNCTION station_series_used () RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  IF NOT EXISTS (SELECT 1 FROM ticket t WHERE t.day = split_part (NEW.name, '/', 2)
                 AND t.category = split_part (NEW.name, '/', 3) AND t.number = NEW.last) THEN
    PERFORM refuse_station ('a number without a ticket');
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER station_series_used AFTER INSERT OR UPDATE ON series DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW WHEN (is_station ()) EXECUTE FUNCTION station_series_used ();

-- A ticket of the open day, with the number just taken, at the end of its queue.
CREATE FUNCTION station_ticket () RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  last bigint;
BEGIN
  SELECT s.last INTO last FROM series s WHERE s.name = 'ticket/' || NEW.day || '/' || NEW.category;
  IF NEW.state <> 'waiting' OR NEW.number IS DISTINCT FROM last OR NEW.queue <> NEW.category OR NEW.to_counter IS NOT NULL
    OR NEW.label <> NEW.category || lpad (NEW.number::text, greatest (3, length (NEW.number::text)), '0')
    OR NOT EXISTS (SELECT 1 FROM business_day d WHERE d.day = NEW.day AND d.state = 'open')
    OR NOT EXISTS (SELECT 1 FROM category c WHERE c.code = NEW.category AND c.active = 1) THEN
    PERFORM refuse_station ('a ticket of today with the next number');
  END IF;
  IF NEW.place <> NEW.id << 20 OR NEW.id > (SELECT last_value FROM ticket_id_seq)
    OR EXISTS (SELECT 1 FROM ticket t WHERE t.day = NEW.day AND t.category = NEW.category AND t.number = NEW.number - 1
               AND t.id > NEW.id) THEN
    PERFORM refuse_station ('a ticket at the end of its queue');
  END IF;
  IF NEW.priority <> (NEW.priority_reason IS NOT NULL)::int OR NEW.interleaves <> NEW.priority
    OR NEW.priority_reason NOT IN ('elder', 'disabled', 'veteran', 'pregnant', 'illness', 'return') THEN
    PERFORM refuse_station ('a priority with a reason');
  END IF;
  IF NEW.station IS NULL OR NEW.issued_by IS NOT NULL OR NEW.staff IS NOT NULL OR NEW.counter IS NOT NULL
    OR NEW.summary IS NOT NULL OR NEW.hold_reason IS NOT NULL OR NEW.why IS NOT NULL
    OR coalesce (NEW.called_at, NEW.last_call_at, NEW.started_at, NEW.done_at, NEW.paused_since) IS NOT NULL
    OR NEW.calls + NEW.paused_us + NEW.no_shows + NEW.returned + NEW.transfers + NEW.extended <> 0
    OR NEW.ahead < 0 OR NEW.late NOT IN (0, 1) OR NOT is_now (NEW.issued_at) THEN
    PERFORM refuse_station ('a ticket that waits, and nobody has called');
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER station_ticket BEFORE INSERT ON ticket FOR EACH ROW WHEN (is_station ())
  EXECUTE FUNCTION station_ticket ();

-- It stands in the journal, and it says where it comes from.
CREATE FUNCTION station_ticket_told () RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  IF NOT EXISTS (SELECT 1 FROM chain c JOIN journal j ON j.chain = c.name AND j.seq = c.seq
                 WHERE c.name = NEW.station AND j.command = 'take-ticket' AND j.at = NEW.issued_at
                 AND j.answer::jsonb ->> 'id' = NEW.id::text)
    OR NOT EXISTS (SELECT 1 FROM ticket_move m WHERE m.ticket = NEW.id AND m.from_state IS NULL) THEN
    PERFORM refuse_station ('a ticket without its line in the journal');
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER station_ticket_told AFTER INSERT ON ticket DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW WHEN (is_station ()) EXECUTE FUNCTION station_ticket_told ();

CREATE FUNCTION station_move () RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  IF NEW.command <> 'take-ticket' OR NEW.staff IS NOT NULL OR NEW.counter IS NOT NULL OR NEW.reason IS NOT NULL
    OR NEW.station IS NULL OR NOT is_now (NEW.at)
    OR NEW.from_state IS NULL AND NEW.to_state <> 'waiting'
    OR EXISTS (SELECT 1 FROM ticket_move m WHERE m.ticket = NEW.ticket
               AND (NEW.from_state IS NULL OR m.to_state = NEW.to_state))
    OR NOT EXISTS (SELECT 1 FROM ticket t WHERE t.id = NEW.ticket
                   AND t.state = coalesce (NEW.from_state, NEW.to_state)) THEN
    PERFORM refuse_station ('a move of its own ticket');
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER station_move BEFORE INSERT ON ticket_move FOR EACH ROW WHEN (is_station ())
  EXECUTE FUNCTION station_move ();

CREATE FUNCTION station_move_made () RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  IF NOT EXISTS (SELECT 1 FROM ticket t WHERE t.id = NEW.ticket AND t.state = NEW.to_state
                 AND (NEW.from_state IS NOT NULL OR t.station = NEW.station AND t.issued_at = NEW.at)) THEN
    PERFORM refuse_station ('a move that was not made');
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER station_move_made AFTER INSERT ON ticket_move DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW WHEN (is_station ()) EXECUTE FUNCTION station_move_made ();

-- ---------------------------------------------------------------- a day that was left open

CREATE FUNCTION station_day () RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    IF NEW.state <> 'open' OR NEW.opened_by IS NOT NULL OR NOT is_now (NEW.opened_at)
      OR NEW.day <> hall_today () AND NOT hall_is_practice ()
      OR NEW.day !~ '^[0-9]{4}-[0-9]{2}-[0-9]{2}$' OR EXISTS (SELECT 1 FROM business_day d WHERE d.day >= NEW.day) THEN
      PERFORM refuse_station ('the day that begins');
    END IF;
  ELSIF OLD.state <> 'open' OR NEW.state <> 'closed' OR NEW.closed_by IS NOT NULL OR NEW.closed_at IS NULL
    OR NOT is_now (NEW.closed_at) OR OLD.day >= hall_today () AND NOT hall_is_practice () THEN
    PERFORM refuse_station ('a day that is over');
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER station_day BEFORE INSERT OR UPDATE ON business_day FOR EACH ROW WHEN (is_station ())
  EXECUTE FUNCTION station_day ();

CREATE FUNCTION station_day_begun () RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  IF NOT EXISTS (SELECT 1 FROM business_day d WHERE d.state = 'open' AND d.day >= NEW.day)
    OR NOT EXISTS (SELECT 1 FROM ticket t JOIN business_day d ON d.day = t.day AND d.state = 'open' WHERE t.number = 1) THEN
    PERFORM refuse_station ('a day begins with a ticket');
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER station_day_begun AFTER INSERT OR UPDATE ON business_day DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW WHEN (is_station ()) EXECUTE FUNCTION station_day_begun ();

-- What is left of it is ended, and nothing else is.
CREATE FUNCTION station_ends () RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  ended boolean := false;
BEGIN
  IF TG_TABLE_NAME = 'ticket' THEN
    ended := (NEW.priority_reason IS NULL OR NEW.priority_reason = OLD.priority_reason)
      AND (NEW.state = OLD.state OR NEW.state = 'void' AND OLD.state = 'no-show'
           OR NEW.state = 'carried' AND OLD.state IN ('waiting', 'paused', 'called', 'serving'));
  ELSIF TG_TABLE_NAME = 'charge' THEN
    ended := NEW.state = 'dropped' AND OLD.state IN ('open', 'received');
  ELSE
    ended := NEW.state = 'ended' AND OLD.state <> 'ended' AND is_now (NEW.signed_out_at)
      AND (OLD.closed_at IS NULL OR NEW.closed_at = OLD.closed_at);
  END IF;
  IF ended IS NOT TRUE OR OLD.day >= hall_today () AND NOT hall_is_practice () THEN
    PERFORM refuse_station ('what is left of a day that is over');
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER station_ends BEFORE UPDATE ON ticket FOR EACH ROW WHEN (is_station ()) EXECUTE FUNCTION station_ends ();
CREATE TRIGGER station_ends BEFORE UPDATE ON charge FOR EACH ROW WHEN (is_station ()) EXECUTE FUNCTION station_ends ();
CREATE TRIGGER station_ends BEFORE UPDATE ON duty FOR EACH ROW WHEN (is_station ()) EXECUTE FUNCTION station_ends ();

CREATE FUNCTION station_ended () RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM business_day d WHERE d.day = NEW.day AND d.state = 'open') THEN
    PERFORM refuse_station ('what is left of a day that is over');
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER station_ended AFTER UPDATE ON ticket DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW WHEN (is_station ()) EXECUTE FUNCTION station_ended ();
CREATE CONSTRAINT TRIGGER station_ended AFTER UPDATE ON charge DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW WHEN (is_station ()) EXECUTE FUNCTION station_ended ();
CREATE CONSTRAINT TRIGGER station_ended AFTER UPDATE ON duty DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW WHEN (is_station ()) EXECUTE FUNCTION station_ended ();

-- ---------------------------------------------------------------- papers

CREATE FUNCTION station_paper () RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  known boolean;
BEGIN
  IF TG_TABLE_NAME = 'document' THEN
    known := NEW.kind = 'ticket' AND is_now (NEW.at)
      AND NOT EXISTS (SELECT 1 FROM document d WHERE d.number = NEW.number)
      AND EXISTS (SELECT 1 FROM ticket t WHERE t.day = NEW.day AND t.category = left (split_part (NEW.number, '-', 2), 1)
                  AND replace (t.day, '-', '') || '-' || t.label = NEW.number AND t.issued_at = NEW.at
                  AND t.issued_by IS NULL);
  ELSIF TG_TABLE_NAME = 'document_page' THEN
    known := NEW.hash = encode (sha256 (NEW.pdf), 'hex')
      AND EXISTS (SELECT 1 FROM document d WHERE d.id = NEW.document AND d.kind = 'ticket');
  ELSIF TG_OP = 'INSERT' THEN
    known := NEW.state = 'waiting' AND NEW.copy = 0 AND NEW.reprint_reason IS NULL AND NEW.reprint_line IS NULL
      AND is_now (NEW.created_at) AND NOT EXISTS (SELECT 1 FROM outbox o WHERE o.document = NEW.document);
  ELSE
    known := OLD.state <> 'done';
  END IF;
  IF known IS NOT TRUE THEN
    PERFORM refuse_station ('the paper of a ticket');
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER station_paper BEFORE INSERT ON document FOR EACH ROW WHEN (is_station ())
  EXECUTE FUNCTION station_paper ();
CREATE TRIGGER station_paper BEFORE INSERT ON document_page FOR EACH ROW WHEN (is_station ())
  EXECUTE FUNCTION station_paper ();
CREATE TRIGGER station_paper BEFORE INSERT OR UPDATE ON outbox FOR EACH ROW WHEN (is_station ())
  EXECUTE FUNCTION station_paper ();

-- ---------------------------------------------------------------- the journal

CREATE FUNCTION station_journal () RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  head chain%ROWTYPE;
BEGIN
  SELECT * INTO head FROM chain c WHERE c.name = NEW.chain;
  IF NEW.command NOT IN ('take-ticket', 'file-paper', 'track-job') OR NEW.staff IS NOT NULL OR NEW.counter IS NOT NULL
    OR NEW.station IS NULL OR NEW.chain <> NEW.station OR NOT is_now (NEW.at) THEN
    PERFORM refuse_station ('a line about a ticket or its paper');
  END IF;
  IF NEW.seq <> coalesce (head.seq, 0) + 1 OR NEW.prev <> coalesce (head.hash, repeat ('0', 64))
    OR NEW.hash <> seal (sealed (NEW.prev) || sealed (NEW.chain) || NEW.seq || ',' || NEW.at || ',' || sealed (NEW.day)
                         || sealed (NEW.command) || sealed (NEW.staff) || coalesce (NEW.counter, 0) || ','
                         || sealed (NEW.station) || sealed (NEW.request) || sealed (NEW.args) || sealed (NEW.answer)
                         || sealed (NEW.facts) || NEW.topics || ',') THEN
    PERFORM refuse_station ('the next line of its chain');
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER station_journal BEFORE INSERT ON journal FOR EACH ROW WHEN (is_station ())
  EXECUTE FUNCTION station_journal ();

-- What the line says was done, and the chain goes on from it.
CREATE FUNCTION station_journal_true () RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  answer jsonb := NEW.answer::jsonb;
  facts jsonb := coalesce (NEW.facts, '{}')::jsonb;
  fact text := CASE NEW.command WHEN 'take-ticket' THEN 'document ' || (answer ->> 'document')
                 WHEN 'file-paper' THEN 'page ' || (NEW.args::jsonb ->> 'document') ELSE '' END;
BEGIN
  IF facts - fact <> '{}' OR NOT EXISTS (SELECT 1 FROM chain c WHERE c.name = NEW.chain AND c.seq = NEW.seq) THEN
    PERFORM refuse_station ('one line for one command');
  END IF;
  IF NEW.command = 'take-ticket'
    AND NOT EXISTS (SELECT 1 FROM ticket t JOIN document d ON d.number = replace (t.day, '-', '') || '-' || t.label
                    WHERE t.id = (answer ->> 'id')::bigint AND t.station = NEW.station AND t.issued_at = NEW.at
                    AND d.id = (answer ->> 'document')::bigint
                    AND facts ->> fact = seal (sealed (d.number) || sealed (d.kind) || sealed (d.form) || sealed (d.day)
                                               || sealed (d.at::text) || sealed (d.content)))
    OR NEW.command = 'file-paper' AND facts <> '{}'
    AND NOT EXISTS (SELECT 1 FROM document_page p WHERE 'page ' || p.document = fact AND p.hash = facts ->> fact
                    AND p.document = (NEW.args::jsonb ->> 'document')::bigint) THEN
    PERFORM refuse_station ('a line that says what was done');
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER station_journal_true AFTER INSERT ON journal DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW WHEN (is_station ()) EXECUTE FUNCTION station_journal_true ();

CREATE FUNCTION station_chain () RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  IF NEW.seq <> (CASE TG_OP WHEN 'INSERT' THEN 1 ELSE OLD.seq + 1 END)
    OR NOT EXISTS (SELECT 1 FROM journal j WHERE j.chain = NEW.name AND j.seq = NEW.seq AND j.hash = NEW.hash) THEN
    PERFORM refuse_station ('a chain goes forward by one line');
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER station_chain AFTER INSERT OR UPDATE ON chain FOR EACH ROW WHEN (is_station ())
  EXECUTE FUNCTION station_chain ();
