-- Kept by: owner
-- Question: may this version of a plan still be changed? Once agreed it stays as it is; only its replacement is marked.
-- Grain: trigger before update of one plan. Who may see: runs inside its table only.
CREATE OR REPLACE FUNCTION public.agreed_plan_stays() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    IF OLD.state <> 'DRAFT'
       AND to_jsonb(OLD) - 'state' - 'changed_by_id' - 'changed_at' <> to_jsonb(NEW) - 'state' - 'changed_by_id' - 'changed_at' THEN
        RAISE EXCEPTION 'this version of the plan stays as it is' USING ERRCODE = 'SN409';
    END IF;
    RETURN NEW;
END
$$;
CREATE OR REPLACE TRIGGER agreed_stays BEFORE UPDATE ON public.meetings_plan
    FOR EACH ROW EXECUTE FUNCTION public.agreed_plan_stays();

-- Question: may a step of this plan still be changed? Only while its plan is a draft.
-- Grain: trigger before each row of a step; table and youth are those of its plan. Who may see: runs inside its table only.
CREATE OR REPLACE FUNCTION public.steps_of_a_draft() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    plan record;
BEGIN
    SELECT p.state, p.table_id, p.youth_id INTO plan FROM public.meetings_plan AS p
    WHERE p.id = CASE WHEN TG_OP = 'DELETE' THEN OLD.plan_id ELSE NEW.plan_id END;
    IF plan.state IS DISTINCT FROM 'DRAFT' THEN
        RAISE EXCEPTION 'this version of the plan stays as it is' USING ERRCODE = 'SN409';
    END IF;
    IF TG_OP = 'DELETE' THEN
        RETURN OLD;
    END IF;
    NEW.table_id := plan.table_id;
    NEW.youth_id := plan.youth_id;
    RETURN NEW;
END
$$;
CREATE OR REPLACE TRIGGER of_a_draft BEFORE INSERT OR UPDATE OR DELETE ON public.meetings_planstep
    FOR EACH ROW EXECUTE FUNCTION public.steps_of_a_draft();

-- Question: may this recommendation still be changed? Once adopted only its withdrawal is marked.
-- Grain: trigger before update of one recommendation. Who may see: runs inside its table only.
CREATE OR REPLACE FUNCTION public.adopted_stays() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    IF OLD.state <> 'DRAFT' AND to_jsonb(OLD) - 'state' - 'withdrawn_why' - 'changed_by_id' - 'changed_at'
                             <> to_jsonb(NEW) - 'state' - 'withdrawn_why' - 'changed_by_id' - 'changed_at' THEN
        RAISE EXCEPTION 'this recommendation stays as it is' USING ERRCODE = 'SN409';
    END IF;
    RETURN NEW;
END
$$;
CREATE OR REPLACE TRIGGER adopted_stays BEFORE UPDATE ON public.meetings_recommendation
    FOR EACH ROW EXECUTE FUNCTION public.adopted_stays();
