-- Kept by: owner
-- Question: may a meeting go from one state to another? The allowed steps are the trigger's arguments ('FROM>TO'), the same
--        list as meetings.models.TRANSITIONS.
-- Grain: trigger before update of one meeting. Who may see: runs inside the table only. A closed meeting stays as it is.
CREATE OR REPLACE FUNCTION public.check_meeting_state() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    IF OLD.state = 'CLOSED' OR (OLD.state <> NEW.state AND OLD.state || '>' || NEW.state <> ALL (TG_ARGV)) THEN
        RAISE EXCEPTION 'a meeting cannot go from % to %', OLD.state, NEW.state USING ERRCODE = 'SN409';
    END IF;
    RETURN NEW;
END
$$;
DROP TRIGGER IF EXISTS check_state ON public.meetings_meeting;
CREATE TRIGGER check_state BEFORE UPDATE ON public.meetings_meeting
    FOR EACH ROW EXECUTE FUNCTION public.check_meeting_state('DRAFT>PUBLISHED', 'OPEN>CLOSED', 'PUBLISHED>DRAFT', 'PUBLISHED>OPEN');
