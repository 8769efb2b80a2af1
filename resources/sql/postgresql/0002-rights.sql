-- Who may do what with the tables of version 2: a station reads what a matter asks for, and of a case
-- only who is responsible for it, to lead a customer back; nothing personal.

GRANT SELECT ON matter_version, matter_item, holiday_year, holiday, case_file, case_item, notice, case_event, case_suspension,
  case_task, case_tag, access_log, department, draft, knowledge TO :"desk";
GRANT USAGE, SELECT ON SEQUENCE case_file_id_seq, case_event_id_seq, case_suspension_id_seq, case_task_id_seq,
  access_log_id_seq TO :"desk";
GRANT INSERT ON matter_version, matter_item, holiday_year, holiday, case_file, case_item, notice, case_event, case_suspension,
  case_task, case_tag, access_log, department, draft, knowledge TO :"desk";
GRANT UPDATE ON holiday_year, holiday, case_file, case_item, case_suspension, case_task, department, draft TO :"desk";
GRANT DELETE ON holiday, case_tag, draft TO :"desk";

GRANT SELECT ON matter_version, matter_item TO :"station";
GRANT SELECT (id, number, state, first_responsible, acceptance, refusal) ON case_file TO :"station";
GRANT SELECT (number, file) ON notice TO :"station";
GRANT SELECT (file) ON ticket TO :"station";

-- As before; but whoever comes back with a case may be sent to the counter of its first-responsible clerk.
CREATE OR REPLACE FUNCTION station_ticket () RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  last bigint;
BEGIN
  SELECT s.last INTO last FROM series s WHERE s.name = 'ticket/' || NEW.day || '/' || NEW.category;
  IF NEW.state <> 'waiting' OR NEW.number IS DISTINCT FROM last OR NEW.queue <> NEW.category
    OR NEW.label <> NEW.category || lpad (NEW.number::text, greatest (3, length (NEW.number::text)), '0')
    OR NOT EXISTS (SELECT 1 FROM business_day d WHERE d.day = NEW.day AND d.state = 'open')
    OR NOT EXISTS (SELECT 1 FROM category c WHERE c.code = NEW.category AND c.active = 1) THEN
    PERFORM refuse_station ('a ticket of today with the next number');
  END IF;
  IF NEW.to_counter IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM case_file f JOIN duty d ON d.staff = f.first_responsible WHERE f.id = NEW.file
                    AND d.counter = NEW.to_counter AND d.state IN ('open', 'paused') AND d.day = NEW.day)
    OR NEW.file IS NOT NULL
    AND (NEW.priority_reason IS DISTINCT FROM 'return'
         OR NOT EXISTS (SELECT 1 FROM case_file f WHERE f.id = NEW.file AND f.state <> 'closed')) THEN
    PERFORM refuse_station ('a customer is led back to who is responsible for their case');
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
