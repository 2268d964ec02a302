-- Question: for which agency do I speak, if I hold one of these roles?
-- Grain: one id or NULL. Who may see: the bearer of the pass.
CREATE OR REPLACE FUNCTION policy.agency_as(roles text[]) RETURNS bigint
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    person bigint := policy.me();
BEGIN
    IF NOT coalesce(policy.person_holds(person, roles), false) THEN
        RETURN NULL;
    END IF;
    RETURN (SELECT p.agency_id FROM public.governance_person AS p WHERE p.id = person);
END
$$;

-- Question: who am I, if I hold one of these roles?
CREATE OR REPLACE FUNCTION policy.person_as(roles text[]) RETURNS bigint
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    person bigint := policy.me();
BEGIN
    RETURN CASE WHEN coalesce(policy.person_holds(person, roles), false) THEN person END;
END
$$;

-- Question: for which agency do I work?
CREATE OR REPLACE FUNCTION policy.my_agency() RETURNS bigint
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    person bigint := policy.me();
BEGIN
    RETURN (SELECT p.agency_id FROM public.governance_person AS p WHERE p.id = person);
END
$$;
