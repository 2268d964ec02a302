-- Question: what can be told of a table's quarter without naming anybody?
-- Grain: one document of counts. Counts of youths and of follow-ups are suppressed here, inside the database, so that no reader,
--        page or paper has ever held a small one; counts of staff and of meetings are exact. A group is one list, or one row of
--        a table; no sum stands beside a withheld count. Only a whole calendar quarter that has begun is counted: two periods
--        that differ by a day would tell by subtraction what one of them withholds.
-- Who may see: whoever reads what is said in this table's room (category ROOM): a seat there in one of the roles below, which are
--        those of the table of grants (a test compares), with the table's gate open. To everybody else NULL.

-- Question: how many different youths were discussed, each once: as new, as carried over, or again?
-- Grain: three counts that share out the youths. Who may see: policy.quarter_counts() only.
CREATE OR REPLACE FUNCTION policy.quarter_youths(at_table bigint, begins date, ends date) RETURNS jsonb
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp
AS $$
    SELECT jsonb_build_object('new', g.n -> 0, 'carried', g.n -> 1, 'again', g.n -> 2)
    FROM (SELECT policy.suppressed(ARRAY[count(*) FILTER (WHERE y.is_new), count(*) FILTER (WHERE NOT y.is_new AND y.is_carried),
                                         count(*) FILTER (WHERE NOT y.is_new AND NOT y.is_carried)]) AS n
          FROM (SELECT i.youth_id, bool_or(i.section = 'NEW') AS is_new, bool_or(i.carried_from IS NOT NULL) AS is_carried
                FROM public.meetings_agendaitem AS i JOIN public.meetings_meeting AS m ON m.id = i.meeting_id
                WHERE m.table_id = at_table AND m.held_on BETWEEN begins AND ends AND m.state IN ('OPEN', 'CLOSED')
                  AND i.deferred_at IS NULL
                GROUP BY i.youth_id) AS y) AS g
$$;

-- Question: of how many different youths was each issue named?
-- Grain: needs, and the other issues: one group each. Who may see: policy.quarter_counts() only.
CREATE OR REPLACE FUNCTION policy.quarter_issues(at_table bigint, begins date, ends date, needs boolean) RETURNS jsonb
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp
AS $$
    WITH named AS (
        SELECT k.words, k.retired_at, count(DISTINCT t.youth_id) AS n
        FROM public.meetings_issuekind AS k
        LEFT JOIN (public.meetings_issuetag AS t
                   JOIN public.meetings_meeting AS m ON m.id = t.meeting_id AND m.held_on BETWEEN begins AND ends)
               ON t.kind_id = k.id AND t.table_id = at_table AND t.removed_at IS NULL
        WHERE k.table_id = at_table AND k.is_need = needs
        GROUP BY k.id
    ), listed AS (
        SELECT n.words, n.n, row_number() OVER (ORDER BY n.words) AS place
        FROM named AS n WHERE n.n > 0 OR n.retired_at IS NULL
    ), told AS (
        SELECT policy.suppressed(array_agg(l.n ORDER BY l.place)) AS counts FROM listed AS l
    )
    SELECT coalesce(jsonb_agg(jsonb_build_object('words', l.words, 'count', t.counts -> (l.place - 1)::int) ORDER BY l.place), '[]')
    FROM listed AS l CROSS JOIN told AS t
$$;

-- Question: what was asked of which agency, and how far is it?
-- Grain: one group for each agency: answered in time, answered late, not due yet, overdue; on the quarter's last day, or today
--        while it runs. The sum and the days to the answer only where nothing of the group is withheld. Follow-ups are no
--        youths, but few of them can still point at one. Who may see: policy.quarter_counts() only.
CREATE OR REPLACE FUNCTION policy.quarter_asked(at_table bigint, begins date, ends date) RETURNS jsonb
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp
AS $$
    WITH asked AS (
        SELECT t.owner_agency_id AS agency, t.due_on, (t.asked_at AT TIME ZONE 'America/Los_Angeles')::date AS asked_on,
               CASE WHEN t.state = 'DONE' AND (t.answered_at AT TIME ZONE 'America/Los_Angeles')::date <= ends
                    THEN (t.answered_at AT TIME ZONE 'America/Los_Angeles')::date END AS answered_on
        FROM public.meetings_task AS t
        WHERE t.table_id = at_table AND t.state <> 'DROPPED'
          AND (t.asked_at AT TIME ZONE 'America/Los_Angeles')::date BETWEEN begins AND ends
    ), agency AS (
        SELECT a.short_name, ARRAY[
                   count(*) FILTER (WHERE t.answered_on <= t.due_on), count(*) FILTER (WHERE t.answered_on > t.due_on),
                   count(*) FILTER (WHERE t.answered_on IS NULL AND t.due_on >= least(ends, policy.today())),
                   count(*) FILTER (WHERE t.answered_on IS NULL AND t.due_on < least(ends, policy.today()))] AS n,
               percentile_cont(0.5) WITHIN GROUP (ORDER BY t.answered_on - t.asked_on) AS days
        FROM asked AS t JOIN public.governance_agency AS a ON a.id = t.agency
        GROUP BY a.id
    )
    SELECT coalesce(jsonb_agg(jsonb_build_object(
               'agency', g.short_name, 'in_time', g.told -> 0, 'late', g.told -> 1, 'not_yet_due', g.told -> 2,
               'overdue', g.told -> 3, 'asked', g.together, 'median_days', CASE WHEN g.together IS NOT NULL THEN g.days END)
               ORDER BY g.short_name), '[]')
    FROM (SELECT a.short_name, a.days, policy.suppressed(a.n) AS told, policy.sum_if_told(a.n) AS together FROM agency AS a) AS g
$$;

-- Question: what kinds of follow-ups were asked for?
-- Grain: one group. Who may see: policy.quarter_counts() only.
CREATE OR REPLACE FUNCTION policy.quarter_kinds(at_table bigint, begins date, ends date) RETURNS jsonb
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp
AS $$
    WITH asked AS (
        SELECT t.kind, count(*) AS n, row_number() OVER (ORDER BY t.kind) AS place
        FROM public.meetings_task AS t
        WHERE t.table_id = at_table AND t.state <> 'DROPPED'
          AND (t.asked_at AT TIME ZONE 'America/Los_Angeles')::date BETWEEN begins AND ends
        GROUP BY t.kind
    ), told AS (
        SELECT policy.suppressed(array_agg(a.n ORDER BY a.place)) AS counts FROM asked AS a
    )
    SELECT coalesce(jsonb_agg(jsonb_build_object('kind', a.kind, 'count', t.counts -> (a.place - 1)::int) ORDER BY a.place), '[]')
    FROM asked AS a CROSS JOIN told AS t
$$;

-- Question: for how many different youths was each kind of service sought in the quarter, and what came of it?
-- Grain: one group for each kind of service. Who may see: policy.quarter_counts() only.
CREATE OR REPLACE FUNCTION policy.quarter_services(at_table bigint, begins date, ends date) RETURNS jsonb
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp
AS $$
    SELECT coalesce(jsonb_agg(jsonb_build_object(
               'type', g.service_type, 'referred', g.told -> 0, 'taken_up', g.told -> 1, 'waiting', g.told -> 2,
               'declined', g.told -> 3, 'not_available', g.told -> 4) ORDER BY g.service_type), '[]')
    FROM (SELECT c.service_type, policy.suppressed(ARRAY[
                     count(DISTINCT c.youth_id) FILTER (WHERE c.status = 'REFERRED'),
                     count(DISTINCT c.youth_id) FILTER (WHERE c.status IN ('ACCEPTED', 'ACTIVE', 'COMPLETED', 'USED')),
                     count(DISTINCT c.youth_id) FILTER (WHERE c.status = 'WAITLISTED'),
                     count(DISTINCT c.youth_id) FILTER (WHERE c.status IN ('DECLINED', 'DROPPED')),
                     count(DISTINCT c.youth_id) FILTER (WHERE c.status = 'NOT_AVAILABLE')]) AS told
          FROM public.youths_servicelink AS c
          WHERE c.table_id = at_table AND c.superseded_at IS NULL AND NOT c.withdrawn AND c.begins BETWEEN quarter_services.begins AND quarter_services.ends
          GROUP BY c.service_type) AS g
$$;
