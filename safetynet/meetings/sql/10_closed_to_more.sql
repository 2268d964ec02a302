-- Question: may this row be added to that meeting? Not when it is closed, and not when it is another table's. A meeting that was held
--        on paper, and came in with a county's workbook, begins closed: it still takes up what the workbook tells of it, also when
--        a row that was held back is mended later. That is lines, and names of people; nobody's account and no hour, for being
--        there opens the record.
-- Grain: trigger before insert of one row, for whomever the policy binds; the database's administrator is not bound. The meeting is
--        held until the transaction ends: a row comes in before the meeting is closed, or not at all.
-- Who may see: runs inside the tables of a meeting only.
CREATE OR REPLACE FUNCTION policy.closed_to_more() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    said jsonb := to_jsonb(NEW);
    meeting record;
BEGIN
    SELECT m.state, m.from_workbook INTO meeting FROM public.meetings_meeting AS m
    WHERE m.id = NEW.meeting_id AND m.table_id = NEW.table_id FOR NO KEY UPDATE;
    IF meeting.state IS NULL THEN
        RAISE EXCEPTION 'this meeting is not of this table' USING ERRCODE = 'insufficient_privilege';
    END IF;
    IF meeting.from_workbook AND TG_TABLE_NAME IN ('meetings_attendance', 'meetings_agendaitem') THEN
        IF coalesce(said ->> 'person_id', said ->> 'checked_in_at', said ->> 'checked_out_at') IS NOT NULL THEN
            RAISE EXCEPTION 'a meeting held on paper names nobody''s account and no hour' USING ERRCODE = 'SN409';
        END IF;
        RETURN NEW;
    END IF;
    IF meeting.state = 'CLOSED' THEN
        RAISE EXCEPTION 'this meeting is closed and stays as it is' USING ERRCODE = 'SN409';
    END IF;
    RETURN NEW;
END
$$;

-- Question: may this row of an agenda line (a reason, a heading) be there so? It is at the line's table and of the line's youth,
--        whatever its writer says; at a closed meeting it stays as it is, and none is added, but to a meeting held on paper.
-- Grain: trigger before each row, for whomever the policy binds. Who may see: runs inside its tables only.
CREATE OR REPLACE FUNCTION policy.of_a_line() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    which bigint[] := CASE TG_OP WHEN 'INSERT' THEN ARRAY[NEW.item_id] WHEN 'DELETE' THEN ARRAY[OLD.item_id]
                                 ELSE ARRAY[OLD.item_id, NEW.item_id] END;
BEGIN
    IF EXISTS (SELECT 1 FROM public.meetings_agendaitem AS i JOIN public.meetings_meeting AS m ON m.id = i.meeting_id
               WHERE i.id = ANY (which) AND m.state = 'CLOSED' AND NOT (TG_OP = 'INSERT' AND m.from_workbook)) THEN
        RAISE EXCEPTION 'this meeting is closed and stays as it is' USING ERRCODE = 'SN409';
    END IF;
    IF TG_OP = 'DELETE' THEN
        RETURN OLD;
    END IF;
    NEW.table_id := (SELECT i.table_id FROM public.meetings_agendaitem AS i WHERE i.id = NEW.item_id);
    NEW.youth_id := (SELECT i.youth_id FROM public.meetings_agendaitem AS i WHERE i.id = NEW.item_id);
    RETURN NEW;
END
$$;
