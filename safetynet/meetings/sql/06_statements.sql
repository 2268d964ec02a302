-- Question: may this statement enter as it stands?
-- Grain: trigger before insert of one statement: the database says about whom, by whom and when; after a meeting is closed it
--        enters as an addendum and nothing else. Who may see: runs inside its table only.
CREATE OR REPLACE FUNCTION policy.admit_statement() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    item record;
BEGIN
    SELECT i.meeting_id, i.table_id, i.youth_id, m.state INTO item
    FROM public.meetings_agendaitem AS i JOIN public.meetings_meeting AS m ON m.id = i.meeting_id WHERE i.id = NEW.item_id;
    IF item.state IS NULL OR item.state NOT IN ('OPEN', 'CLOSED') THEN
        RAISE EXCEPTION 'this meeting has not begun' USING ERRCODE = 'SN409';
    END IF;
    IF NEW.taken_on > policy.today() THEN
        RAISE EXCEPTION 'nothing was said on a day to come' USING ERRCODE = 'check_violation';
    END IF;
    NEW.meeting_id := item.meeting_id;
    NEW.table_id := item.table_id;
    NEW.youth_id := item.youth_id;
    NEW.addendum := item.state = 'CLOSED';
    NEW.recorded_at := clock_timestamp();
    NEW.superseded_at := NULL;
    RETURN NEW;
END
$$;

-- Question: what does this statement replace?
-- Grain: trigger after insert: marks the statement it names as superseded, once, and only within one agency and youth.
-- Who may see: runs inside its table only. Raises SN409 when somebody else was first.
CREATE OR REPLACE FUNCTION policy.supersede_statement() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    touched bigint;
BEGIN
    IF NEW.supersedes_id IS NOT NULL THEN
        UPDATE public.meetings_statement AS s SET superseded_at = NEW.recorded_at
        WHERE s.id = NEW.supersedes_id AND s.item_id = NEW.item_id AND s.agency_id = NEW.agency_id AND s.superseded_at IS NULL;
        GET DIAGNOSTICS touched = ROW_COUNT;
        IF touched <> 1 THEN
            RAISE EXCEPTION 'the statement was already replaced, or is not yours to replace' USING ERRCODE = 'SN409';
        END IF;
    END IF;
    RETURN NULL;
END
$$;
