-- Question: may this person ask this, or change this follow-up so?
-- Grain: trigger before each row of a follow-up. The database says who asked and when, who answered and when, and counts the
--        revisions. What is asked, of which agency and by when only the coordinator changes, and the agency that asked; which of
--        its places owes it, the agency that owes it too. The answer comes from the agency that owes it, or from the coordinator.
--        Whoever owes something does not drop it; whoever asked may drop it and ask it again. It begins open and without an
--        answer; only where it takes up a question of the youth's file it may begin answered, and then whoever asked that
--        question asked. Who may see: runs inside its table only.
CREATE OR REPLACE FUNCTION policy.keep_task() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    me bigint := policy.bearer();
    mine bigint;
    coordinates boolean;
    owes boolean;
    asked boolean;
    question public.youths_followup;
BEGIN
    IF TG_OP = 'UPDATE' THEN
        NEW.revision := OLD.revision + 1;
    END IF;
    IF me IS NULL THEN
        RETURN NEW;  -- the house's own loading; the policy refuses the web role without a pass
    END IF;
    mine := policy.my_agency();
    IF TG_OP = 'INSERT' THEN
        NEW.table_id := (SELECT y.table_id FROM public.youths_youth AS y WHERE y.id = NEW.youth_id);
        IF NOT policy.may_name(NEW.youth_id, NEW.table_id) THEN
            RAISE EXCEPTION 'this youth is not open to you' USING ERRCODE = 'insufficient_privilege';
        END IF;
        NEW.asked_by_id := me;
        NEW.asked_by_agency_id := mine;
        NEW.asked_at := clock_timestamp();
        NEW.revision := 1;
        coordinates := coalesce(NEW.table_id = ANY (policy.seat_tables('{COORD}')), false);
        owes := mine IS NOT DISTINCT FROM NEW.owner_agency_id;
        IF NEW.question_id IS NOT NULL THEN
            SELECT q.* INTO question FROM public.youths_followup AS q
            WHERE q.id = NEW.question_id AND q.youth_id = NEW.youth_id AND NOT q.withdrawn
              AND coalesce(q.asked_of_id, NEW.owner_agency_id) = NEW.owner_agency_id;
            IF NOT FOUND THEN
                RAISE EXCEPTION 'no such question is asked of that agency' USING ERRCODE = 'check_violation';
            END IF;
            NEW.asked_by_id := question.recorded_by_id;
            NEW.asked_by_agency_id := question.source_agency_id;
            NEW.asked_at := question.recorded_at;
        END IF;
        IF NEW.question_id IS NULL OR NOT (coordinates OR owes) THEN
            NEW.state := 'OPEN';
            NEW.answer := '';
        END IF;
        NEW.answered_by_id := CASE WHEN NEW.state = 'DONE' THEN me END;
        NEW.answered_at := CASE WHEN NEW.state = 'DONE' THEN clock_timestamp() END;
        IF NEW.meeting_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM public.meetings_meeting AS m
                                                      WHERE m.id = NEW.meeting_id AND m.table_id = NEW.table_id) THEN
            RAISE EXCEPTION 'that meeting is not of the youth''s table' USING ERRCODE = 'check_violation';
        END IF;
    ELSE
        coordinates := coalesce(OLD.table_id = ANY (policy.seat_tables('{COORD}')), false);
        owes := mine IS NOT DISTINCT FROM OLD.owner_agency_id;
        asked := mine IS NOT DISTINCT FROM OLD.asked_by_agency_id;
        IF NOT (coordinates OR owes OR asked) THEN
            RAISE EXCEPTION 'this follow-up is between others' USING ERRCODE = 'insufficient_privilege';
        END IF;
        IF (OLD.youth_id, OLD.table_id, OLD.meeting_id, OLD.asked_by_id, OLD.asked_by_agency_id, OLD.asked_at, OLD.question_id)
           IS DISTINCT FROM
           (NEW.youth_id, NEW.table_id, NEW.meeting_id, NEW.asked_by_id, NEW.asked_by_agency_id, NEW.asked_at, NEW.question_id)
        THEN
            RAISE EXCEPTION 'a follow-up keeps its beginning' USING ERRCODE = 'insufficient_privilege';
        END IF;
        IF (OLD.kind, OLD.what, OLD.owner_agency_id, OLD.due_on, OLD.step_id)
           IS DISTINCT FROM (NEW.kind, NEW.what, NEW.owner_agency_id, NEW.due_on, NEW.step_id)
           AND NOT (coordinates OR asked) THEN
            RAISE EXCEPTION 'only who asked and the coordinator change what is asked' USING ERRCODE = 'insufficient_privilege';
        END IF;
        IF OLD.answer <> NEW.answer AND NOT (coordinates OR owes)
           AND NOT (asked AND OLD.state <> NEW.state AND NEW.state IN ('OPEN', 'DROPPED')) THEN
            RAISE EXCEPTION 'the answer comes from whom it is asked of' USING ERRCODE = 'insufficient_privilege';
        END IF;
        IF OLD.state <> NEW.state
           AND NOT (coordinates OR owes AND NEW.state <> 'DROPPED' OR asked AND NEW.state IN ('OPEN', 'DROPPED')) THEN
            RAISE EXCEPTION 'whoever owes it answers it, whoever asked it drops it' USING ERRCODE = 'insufficient_privilege';
        END IF;
        NEW.answered_by_id := OLD.answered_by_id;
        NEW.answered_at := OLD.answered_at;
        IF OLD.answer <> NEW.answer OR OLD.state <> NEW.state THEN
            NEW.answered_by_id := CASE WHEN NEW.state = 'DONE' THEN me END;
            NEW.answered_at := CASE WHEN NEW.state = 'DONE' THEN clock_timestamp() END;
        END IF;
    END IF;
    IF (TG_OP = 'INSERT' OR (OLD.owner_place, OLD.owner_agency_id) <> (NEW.owner_place, NEW.owner_agency_id))
       AND NOT EXISTS (SELECT 1 FROM public.governance_seat AS s
                       WHERE s.place = NEW.owner_place AND s.table_id = NEW.table_id AND s.agency_id = NEW.owner_agency_id) THEN
        RAISE EXCEPTION 'nobody of that agency has this place at this table' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END
$$;
