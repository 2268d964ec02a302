-- Question: may this person give a youth the turn now? Only the chair and the coordinator, in a meeting that is open.
-- Grain: trigger before insert of one turn; it ends the turn that runs. The database says when. One lock for each meeting, that of
--        its closing too: turns begin one after the other, and none begins unseen while the meeting is being closed.
--        The line is held as it is: a guest who comes in meanwhile is either seen here, or ends the turn of a youth who waits.
-- Who may see: runs inside its table only.
CREATE OR REPLACE FUNCTION policy.begin_turn() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    item record;
    me bigint := policy.bearer();
    chairs boolean;
BEGIN
    PERFORM pg_advisory_xact_lock(hashtextextended('meetings_turn', i.meeting_id))
    FROM public.meetings_agendaitem AS i WHERE i.id = NEW.item_id;
    SELECT i.meeting_id, i.table_id, i.youth_id, i.deferred_at, m.state INTO item
    FROM public.meetings_agendaitem AS i JOIN public.meetings_meeting AS m ON m.id = i.meeting_id WHERE i.id = NEW.item_id
    FOR SHARE OF i;
    IF item.state IS DISTINCT FROM 'OPEN' THEN
        RAISE EXCEPTION 'this meeting is not open' USING ERRCODE = 'SN409';
    END IF;
    IF me IS NOT NULL THEN
        chairs := item.table_id = ANY (policy.seat_tables('{COORD}')) OR EXISTS (
            SELECT 1 FROM public.governance_seat AS s
            WHERE s.table_id = item.table_id AND s.person_id = me AND s.chairs
              AND s.begins <= policy.today() AND (s.ends IS NULL OR s.ends >= policy.today()));
        IF chairs IS NOT TRUE THEN
            RAISE EXCEPTION 'only the chair and the coordinator give the turn' USING ERRCODE = 'insufficient_privilege';
        END IF;
    END IF;
    IF item.deferred_at IS NOT NULL THEN
        RAISE EXCEPTION 'this youth waits' USING ERRCODE = 'SN409';
    END IF;
    NEW.meeting_id := item.meeting_id;
    NEW.table_id := item.table_id;
    NEW.youth_id := item.youth_id;
    NEW.begins_at := clock_timestamp();
    NEW.ends_at := NULL;
    UPDATE public.meetings_turn AS t SET ends_at = NEW.begins_at WHERE t.meeting_id = NEW.meeting_id AND t.ends_at IS NULL;
    RETURN NEW;
END
$$;

-- Question: (none; it writes) when a meeting is closed, the turn that runs ends.
-- Grain: trigger after update of one meeting. Who may see: runs inside its table only.
CREATE OR REPLACE FUNCTION policy.end_turn() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    IF NEW.state = 'CLOSED' AND OLD.state <> 'CLOSED' THEN
        PERFORM pg_advisory_xact_lock(hashtextextended('meetings_turn', NEW.id));
        UPDATE public.meetings_turn AS t SET ends_at = clock_timestamp() WHERE t.meeting_id = NEW.id AND t.ends_at IS NULL;
    END IF;
    RETURN NULL;
END
$$;
