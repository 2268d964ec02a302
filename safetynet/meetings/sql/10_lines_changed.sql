-- Question: (none; it writes) when did the lines of an agenda change last? A copy printed before that says so.
-- Grain: trigger after each line that is added, removed, moved, deferred or taken up again, by whoever may change the line or by the
--        database itself (a guest comes in); a closed meeting stays as it is. Who may see: runs inside its table only.
CREATE OR REPLACE FUNCTION policy.lines_changed() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND (NEW.deferred_at IS NULL) = (OLD.deferred_at IS NULL) AND NEW.position = OLD.position THEN
        RETURN NULL;
    END IF;
    UPDATE public.meetings_meeting AS m SET lines_changed_at = clock_timestamp()
    WHERE m.id = CASE WHEN TG_OP = 'DELETE' THEN OLD.meeting_id ELSE NEW.meeting_id END AND m.state <> 'CLOSED';
    RETURN NULL;
END
$$;
