-- Kept by: owner
-- Question: may a meeting go from one state to another? The allowed steps are the trigger's arguments ('FROM>TO'), the same
--        list as meetings.models.TRANSITIONS.
-- Grain: trigger before update of one meeting. Who may see: runs inside the table only. A closed meeting stays as it is; it is
--        closed when the roll is whole, the decisions were read back and no copy is out (study rule R8, field facts 10 P7).
--        That a meeting was taken from a county's workbook is so from the beginning, or never.
CREATE OR REPLACE FUNCTION public.check_meeting_state() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    IF OLD.state = 'CLOSED' OR (OLD.state <> NEW.state AND OLD.state || '>' || NEW.state <> ALL (TG_ARGV)) THEN
        RAISE EXCEPTION 'a meeting cannot go from % to %', OLD.state, NEW.state USING ERRCODE = 'SN409';
    END IF;
    IF OLD.from_workbook <> NEW.from_workbook THEN
        RAISE EXCEPTION 'a meeting was held on paper from the beginning, or not at all' USING ERRCODE = 'SN409';
    END IF;
    -- Asked by itself, not with the states: a function that only notes a change in the meeting may not look at the copies, and the
    -- whole of a condition is held against the rights of whoever asks.
    IF OLD.state = 'OPEN' AND NEW.state = 'CLOSED' THEN
        IF NEW.attendance_complete_at IS NULL OR NEW.read_back_at IS NULL
            OR EXISTS (SELECT 1 FROM public.meetings_packetcopy AS c
                       WHERE c.meeting_id = NEW.id AND c.returned_at IS NULL AND c.replaced_at IS NULL AND c.missing_at IS NULL)
        THEN
            RAISE EXCEPTION 'a meeting is closed when its roll is whole, its decisions were read back and no copy is out'
                USING ERRCODE = 'SN409';
        END IF;
    END IF;
    RETURN NEW;
END
$$;
DROP TRIGGER IF EXISTS check_state ON public.meetings_meeting;
CREATE TRIGGER check_state BEFORE UPDATE ON public.meetings_meeting
    FOR EACH ROW EXECUTE FUNCTION public.check_meeting_state('DRAFT>PUBLISHED', 'OPEN>CLOSED', 'PUBLISHED>DRAFT', 'PUBLISHED>OPEN');

-- Question: may a meeting begin so? As a draft; one that a county's workbook tells of was held on paper and begins closed. Then it
--        names no account as being there (policy.closed_to_more), so it opens nothing to anybody.
-- Grain: trigger before insert of one meeting, for whomever the policy binds; the database's administrator is not bound.
-- Who may see: runs inside its table only.
CREATE OR REPLACE FUNCTION public.check_first_meeting_state() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    IF NEW.state IS DISTINCT FROM (CASE WHEN NEW.from_workbook THEN 'CLOSED' ELSE 'DRAFT' END) THEN
        RAISE EXCEPTION 'a meeting does not begin as %', NEW.state USING ERRCODE = 'SN409';
    END IF;
    RETURN NEW;
END
$$;
CREATE OR REPLACE TRIGGER first_state BEFORE INSERT ON public.meetings_meeting
    FOR EACH ROW WHEN (row_security_active('public.meetings_meeting'::text)) EXECUTE FUNCTION public.check_first_meeting_state();
