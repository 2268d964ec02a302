-- Question: what can be told of a table's quarter without naming anybody?
-- Grain: one document of counts. Counts of youths and of follow-ups are suppressed here, inside the database, so that no reader,
--        page or paper has ever held a small one; counts of staff and of meetings are exact. A group is one list, and
--        no sum stands beside a withheld count; a row that shares out the same youths in several ways is told in the finest way
--        that has no small count, and no finer. Only a whole calendar quarter that has begun is counted: two periods
--        that differ by a day would tell by subtraction what one of them withholds.
--        A quarter that still runs is not counted for somebody who is kept away from a youth: its counts move with what is said
--        while that person waits outside.
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
          FROM (SELECT i.youth_id, coalesce(bool_or(h.section = 'NEW'), false) AS is_new, bool_or(i.carried_from IS NOT NULL) AS is_carried
                FROM public.meetings_agendaitem AS i JOIN public.meetings_meeting AS m ON m.id = i.meeting_id
                LEFT JOIN public.meetings_agendaheading AS h ON h.item_id = i.id
                WHERE m.table_id = at_table AND m.held_on BETWEEN begins AND ends AND m.state IN ('OPEN', 'CLOSED')
                  AND i.deferred_at IS NULL AND i.id NOT IN (SELECT policy.not_reached(at_table))
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
-- Grain: one group of agencies, since the kinds of the same follow-ups would tell the sum; each agency that is told in the finest
--        way without a small count: in time, late, not due yet, overdue; or answered and
--        not answered; or only asked. On the quarter's last day, or today while it runs. The days to the answer only where eleven
--        answers or more are told. Follow-ups are no youths, but few of them can still point at one.
-- Who may see: policy.quarter_counts() only.
CREATE OR REPLACE FUNCTION policy.quarter_asked(at_table bigint, begins date, ends date) RETURNS jsonb
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp
AS $$
    WITH asked AS (
        SELECT t.owner_agency_id AS agency, (t.asked_at AT TIME ZONE 'America/Los_Angeles')::date AS asked_on,
               greatest(t.due_on, (t.asked_at AT TIME ZONE 'America/Los_Angeles')::date) AS due_on,
               CASE WHEN t.state = 'DONE' AND (t.answered_at AT TIME ZONE 'America/Los_Angeles')::date <= ends
                    THEN (t.answered_at AT TIME ZONE 'America/Los_Angeles')::date END AS answered_on
        FROM public.meetings_task AS t
        WHERE t.table_id = at_table AND t.state <> 'DROPPED'
          AND (t.asked_at AT TIME ZONE 'America/Los_Angeles')::date BETWEEN begins AND ends
    ), agency AS (
        SELECT a.short_name, row_number() OVER (ORDER BY a.short_name, a.id) AS place, count(*) AS n,
               count(t.answered_on) AS answered,
               count(*) FILTER (WHERE t.answered_on <= t.due_on) AS in_time,
               count(*) FILTER (WHERE t.answered_on IS NULL AND t.due_on < least(ends, policy.today())) AS overdue,
               percentile_cont(0.5) WITHIN GROUP (ORDER BY t.answered_on - t.asked_on) AS days
        FROM asked AS t JOIN public.governance_agency AS a ON a.id = t.agency
        GROUP BY a.id
    ), told AS (
        SELECT policy.suppressed(array_agg(g.n ORDER BY g.place)) AS counts FROM agency AS g
    ), shared AS (
        SELECT g.*, g.answered - g.in_time AS late, g.n - g.answered AS open, g.n - g.answered - g.overdue AS not_yet_due,
               t.counts -> (g.place - 1)::int AS asked, t.counts -> (g.place - 1)::int <> '"S"' AND
               policy.none_small(ARRAY[g.in_time, g.answered - g.in_time, g.n - g.answered - g.overdue, g.overdue]) AS whole,
               t.counts -> (g.place - 1)::int <> '"S"' AND policy.none_small(ARRAY[g.answered, g.n - g.answered]) AS half
        FROM agency AS g CROSS JOIN told AS t
    )
    SELECT coalesce(jsonb_agg(jsonb_build_object(
               'agency', g.short_name, 'asked', g.asked,
               'answered', CASE WHEN g.whole OR g.half THEN g.answered END, 'open', CASE WHEN g.whole OR g.half THEN g.open END,
               'in_time', CASE WHEN g.whole THEN g.in_time END, 'late', CASE WHEN g.whole THEN g.late END,
               'not_yet_due', CASE WHEN g.whole THEN g.not_yet_due END, 'overdue', CASE WHEN g.whole THEN g.overdue END,
               'median_days', CASE WHEN (g.whole OR g.half) AND g.answered > 10 THEN g.days END) ORDER BY g.place), '[]')
    FROM shared AS g
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
-- Grain: one line for each kind of service, each youth once by the furthest that a referral of the quarter has come, in the finest
--        way without a small count: taken up, waiting, referred, declined, not available; or taken up and not; or only sought.
-- Who may see: policy.quarter_counts() only.
CREATE OR REPLACE FUNCTION policy.quarter_services(at_table bigint, begins date, ends date) RETURNS jsonb
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp
AS $$
    WITH furthest AS (
        SELECT c.service_type, c.youth_id, min(CASE c.status
            WHEN 'WAITLISTED' THEN 2 WHEN 'REFERRED' THEN 3 WHEN 'DECLINED' THEN 4 WHEN 'DROPPED' THEN 4 WHEN 'NOT_AVAILABLE' THEN 5
            ELSE 1 END) AS far
        FROM public.youths_servicelink AS c
        WHERE c.table_id = at_table AND c.superseded_at IS NULL AND NOT c.withdrawn
          AND c.begins BETWEEN quarter_services.begins AND quarter_services.ends
        GROUP BY c.service_type, c.youth_id
    ), kind AS (
        SELECT f.service_type, count(*) AS n, ARRAY(SELECT (SELECT count(*) FROM furthest AS o
                                                            WHERE o.service_type = f.service_type AND o.far = g)
                                                    FROM generate_series(1, 5) AS g ORDER BY g) AS parts
        FROM furthest AS f GROUP BY f.service_type
    ), shared AS (
        SELECT k.*, policy.none_small(k.parts) AS whole, policy.none_small(ARRAY[k.parts[1], k.n - k.parts[1]]) AS half
        FROM kind AS k
    )
    SELECT coalesce(jsonb_agg(jsonb_build_object(
               'type', g.service_type, 'sought', policy.suppressed(ARRAY[g.n]) -> 0,
               'taken_up', CASE WHEN g.whole OR g.half THEN g.parts[1] END,
               'not_taken_up', CASE WHEN g.whole OR g.half THEN g.n - g.parts[1] END,
               'waiting', CASE WHEN g.whole THEN g.parts[2] END, 'referred', CASE WHEN g.whole THEN g.parts[3] END,
               'declined', CASE WHEN g.whole THEN g.parts[4] END, 'not_available', CASE WHEN g.whole THEN g.parts[5] END)
               ORDER BY g.service_type), '[]')
    FROM shared AS g
$$;
