-- Question: of which tables may the bearer of this transaction's pass make statistics; which agencies coordinate there; how
--           many people came to their meetings?
-- Grain: one list of tables; one row per table and agency; one row per closed meeting.
-- Who may see: the role that makes snapshots, for somebody whose pass states REPORTING: a coordinator for the tables at which
--              the gate stands open and where the seat is, a reader of reports for the tables of the own county, and a reader of
--              reports of an agency that works statewide for all. Nobody is named in any of it.
CREATE OR REPLACE FUNCTION policy.cohort_tables() RETURNS bigint[]
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    stands policy.entered := policy.stands();
BEGIN
    IF stands.person IS NULL OR stands.purpose IS DISTINCT FROM 'REPORTING' THEN
        RETURN '{}';
    END IF;
    RETURN coalesce((
        SELECT array_agg(t.id ORDER BY t.id)
        FROM public.governance_table AS t
        WHERE ('COORD' = ANY (stands.roles) AND t.id = ANY (stands.seats)
               AND t.id = ANY (coalesce((stands.gates ->> '*')::bigint[], '{}')))
           OR ('RPT' = ANY (stands.roles) AND (
                   t.county_id = ANY (stands.counties)
                   OR EXISTS (SELECT 1 FROM public.governance_agency AS g WHERE g.id = stands.agency AND g.county_id IS NULL)))
    ), '{}');
END
$$;

-- Question: for which counties may the bearer of this transaction's pass keep what counties report about the CSEC Program?
-- Grain: one list of counties.
-- Who may see: whoever states REPORTING: a coordinator for the counties of the tables above, a reader of reports for the own
--              county, and a reader of reports of an agency that works statewide for every county, with a table or without.
CREATE OR REPLACE FUNCTION policy.statistics_counties() RETURNS bigint[]
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    stands policy.entered := policy.stands();
BEGIN
    IF stands.person IS NULL OR stands.purpose IS DISTINCT FROM 'REPORTING' THEN
        RETURN '{}';
    END IF;
    RETURN coalesce((
        SELECT array_agg(c.id ORDER BY c.id)
        FROM public.governance_county AS c
        WHERE ('COORD' = ANY (stands.roles) AND c.id IN (
                   SELECT t.county_id FROM public.governance_table AS t
                   WHERE t.id = ANY (stands.seats) AND t.id = ANY (coalesce((stands.gates ->> '*')::bigint[], '{}'))))
           OR ('RPT' = ANY (stands.roles) AND (
                   c.id = ANY (stands.counties)
                   OR EXISTS (SELECT 1 FROM public.governance_agency AS g WHERE g.id = stands.agency AND g.county_id IS NULL)))
    ), '{}');
END
$$;

-- The agencies whose people coordinate each table today: where several agencies say the same, theirs counts first.
CREATE OR REPLACE FUNCTION policy.cohort_agencies() RETURNS TABLE (table_id bigint, agency_id bigint)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    RETURN QUERY
        SELECT DISTINCT s.table_id, s.agency_id
        FROM public.governance_seat AS s JOIN public.governance_roleholding AS h ON h.person_id = s.person_id
        WHERE s.table_id = ANY (policy.cohort_tables()) AND h.role = 'COORD'
          AND s.begins <= policy.today() AND (s.ends IS NULL OR s.ends >= policy.today())
          AND h.begins <= policy.today() AND (h.ends IS NULL OR h.ends >= policy.today());
END
$$;

-- How many people came to each meeting that is closed.
CREATE OR REPLACE FUNCTION policy.cohort_meetings() RETURNS TABLE (table_id bigint, year integer, from_workbook boolean, present integer)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    RETURN QUERY
        SELECT m.table_id, extract(year FROM m.held_on)::int, m.from_workbook, count(*)::int
        FROM public.meetings_meeting AS m JOIN public.meetings_attendance AS a ON a.meeting_id = m.id
        WHERE m.table_id = ANY (policy.cohort_tables()) AND m.state = 'CLOSED'
          AND (a.person_id IS NULL OR a.checked_in_at IS NOT NULL)
        GROUP BY m.id
        ORDER BY m.table_id, m.id;
END
$$;
