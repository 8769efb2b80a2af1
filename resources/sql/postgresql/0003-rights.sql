-- Who may do what with the tables of version 3: what visitors wanted is no business of a station. Immutable once landed.

GRANT SELECT, INSERT, UPDATE ON visit_record TO :"desk";
GRANT USAGE, SELECT ON SEQUENCE visit_record_id_seq TO :"desk";
-- A kiosk that leads a customer back gives a number for the matter of the case.
GRANT SELECT (matter) ON case_file TO :"station";
