-- Question: does this person hold one of these roles today, at an agency the person still works for?
-- Grain: one answer. Who may see: functions of the policy.
CREATE OR REPLACE FUNCTION policy.person_holds(person bigint, roles text[]) RETURNS boolean
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    day date := policy.today();
BEGIN
    RETURN EXISTS (
        SELECT 1
        FROM public.governance_roleholding AS h
        JOIN public.governance_person AS p ON p.id = h.person_id
        WHERE h.person_id = person
          AND h.role = ANY (roles)
          AND h.begins <= day AND (h.ends IS NULL OR h.ends >= day)
          AND (p.ended_on IS NULL OR p.ended_on >= day)
    );
END
$$;

-- Question: do I hold one of these roles today?
CREATE OR REPLACE FUNCTION policy.holds(roles text[]) RETURNS boolean
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$ BEGIN RETURN coalesce(policy.person_holds(policy.me(), roles), false); END $$;
