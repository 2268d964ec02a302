-- Question: how many meetings were held, and who of which agency was there?
-- Grain: counts of meetings and of staff, exact: nobody of them is a youth. Who may see: policy.quarter_counts() only.
CREATE OR REPLACE FUNCTION policy.quarter_attendance(at_table bigint, begins date, ends date) RETURNS jsonb
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp
AS $$
    WITH held AS (
        SELECT m.id FROM public.meetings_meeting AS m
        WHERE m.table_id = at_table AND m.held_on BETWEEN begins AND ends AND m.state IN ('OPEN', 'CLOSED')
    ), present AS (
        SELECT w.meeting_id, coalesce(w.person_id::text, lower(w.name)) AS person, w.level,
               coalesce(a.short_name, nullif(w.agency_name, ''), '') AS agency
        FROM public.meetings_attendance AS w JOIN held AS h ON h.id = w.meeting_id
        LEFT JOIN public.governance_agency AS a ON a.id = w.agency_id
        WHERE w.person_id IS NULL OR w.checked_in_at IS NOT NULL
    ), heads AS (
        SELECT h.id, (SELECT count(DISTINCT p.person) FROM present AS p WHERE p.meeting_id = h.id) AS n FROM held AS h
    )
    SELECT jsonb_build_object(
        'held', (SELECT count(*) FROM held),
        'mean', (SELECT round(avg(h.n), 1) FROM heads AS h),
        'median', (SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY h.n) FROM heads AS h),
        'agencies', (SELECT coalesce(jsonb_agg(jsonb_build_object('agency', g.agency, 'meetings', g.meetings, 'people', g.people)
                                               ORDER BY g.meetings DESC, g.agency), '[]')
                     FROM (SELECT p.agency, count(DISTINCT p.meeting_id) AS meetings, count(DISTINCT p.person) AS people
                           FROM present AS p GROUP BY p.agency) AS g),
        'levels', (SELECT coalesce(jsonb_agg(jsonb_build_object('level', g.level, 'people', g.people) ORDER BY g.level), '[]')
                   FROM (SELECT p.level, count(DISTINCT p.person) AS people FROM present AS p GROUP BY p.level) AS g))
$$;

-- Question, grain, who may see: as told at the head of 14_quarter_counts.sql.
CREATE OR REPLACE FUNCTION policy.quarter_counts(at_table bigint, begins date, ends date) RETURNS jsonb
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    IF (at_table = ANY (policy.seat_tables('{COORD,DA,DEF,PROB,CWS,LE,SCH,MED,MH,ADV,CBO,CIV,CRT}'))
        AND at_table = ANY (policy.open_tables('*'))) IS NOT TRUE THEN
        RETURN NULL;
    END IF;
    IF (begins = date_trunc('quarter', begins)::date AND ends = (begins + interval '3 months')::date - 1
        AND begins <= policy.today()) IS NOT TRUE THEN
        RAISE EXCEPTION 'only a whole quarter that has begun is counted' USING ERRCODE = 'SN409';
    END IF;
    IF ends >= policy.today() AND cardinality(coalesce(policy.my_walls(), '{}')) > 0 THEN
        RETURN NULL;  -- a count that moves while somebody waits outside tells what was said of the youth
    END IF;
    RETURN jsonb_build_object(
        'youths', policy.quarter_youths(at_table, begins, ends),
        'needs', policy.quarter_issues(at_table, begins, ends, true),
        'others', policy.quarter_issues(at_table, begins, ends, false),
        'asked', policy.quarter_asked(at_table, begins, ends),
        'kinds', policy.quarter_kinds(at_table, begins, ends),
        'services', policy.quarter_services(at_table, begins, ends),
        'attendance', policy.quarter_attendance(at_table, begins, ends));
END
$$;
