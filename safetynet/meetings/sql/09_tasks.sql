-- Question: may this person ask this, or change this follow-up so?
-- Grain: trigger before each row of a follow-up: the database says who asked and when, and who answered and when. What is asked,
--        of whom and by when only the coordinator changes, and the agency that asked; the answer comes from the agency that owes
--        it, or from the coordinator. Whoever owes something does not drop it; whoever asked may drop it and ask it again.
-- Who may see: runs inside its table only.
CREATE OR REPLACE FUNCTION policy.keep_task() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    me bigint := policy.bearer();
    mine bigint;
    coordinates boolean;
    owes boolean;
    asked boolean;
BEGIN
    IF me IS NULL THEN
        RETURN NEW;  -- the house's own loading; the policy refuses the web role without a pass
    END IF;
    mine := policy.my_agency();
    IF TG_OP = 'INSERT' THEN
        NEW.table_id := (SELECT y.table_id FROM public.youths_youth AS y WHERE y.id = NEW.youth_id);
        NEW.asked_by_id := me;
        NEW.asked_by_agency_id := mine;
        NEW.asked_at := clock_timestamp();
        NEW.state := 'OPEN';
        NEW.answer := '';
        NEW.answered_by_id := NULL;
        NEW.answered_at := NULL;
        IF NOT EXISTS (SELECT 1 FROM public.governance_seat AS s
                       WHERE s.table_id = NEW.table_id AND s.agency_id = NEW.owner_agency_id) THEN
            RAISE EXCEPTION 'nobody of that agency has a place at this table' USING ERRCODE = 'check_violation';
        END IF;
        IF NEW.meeting_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM public.meetings_meeting AS m
                                                      WHERE m.id = NEW.meeting_id AND m.table_id = NEW.table_id) THEN
            RAISE EXCEPTION 'that meeting is not of the youth''s table' USING ERRCODE = 'check_violation';
        END IF;
        RETURN NEW;
    END IF;
    coordinates := coalesce(OLD.table_id = ANY (policy.seat_tables('{COORD}')), false);
    owes := mine IS NOT DISTINCT FROM OLD.owner_agency_id;
    asked := mine IS NOT DISTINCT FROM OLD.asked_by_agency_id;
    IF NOT (coordinates OR owes OR asked) THEN
        RAISE EXCEPTION 'this follow-up is between others' USING ERRCODE = 'insufficient_privilege';
    END IF;
    IF (OLD.youth_id, OLD.table_id, OLD.meeting_id, OLD.asked_by_id, OLD.asked_by_agency_id, OLD.asked_at, OLD.question_id)
       IS DISTINCT FROM
       (NEW.youth_id, NEW.table_id, NEW.meeting_id, NEW.asked_by_id, NEW.asked_by_agency_id, NEW.asked_at, NEW.question_id) THEN
        RAISE EXCEPTION 'a follow-up keeps its beginning' USING ERRCODE = 'insufficient_privilege';
    END IF;
    IF (OLD.kind, OLD.what, OLD.owner_place, OLD.owner_agency_id, OLD.due_on, OLD.step_id)
       IS DISTINCT FROM (NEW.kind, NEW.what, NEW.owner_place, NEW.owner_agency_id, NEW.due_on, NEW.step_id)
       AND NOT (coordinates OR asked) THEN
        RAISE EXCEPTION 'only who asked and the coordinator change what is asked' USING ERRCODE = 'insufficient_privilege';
    END IF;
    IF OLD.answer <> NEW.answer AND NOT (coordinates OR owes) THEN
        RAISE EXCEPTION 'the answer comes from whom it is asked of' USING ERRCODE = 'insufficient_privilege';
    END IF;
    IF OLD.state <> NEW.state AND NOT (coordinates OR owes AND NEW.state <> 'DROPPED' OR asked AND NEW.state IN ('OPEN', 'DROPPED'))
    THEN
        RAISE EXCEPTION 'whoever owes it answers it, whoever asked it drops it' USING ERRCODE = 'insufficient_privilege';
    END IF;
    IF OLD.answer <> NEW.answer OR OLD.state <> NEW.state AND NEW.state = 'DONE' THEN
        NEW.answered_by_id := me;
        NEW.answered_at := clock_timestamp();
    ELSIF OLD.state = NEW.state OR NEW.answered_by_id IS NOT NULL OR NEW.answered_at IS NOT NULL THEN
        NEW.answered_by_id := OLD.answered_by_id;
        NEW.answered_at := OLD.answered_at;
    END IF;
    RETURN NEW;
END
$$;
