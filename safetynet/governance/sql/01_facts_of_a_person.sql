-- Question: what does the directory say of one person on one day: agency, roles, seats?
-- Grain: one value each; nothing about somebody who has left. Who may see: policy.work_out() only.
CREATE OR REPLACE FUNCTION policy.agency_of(person bigint, day date) RETURNS bigint
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    RETURN (SELECT p.agency_id FROM public.governance_person AS p
            WHERE p.id = person AND (p.ended_on IS NULL OR p.ended_on >= day));
END
$$;

CREATE OR REPLACE FUNCTION policy.roles_of(person bigint, day date) RETURNS text[]
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    RETURN coalesce((
        SELECT array_agg(DISTINCT h.role::text)
        FROM public.governance_roleholding AS h JOIN public.governance_person AS p ON p.id = h.person_id
        WHERE h.person_id = person AND h.begins <= day AND (h.ends IS NULL OR h.ends >= day)
          AND (p.ended_on IS NULL OR p.ended_on >= day)
    ), '{}');
END
$$;

CREATE OR REPLACE FUNCTION policy.seats_of(person bigint, day date) RETURNS bigint[]
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    RETURN coalesce((
        SELECT array_agg(s.table_id ORDER BY s.id) FROM public.governance_seat AS s
        WHERE s.person_id = person AND s.begins <= day AND (s.ends IS NULL OR s.ends >= day)
    ), '{}');
END
$$;

-- Question: at which table does this person sit, if it is one alone? For entries of the log that name no table themselves.
-- Grain: one table; none for somebody who sits nowhere or at several. Who may call: the log's keeper.
CREATE OR REPLACE FUNCTION policy.only_table_of(person bigint) RETURNS bigint
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    seats bigint[] := policy.seats_of(person, policy.today());
BEGIN
    RETURN CASE WHEN cardinality(seats) = 1 THEN seats[1] END;
END
$$;
