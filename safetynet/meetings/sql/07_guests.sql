-- Question: may this guest be admitted, and be in the room? Not while as many members object as the county has set (field facts
--        2.2: visitors attend only if the table approves; the default is that of governance.rules, a test holds them together);
--        in the room only while the meeting is in session.
-- Grain: trigger before each row of a guest. Who may see: runs inside its table only.
CREATE OR REPLACE FUNCTION policy.admit_guest() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    proposal record;
    enough integer;
    objecting integer;
BEGIN
    PERFORM pg_advisory_xact_lock(hashtextextended('meetings_guestproposal', NEW.proposal_id));
    SELECT p.meeting_id, p.table_id, p.withdrawn_at, m.state INTO STRICT proposal
    FROM public.meetings_guestproposal AS p JOIN public.meetings_meeting AS m ON m.id = p.meeting_id WHERE p.id = NEW.proposal_id;
    NEW.meeting_id := proposal.meeting_id;
    NEW.table_id := proposal.table_id;
    IF TG_OP = 'INSERT' AND NEW.state NOT IN ('ADMITTED', 'REFUSED') THEN
        RAISE EXCEPTION 'a guest is admitted before coming in' USING ERRCODE = 'SN409';
    END IF;
    IF NEW.state IN ('ADMITTED', 'PRESENT') THEN
        SELECT coalesce((SELECT s.value::int FROM public.governance_countysetting AS s
                         JOIN public.governance_table AS t ON t.county_id = s.county_id
                         WHERE t.id = NEW.table_id AND s.key = 'guest_objections' AND s.value ~ '^[0-9]{1,4}$'), 1) INTO enough;
        SELECT count(DISTINCT o.said_by_id) INTO objecting FROM public.meetings_objection AS o
        WHERE o.proposal_id = NEW.proposal_id AND o.withdrawn_at IS NULL;
        IF proposal.withdrawn_at IS NOT NULL OR objecting >= enough THEN
            RAISE EXCEPTION 'the table does not admit this guest' USING ERRCODE = 'SN409';
        END IF;
    END IF;
    IF NEW.state = 'PRESENT' AND proposal.state <> 'OPEN' THEN
        RAISE EXCEPTION 'nobody comes into a meeting that is not in session' USING ERRCODE = 'SN409';
    END IF;
    RETURN NEW;
END
$$;

-- Question: may this proposal enter, or be changed so? It stays what it was when others said what they think of it; it can
--        be withdrawn, but not while its guest is in the room.
-- Grain: trigger before each row of a proposal: the database says for which table, and when. Who may see: runs inside its table.
CREATE OR REPLACE FUNCTION policy.keep_proposal() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        NEW.table_id := (SELECT m.table_id FROM public.meetings_meeting AS m WHERE m.id = NEW.meeting_id);
        NEW.said_at := clock_timestamp();
        RETURN NEW;
    END IF;
    IF to_jsonb(OLD) - 'withdrawn_at' <> to_jsonb(NEW) - 'withdrawn_at' OR OLD.withdrawn_at IS NOT NULL THEN
        RAISE EXCEPTION 'a proposal stays as it was made' USING ERRCODE = 'SN409';
    END IF;
    IF EXISTS (SELECT 1 FROM public.meetings_guest AS g WHERE g.proposal_id = NEW.id AND g.state = 'PRESENT') THEN
        RAISE EXCEPTION 'this guest is in the room' USING ERRCODE = 'SN409';
    END IF;
    RETURN NEW;
END
$$;

-- Question: may this objection enter, or be changed so? Its reason is kept; it can be withdrawn until the meeting is closed.
-- Grain: trigger before each row of an objection: the database says at which table, and when. Who may see: runs inside its table.
CREATE OR REPLACE FUNCTION policy.keep_objection() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    proposal record;
BEGIN
    PERFORM pg_advisory_xact_lock(hashtextextended('meetings_guestproposal', NEW.proposal_id));
    SELECT p.table_id, p.withdrawn_at, m.state INTO proposal
    FROM public.meetings_guestproposal AS p JOIN public.meetings_meeting AS m ON m.id = p.meeting_id WHERE p.id = NEW.proposal_id;
    IF proposal.state = 'CLOSED' THEN
        RAISE EXCEPTION 'this meeting is closed and stays as it is' USING ERRCODE = 'SN409';
    END IF;
    IF TG_OP = 'INSERT' THEN
        IF proposal.withdrawn_at IS NOT NULL THEN
            RAISE EXCEPTION 'this guest is not proposed any more' USING ERRCODE = 'SN409';
        END IF;
        NEW.table_id := proposal.table_id;
        NEW.said_at := clock_timestamp();
        RETURN NEW;
    END IF;
    IF to_jsonb(OLD) - 'withdrawn_at' <> to_jsonb(NEW) - 'withdrawn_at' OR OLD.withdrawn_at IS NOT NULL THEN
        RAISE EXCEPTION 'an objection stays as it was made' USING ERRCODE = 'SN409';
    END IF;
    RETURN NEW;
END
$$;
