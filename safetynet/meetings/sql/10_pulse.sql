-- Question: (none; it writes) something changed in the room of a meeting: its counter moves.
-- Grain: trigger after each row. Its argument names the column that names the meeting, or 'youth' for what belongs to a youth:
--        then the counters of the open meetings with that youth on the agenda move. Nothing about anybody is kept.
-- Who may see: runs inside the tables of the room only.
CREATE OR REPLACE FUNCTION policy.move_pulse() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    changed jsonb := to_jsonb(CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END);
BEGIN
    IF TG_ARGV[0] = 'youth' THEN
        UPDATE public.meetings_pulse AS p SET beat = p.beat + 1
        WHERE p.meeting_id IN (
            SELECT m.id FROM public.meetings_meeting AS m JOIN public.meetings_agendaitem AS i ON i.meeting_id = m.id
            WHERE i.youth_id = (changed ->> 'youth_id')::bigint AND m.state = 'OPEN');
    ELSE
        UPDATE public.meetings_pulse AS p SET beat = p.beat + 1 WHERE p.meeting_id = (changed ->> TG_ARGV[0])::bigint;
    END IF;
    RETURN NULL;
END
$$;

-- Question: (none; it writes) each meeting has a counter from its beginning.
-- Grain: trigger after insert of one meeting. Who may see: runs inside its table only.
CREATE OR REPLACE FUNCTION policy.first_pulse() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    INSERT INTO public.meetings_pulse (meeting_id, table_id, beat) VALUES (NEW.id, NEW.table_id, 0) ON CONFLICT DO NOTHING;
    RETURN NULL;
END
$$;
