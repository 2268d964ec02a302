-- Question: may this person ask this, or change this follow-up so?
-- Grain: trigger before each row of a follow-up: the database says who asked and when. What is asked, of whom and by when only
--        the coordinator changes, and the agency that asked; the answer comes from the agency that owes it, or from the
--        coordinator. Who may see: runs inside its table only.
CREATE OR REPLACE FUNCTION policy.keep_task() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    me bigint := policy.me();
    mine bigint := policy.my_agency();
    coordinates boolean := NEW.table_id = ANY (policy.seat_tables('{COORD}'));
BEGIN
    IF me IS NULL THEN
        RETURN NEW;  -- the house's own loading; the policy refuses the web role without a pass
    END IF;
    IF TG_OP = 'INSERT' THEN
        NEW.table_id := (SELECT y.table_id FROM public.youths_youth AS y WHERE y.id = NEW.youth_id);
        NEW.asked_by_id := me;
        NEW.asked_by_agency_id := mine;
        NEW.asked_at := clock_timestamp();
        IF NOT EXISTS (SELECT 1 FROM public.governance_seat AS s
                       WHERE s.table_id = NEW.table_id AND s.agency_id = NEW.owner_agency_id) THEN
            RAISE EXCEPTION 'nobody of that agency has a place at this table' USING ERRCODE = 'check_violation';
        END IF;
        RETURN NEW;
    END IF;
    IF (OLD.youth_id, OLD.table_id, OLD.meeting_id, OLD.asked_by_id, OLD.asked_by_agency_id, OLD.asked_at, OLD.question_id)
       IS DISTINCT FROM
       (NEW.youth_id, NEW.table_id, NEW.meeting_id, NEW.asked_by_id, NEW.asked_by_agency_id, NEW.asked_at, NEW.question_id) THEN
        RAISE EXCEPTION 'a follow-up keeps its beginning' USING ERRCODE = 'insufficient_privilege';
    END IF;
    IF (OLD.kind, OLD.what, OLD.owner_place, OLD.owner_agency_id, OLD.due_on)
       IS DISTINCT FROM (NEW.kind, NEW.what, NEW.owner_place, NEW.owner_agency_id, NEW.due_on)
       AND coordinates IS NOT TRUE AND mine IS DISTINCT FROM OLD.asked_by_agency_id THEN
        RAISE EXCEPTION 'only who asked and the coordinator change what is asked' USING ERRCODE = 'insufficient_privilege';
    END IF;
    IF (OLD.state, OLD.answer) IS DISTINCT FROM (NEW.state, NEW.answer)
       AND coordinates IS NOT TRUE AND mine IS DISTINCT FROM OLD.owner_agency_id
       AND NOT (mine IS NOT DISTINCT FROM OLD.asked_by_agency_id AND NEW.state IN ('OPEN', 'DROPPED')) THEN
        RAISE EXCEPTION 'the answer comes from whom it is asked of' USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN NEW;
END
$$;
