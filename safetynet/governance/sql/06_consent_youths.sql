-- Question: whose record does a recorded consent open to my agency, in this category?
-- Grain: ids of youths of tables in my own county (or, second function, in another county).
-- Who may see: the bearer of the pass.
CREATE OR REPLACE FUNCTION policy.consent_youths_near_or_far(category text, person bigint, near boolean) RETURNS bigint[]
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    day date := policy.today();
BEGIN
    RETURN coalesce((
        SELECT array_agg(DISTINCT c.youth_id)
        FROM public.governance_person AS p
        JOIN public.governance_agency AS g ON g.id = p.agency_id
        JOIN public.governance_consent AS c ON c.agency_id = g.id
        JOIN public.governance_table AS t ON t.id = c.table_id
        WHERE p.id = person
          AND (p.ended_on IS NULL OR p.ended_on >= day)
          AND (t.county_id = g.county_id) IS NOT DISTINCT FROM near
          AND (category = '*' OR category = ANY (c.categories))
          AND c.begins <= day AND (c.ends IS NULL OR c.ends >= day)
          AND (c.revoked_on IS NULL OR c.revoked_on > day)
    ), '{}');
END
$$;

CREATE OR REPLACE FUNCTION policy.consent_youths(category text, roles text[]) RETURNS bigint[]
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    person bigint := policy.me();
BEGIN
    IF NOT coalesce(policy.person_holds(person, roles), false) THEN
        RETURN '{}';
    END IF;
    RETURN policy.consent_youths_near_or_far(category, person, true);
END
$$;

-- Towards another county everybody stands in the column "another county", whatever their role at home.
CREATE OR REPLACE FUNCTION policy.consent_youths_elsewhere(category text) RETURNS bigint[]
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$ BEGIN RETURN policy.consent_youths_near_or_far(category, policy.me(), false); END $$;
