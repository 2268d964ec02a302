-- Question: may this guest be admitted? Not while as many members object as the county has set (field facts 2.2: visitors attend
--        only if the table approves; the default is that of governance.rules, a test holds them together).
-- Grain: trigger before each row of a guest. Who may see: runs inside its table only.
CREATE OR REPLACE FUNCTION policy.admit_guest() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    proposal record;
    enough integer;
    objecting integer;
BEGIN
    SELECT p.meeting_id, p.table_id, p.withdrawn_at INTO STRICT proposal
    FROM public.meetings_guestproposal AS p WHERE p.id = NEW.proposal_id;
    NEW.meeting_id := proposal.meeting_id;
    NEW.table_id := proposal.table_id;
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
    RETURN NEW;
END
$$;
