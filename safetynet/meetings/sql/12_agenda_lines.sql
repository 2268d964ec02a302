-- Question: may this youth stand on this agenda so? Not on that of a meeting about outcomes or policy, which speaks of no youth
--        (field facts 2.7); only at the youth's own table; and not to be spoken of while a guest is in the room and a partner has
--        marked the youth 'not before guests'.
-- Grain: trigger before each row of an agenda. Who may see: runs inside its table only.
CREATE OR REPLACE FUNCTION policy.keep_agenda_line() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    meeting record;
BEGIN
    SELECT m.table_id, m.kind INTO meeting FROM public.meetings_meeting AS m WHERE m.id = NEW.meeting_id;
    IF meeting.kind IN ('QUARTERLY', 'POLICY') THEN
        RAISE EXCEPTION 'this meeting speaks of no youth' USING ERRCODE = 'SN409';
    END IF;
    IF coalesce(current_setting('safetynet.pass', true), '') <> ''
       AND (TG_OP = 'INSERT'
            OR (OLD.youth_id, OLD.meeting_id, OLD.table_id) IS DISTINCT FROM (NEW.youth_id, NEW.meeting_id, NEW.table_id)) AND (
        meeting.table_id IS DISTINCT FROM NEW.table_id
        OR NOT EXISTS (SELECT 1 FROM public.youths_youth AS y WHERE y.id = NEW.youth_id AND y.table_id = NEW.table_id)) THEN
        RAISE EXCEPTION 'this youth is not of this table' USING ERRCODE = 'insufficient_privilege';
    END IF;
    IF NEW.deferred_at IS NULL
       AND EXISTS (SELECT 1 FROM public.meetings_reserve AS r
                   WHERE r.meeting_id = NEW.meeting_id AND r.youth_id = NEW.youth_id AND r.lifted_at IS NULL)
       AND EXISTS (SELECT 1 FROM public.meetings_guest AS g WHERE g.meeting_id = NEW.meeting_id AND g.state = 'PRESENT') THEN
        IF TG_OP = 'UPDATE' THEN
            RAISE EXCEPTION 'not before guests' USING ERRCODE = 'SN409';
        END IF;
        NEW.deferred_at := clock_timestamp();
        NEW.deferred_why := 'Not before guests';
    END IF;
    RETURN NEW;
END
$$;

-- Question: may the meeting be of this kind? Not of one without youths while youths stand on its agenda.
-- Grain: trigger before update of one meeting. Who may see: runs inside its table only.
CREATE OR REPLACE FUNCTION policy.keep_kind() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    IF NEW.kind IN ('QUARTERLY', 'POLICY') AND EXISTS (SELECT 1 FROM public.meetings_agendaitem AS i WHERE i.meeting_id = NEW.id) THEN
        RAISE EXCEPTION 'youths stand on the agenda of this meeting' USING ERRCODE = 'SN409';
    END IF;
    RETURN NEW;
END
$$;
