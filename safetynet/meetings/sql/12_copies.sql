-- Kept by: owner
-- Question: may a copy go from where it is to where it is said to be? Its state is read from its own times; the allowed steps are
--        the trigger's arguments ('FROM>TO'), the same as meetings.models.COPY_TRANSITIONS. What was said of it once stays, and
--        whose copy it is never changes. That it has not come back is said while the meeting is open.
-- Grain: trigger before update of one copy. Who may see: runs inside its table only.
CREATE OR REPLACE FUNCTION public.check_copy() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    was text := CASE WHEN OLD.returned_at IS NOT NULL THEN 'RETURNED' WHEN OLD.replaced_at IS NOT NULL THEN 'REPLACED'
                     WHEN OLD.explained_at IS NOT NULL THEN 'EXPLAINED' WHEN OLD.missing_at IS NOT NULL THEN 'MISSING'
                     ELSE 'OUT' END;
    becomes text := CASE WHEN NEW.returned_at IS NOT NULL THEN 'RETURNED' WHEN NEW.replaced_at IS NOT NULL THEN 'REPLACED'
                         WHEN NEW.explained_at IS NOT NULL THEN 'EXPLAINED' WHEN NEW.missing_at IS NOT NULL THEN 'MISSING'
                         ELSE 'OUT' END;
    said_before jsonb := jsonb_strip_nulls(to_jsonb(OLD) - 'explanation');
BEGIN
    IF to_jsonb(OLD) = to_jsonb(NEW) THEN
        RETURN NEW;
    END IF;
    IF was || '>' || becomes <> ALL (TG_ARGV) OR NOT to_jsonb(NEW) @> said_before THEN
        RAISE EXCEPTION 'a copy cannot go from % to %', was, becomes USING ERRCODE = 'SN409';
    END IF;
    IF becomes = 'MISSING'
       AND NOT EXISTS (SELECT 1 FROM public.meetings_meeting AS m WHERE m.id = NEW.meeting_id AND m.state = 'OPEN') THEN
        RAISE EXCEPTION 'that a copy has not come back is said while the meeting is open' USING ERRCODE = 'SN409';
    END IF;
    RETURN NEW;
END
$$;
CREATE OR REPLACE TRIGGER check_state BEFORE UPDATE ON public.meetings_packetcopy FOR EACH ROW
    EXECUTE FUNCTION public.check_copy('MISSING>EXPLAINED', 'MISSING>RETURNED', 'OUT>MISSING', 'OUT>REPLACED', 'OUT>RETURNED');

-- Question: may a copy begin so? It is out, and nothing has become of it yet.
-- Grain: trigger before insert of one copy, for whomever the policy binds; the database's administrator is not bound.
-- Who may see: runs inside its table only.
CREATE OR REPLACE FUNCTION public.check_first_copy() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    IF coalesce(NEW.returned_at, NEW.replaced_at, NEW.missing_at, NEW.explained_at) IS NOT NULL OR NEW.explanation <> '' THEN
        RAISE EXCEPTION 'a copy begins by being out' USING ERRCODE = 'SN409';
    END IF;
    RETURN NEW;
END
$$;
CREATE OR REPLACE TRIGGER first_state BEFORE INSERT ON public.meetings_packetcopy
    FOR EACH ROW WHEN (row_security_active('public.meetings_packetcopy'::text)) EXECUTE FUNCTION public.check_first_copy();
