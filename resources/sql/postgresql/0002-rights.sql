-- Who may do what with the tables of version 2: a station reads what a matter asks for, and nothing of any case.

GRANT SELECT ON matter_version, matter_item, holiday_year, holiday, case_file, case_item, notice, case_event, case_suspension,
  case_task, case_tag, access_log, department, draft, knowledge TO :"desk";
GRANT USAGE, SELECT ON SEQUENCE case_file_id_seq, case_event_id_seq, case_suspension_id_seq, case_task_id_seq,
  access_log_id_seq TO :"desk";
GRANT INSERT ON matter_version, matter_item, holiday_year, holiday, case_file, case_item, notice, case_event, case_suspension,
  case_task, case_tag, access_log, department, draft, knowledge TO :"desk";
GRANT UPDATE ON holiday_year, holiday, case_file, case_item, case_suspension, case_task, department, draft TO :"desk";
GRANT DELETE ON holiday, case_tag, draft TO :"desk";

GRANT SELECT ON matter_version, matter_item TO :"station";
