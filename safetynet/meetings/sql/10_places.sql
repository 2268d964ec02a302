-- Question: may the bearer of the pass name this youth in a row at all? Asked by triggers, which run before the policy of the row
--        does: without it their answers would tell at which table a youth is, and that there is a wall. There is one answer for a
--        youth elsewhere, behind a wall, and for none at all.
-- Grain: yes or no. Who may see: triggers of the room only.
CREATE OR REPLACE FUNCTION policy.may_name(youth bigint, at_table bigint) RETURNS boolean
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp
AS $$
    SELECT coalesce(at_table = ANY (policy.open_tables('*')) AND youth <> ALL (coalesce(policy.my_walls(), '{}')), false)
$$;

-- Question: to which table does this row belong? To that of its meeting, its youth, its proposal or its plan, whatever its writer
--        says: else a member of one table could object to another's guest, or take the place of another's draft of a plan.
-- Grain: trigger before each row; its argument says what the row hangs on. Who may see: runs inside the tables of the room only.
CREATE OR REPLACE FUNCTION policy.put_in_place() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    CASE TG_ARGV[0]
    WHEN 'meeting' THEN
        NEW.table_id := (SELECT m.table_id FROM public.meetings_meeting AS m WHERE m.id = NEW.meeting_id);
    WHEN 'proposal' THEN
        NEW.table_id := (SELECT p.table_id FROM public.meetings_guestproposal AS p WHERE p.id = NEW.proposal_id);
    WHEN 'plan' THEN
        SELECT p.table_id, p.youth_id INTO NEW.table_id, NEW.youth_id FROM public.meetings_plan AS p WHERE p.id = NEW.plan_id;
    WHEN 'youth' THEN
        NEW.table_id := (SELECT y.table_id FROM public.youths_youth AS y WHERE y.id = NEW.youth_id);
        IF policy.bearer() IS NOT NULL AND NOT policy.may_name(NEW.youth_id, NEW.table_id) THEN
            RAISE EXCEPTION 'this youth is not open to you' USING ERRCODE = 'insufficient_privilege';
        END IF;
        IF NEW.meeting_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM public.meetings_meeting AS m
                                                      WHERE m.id = NEW.meeting_id AND m.table_id = NEW.table_id) THEN
            RAISE EXCEPTION 'that meeting is not of the youth''s table' USING ERRCODE = 'check_violation';
        END IF;
    END CASE;
    RETURN NEW;
END
$$;

-- Question: who made this plan or recommendation, and who changed it last? The bearer of the pass, whatever the row says.
-- Grain: trigger before each row. Who may see: runs inside its tables only.
CREATE OR REPLACE FUNCTION policy.sign_change() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    me bigint := policy.bearer();
BEGIN
    IF me IS NULL THEN
        RETURN NEW;  -- the house's own loading
    END IF;
    NEW.changed_by_id := me;
    NEW.changed_at := clock_timestamp();
    NEW.created_by_id := CASE TG_OP WHEN 'INSERT' THEN me ELSE OLD.created_by_id END;
    NEW.created_at := CASE TG_OP WHEN 'INSERT' THEN NEW.changed_at ELSE OLD.created_at END;
    RETURN NEW;
END
$$;
