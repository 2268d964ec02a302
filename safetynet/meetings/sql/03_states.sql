-- Kept by: owner
-- Question: may a row go from one state to another? The allowed steps are the trigger's arguments ('FROM>TO'), the same as the
--        tables of transitions in meetings.models.states; a test holds them together.
-- Grain: trigger before update of one row. Who may see: runs inside its tables only.
CREATE OR REPLACE FUNCTION public.check_transition() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    IF OLD.state <> NEW.state AND OLD.state || '>' || NEW.state <> ALL (TG_ARGV) THEN
        RAISE EXCEPTION '% cannot go from % to %', TG_TABLE_NAME, OLD.state, NEW.state USING ERRCODE = 'SN409';
    END IF;
    RETURN NEW;
END
$$;
CREATE OR REPLACE TRIGGER check_state BEFORE UPDATE ON public.meetings_guest FOR EACH ROW
    EXECUTE FUNCTION public.check_transition('ADMITTED>PRESENT', 'ADMITTED>REFUSED', 'PRESENT>LEFT', 'REFUSED>ADMITTED');
CREATE OR REPLACE TRIGGER check_state BEFORE UPDATE ON public.meetings_plan FOR EACH ROW
    EXECUTE FUNCTION public.check_transition('AGREED>REPLACED', 'DRAFT>AGREED', 'DRAFT>DROPPED');
CREATE OR REPLACE TRIGGER check_state BEFORE UPDATE ON public.meetings_task FOR EACH ROW
    EXECUTE FUNCTION public.check_transition('BLOCKED>DONE', 'BLOCKED>DROPPED', 'BLOCKED>OPEN', 'DONE>OPEN', 'DROPPED>OPEN',
                                                 'OPEN>BLOCKED', 'OPEN>DONE', 'OPEN>DROPPED');
CREATE OR REPLACE TRIGGER check_state BEFORE UPDATE ON public.meetings_recommendation FOR EACH ROW
    EXECUTE FUNCTION public.check_transition('ADOPTED>WITHDRAWN', 'DRAFT>ADOPTED', 'DRAFT>WITHDRAWN');
CREATE OR REPLACE TRIGGER check_state BEFORE UPDATE ON public.meetings_jointitem FOR EACH ROW
    EXECUTE FUNCTION public.check_transition('ACCEPTED>WITHDRAWN', 'PROPOSED>ACCEPTED', 'PROPOSED>DECLINED',
                                                 'PROPOSED>WITHDRAWN');

-- Question: may a row begin in this state? The states in which it may are the trigger's arguments, the same as
--        meetings.models.FIRST_STATES; a test holds them together. A meeting and a follow-up have rules of their own.
-- Grain: trigger before insert of one row, for whomever the policy binds; the database's administrator is not bound.
-- Who may see: runs inside its tables only.
CREATE OR REPLACE FUNCTION public.check_first_state() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    IF NEW.state IS NULL OR NEW.state <> ALL (TG_ARGV) THEN
        RAISE EXCEPTION '% does not begin as %', TG_TABLE_NAME, NEW.state USING ERRCODE = 'SN409';
    END IF;
    RETURN NEW;
END
$$;
CREATE OR REPLACE TRIGGER first_state BEFORE INSERT ON public.meetings_guest
    FOR EACH ROW WHEN (row_security_active('public.meetings_guest'::text)) EXECUTE FUNCTION public.check_first_state('ADMITTED', 'REFUSED');
CREATE OR REPLACE TRIGGER first_state BEFORE INSERT ON public.meetings_plan
    FOR EACH ROW WHEN (row_security_active('public.meetings_plan'::text)) EXECUTE FUNCTION public.check_first_state('DRAFT');
CREATE OR REPLACE TRIGGER first_state BEFORE INSERT ON public.meetings_recommendation
    FOR EACH ROW WHEN (row_security_active('public.meetings_recommendation'::text)) EXECUTE FUNCTION public.check_first_state('DRAFT');
CREATE OR REPLACE TRIGGER first_state BEFORE INSERT ON public.meetings_jointitem
    FOR EACH ROW WHEN (row_security_active('public.meetings_jointitem'::text)) EXECUTE FUNCTION public.check_first_state('PROPOSED');
