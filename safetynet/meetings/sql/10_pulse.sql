-- Question: (none; it writes) something changed in the room of a meeting: its counter moves.
-- Grain: trigger after each row. Its argument names the column that names the meeting; 'youth' stands for what belongs to a youth:
--        then the counters of the open meetings with that youth on the agenda move; 'proposal' for what is said of a guest.
--        A meeting that is older than the counters gets its own with its first change. Nothing about anybody is kept.
-- Who may see: runs inside the tables of the room only.
CREATE OR REPLACE FUNCTION policy.move_pulse() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    changed jsonb := to_jsonb(CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END);
    meetings bigint[] := CASE TG_ARGV[0]
        WHEN 'youth' THEN ARRAY(
            SELECT m.id FROM public.meetings_meeting AS m JOIN public.meetings_agendaitem AS i ON i.meeting_id = m.id
            WHERE i.youth_id = (changed ->> 'youth_id')::bigint AND m.state = 'OPEN' ORDER BY m.id)
        WHEN 'proposal' THEN ARRAY(
            SELECT p.meeting_id FROM public.meetings_guestproposal AS p WHERE p.id = (changed ->> 'proposal_id')::bigint)
        ELSE ARRAY[(changed ->> TG_ARGV[0])::bigint] END;
BEGIN
    INSERT INTO public.meetings_pulse AS p (meeting_id, table_id, beat)
    SELECT m.id, m.table_id, 1 FROM public.meetings_meeting AS m WHERE m.id = ANY (meetings) ORDER BY m.id
    ON CONFLICT (meeting_id) DO UPDATE SET beat = p.beat + 1;
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
