-- Kept by: owner
-- Question: does this row belong to a meeting that is closed, or shall it? What was done there stays as it is; a correction is an addendum.
-- Grain: trigger before each row. Who may see: runs inside the tables of a meeting only.
--        Adding is refused to everybody where the trigger says 'nothing more'; elsewhere to whomever the policy binds
--        (10_closed_to_more.sql), since a county's workbook tells of meetings that were held on paper.
CREATE OR REPLACE FUNCTION public.closed_stays() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    which bigint[] := CASE TG_OP WHEN 'INSERT' THEN ARRAY[NEW.meeting_id] WHEN 'DELETE' THEN ARRAY[OLD.meeting_id]
                                 ELSE ARRAY[OLD.meeting_id, NEW.meeting_id] END;
BEGIN
    IF (TG_OP <> 'INSERT' OR TG_NARGS > 0)
       AND EXISTS (SELECT 1 FROM public.meetings_meeting AS m WHERE m.id = ANY (which) AND m.state = 'CLOSED') THEN
        RAISE EXCEPTION 'this meeting is closed and stays as it is' USING ERRCODE = 'SN409';
    END IF;
    RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
END
$$;
CREATE OR REPLACE TRIGGER closed_stays BEFORE UPDATE OR DELETE ON public.meetings_agendaitem
    FOR EACH ROW EXECUTE FUNCTION public.closed_stays();
CREATE OR REPLACE TRIGGER closed_stays BEFORE UPDATE OR DELETE ON public.meetings_attendance
    FOR EACH ROW EXECUTE FUNCTION public.closed_stays();
CREATE OR REPLACE TRIGGER closed_stays BEFORE UPDATE OR DELETE ON public.meetings_topic
    FOR EACH ROW EXECUTE FUNCTION public.closed_stays();
CREATE OR REPLACE TRIGGER closed_stays BEFORE INSERT OR UPDATE ON public.meetings_guest
    FOR EACH ROW EXECUTE FUNCTION public.closed_stays('nothing more');
CREATE OR REPLACE TRIGGER closed_stays BEFORE INSERT OR UPDATE ON public.meetings_guestproposal
    FOR EACH ROW EXECUTE FUNCTION public.closed_stays('nothing more');
CREATE OR REPLACE TRIGGER closed_stays BEFORE INSERT OR UPDATE ON public.meetings_reserve
    FOR EACH ROW EXECUTE FUNCTION public.closed_stays('nothing more');
CREATE OR REPLACE TRIGGER closed_stays BEFORE INSERT OR UPDATE ON public.meetings_issuetag
    FOR EACH ROW EXECUTE FUNCTION public.closed_stays('nothing more');
