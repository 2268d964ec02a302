-- Kept by: owner
-- Question: may this issue be named, or taken back, now? Only while the meeting is open, of a youth who is spoken of there, with
--        a word of the table's own list that still counts.
-- Grain: trigger before each row of a tag; the database says at which table and when. What was named stays as it was named:
--        only its taking back is marked. Who may see: runs inside its table only, with the rights of who names it.
CREATE OR REPLACE FUNCTION public.keep_issue_tag() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    item record;
BEGIN
    IF TG_OP = 'UPDATE' THEN
        IF to_jsonb(OLD) - 'removed_at' <> to_jsonb(NEW) - 'removed_at' OR OLD.removed_at IS NOT NULL OR NEW.removed_at IS NULL THEN
            RAISE EXCEPTION 'an issue that was named stays as it was named' USING ERRCODE = 'SN409';
        END IF;
        NEW.removed_at := clock_timestamp();
    END IF;
    SELECT m.table_id, m.state INTO item
    FROM public.meetings_agendaitem AS i JOIN public.meetings_meeting AS m ON m.id = i.meeting_id
    WHERE i.meeting_id = NEW.meeting_id AND i.youth_id = NEW.youth_id AND i.deferred_at IS NULL;
    IF item.state IS DISTINCT FROM 'OPEN' THEN
        RAISE EXCEPTION 'this meeting is not open, or does not speak of this youth' USING ERRCODE = 'SN409';
    END IF;
    IF TG_OP = 'INSERT' THEN
        NEW.table_id := item.table_id;
        NEW.said_at := clock_timestamp();
        NEW.removed_at := NULL;
        IF NOT EXISTS (SELECT 1 FROM public.meetings_issuekind AS k
                       WHERE k.id = NEW.kind_id AND k.table_id = NEW.table_id AND k.retired_at IS NULL) THEN
            RAISE EXCEPTION 'this issue is not on the table''s list' USING ERRCODE = 'SN409';
        END IF;
    END IF;
    RETURN NEW;
END
$$;
CREATE OR REPLACE TRIGGER keep BEFORE INSERT OR UPDATE ON public.meetings_issuetag
    FOR EACH ROW EXECUTE FUNCTION public.keep_issue_tag();
