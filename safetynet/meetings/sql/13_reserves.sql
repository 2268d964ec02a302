-- Question: may this mark 'not before guests' be set, or be changed so? It is that of its author's agency; it is lifted, never
--        changed.
-- Grain: trigger before each row of a mark: the database says at which table, for which agency and when.
-- Who may see: runs inside its table only.
CREATE OR REPLACE FUNCTION policy.keep_reserve() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        NEW.table_id := (SELECT m.table_id FROM public.meetings_meeting AS m WHERE m.id = NEW.meeting_id);
        IF policy.bearer() IS NOT NULL THEN
            NEW.agency_id := policy.my_agency();
        END IF;
        NEW.said_at := clock_timestamp();
        RETURN NEW;
    END IF;
    IF to_jsonb(OLD) - 'lifted_at' <> to_jsonb(NEW) - 'lifted_at' OR OLD.lifted_at IS NOT NULL THEN
        RAISE EXCEPTION 'a mark stays as it was made' USING ERRCODE = 'SN409';
    END IF;
    RETURN NEW;
END
$$;

-- Question: (none; it writes) which lines wait while a guest is in the room?
-- Grain: trigger after each row of a guest and of a mark. Lines with a mark are deferred while a guest is there, and taken up
--        again when the last one has left or the mark was lifted; the turn that runs ends when its line is deferred. The
--        coordinator may be walled off from such a youth, so the database does it.
-- Who may see: runs inside its tables only.
CREATE OR REPLACE FUNCTION policy.hold_back() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    at bigint := NEW.meeting_id;
    waits constant text := 'Not before guests';
    marked bigint[];
BEGIN
    PERFORM pg_advisory_xact_lock(hashtextextended('meetings_reserve', at));
    IF TG_TABLE_NAME = 'meetings_reserve' AND TG_OP = 'INSERT' AND NOT EXISTS (
        SELECT 1 FROM public.meetings_agendaitem AS i
        WHERE i.meeting_id = at AND i.youth_id = (to_jsonb(NEW) ->> 'youth_id')::bigint) THEN
        RAISE EXCEPTION 'this youth is not on this agenda' USING ERRCODE = 'SN409';
    END IF;
    SELECT coalesce(array_agg(r.youth_id), '{}') INTO marked FROM public.meetings_reserve AS r
    WHERE r.meeting_id = at AND r.lifted_at IS NULL
      AND EXISTS (SELECT 1 FROM public.meetings_guest AS g WHERE g.meeting_id = at AND g.state = 'PRESENT');
    UPDATE public.meetings_agendaitem AS i SET deferred_at = clock_timestamp(), deferred_why = waits
    WHERE i.meeting_id = at AND i.deferred_at IS NULL AND i.youth_id = ANY (marked);
    UPDATE public.meetings_agendaitem AS i SET deferred_at = NULL, deferred_why = ''
    WHERE i.meeting_id = at AND i.deferred_why = waits AND i.youth_id <> ALL (marked);
    UPDATE public.meetings_turn AS t SET ends_at = clock_timestamp()
    WHERE t.meeting_id = at AND t.ends_at IS NULL AND t.youth_id = ANY (marked);
    RETURN NULL;
END
$$;
