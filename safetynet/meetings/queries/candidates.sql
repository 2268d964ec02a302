-- Question: who has a reason to stand on the agenda of this day?
-- Grain: one line per youth of the table with at least one reason; dates decide, nothing is stored.
-- Who may see: whoever reads the categories the reasons come from; a reason that is not shared is not there.
(WITH asked AS (
    SELECT %(table)s::bigint AS at_table, %(day)s::date AS day
), discussed AS (
    -- A meeting counts when it was held, or may still be; a draft of a day that passed was never held. Of whom the table spoke
    -- not at all because the line was deferred, or the turn never came, it did not discuss.
    SELECT i.youth_id, max(m.held_on) AS last,
           max(coalesce(m.closed_at, (m.held_on + m.begins_at + make_interval(mins => m.minutes)) AT TIME ZONE 'America/Los_Angeles'))
               AS until
    FROM public.meetings_agendaitem AS i JOIN public.meetings_meeting AS m ON m.id = i.meeting_id, asked AS a
    WHERE i.table_id = a.at_table AND m.held_on < a.day AND i.deferred_at IS NULL
      AND i.id NOT IN (SELECT policy.not_reached(a.at_table) FROM asked AS a)
      AND (m.state IN ('OPEN', 'CLOSED') OR m.held_on >= policy.today())
    GROUP BY i.youth_id
), status AS (
    SELECT DISTINCT ON (s.youth_id) s.youth_id, s.status, coalesce(s.since, (s.recorded_at AT TIME ZONE 'America/Los_Angeles')::date) AS since
    FROM public.youths_statusattable AS s, asked AS a
    WHERE s.table_id = a.at_table AND s.superseded_at IS NULL AND NOT s.withdrawn
    ORDER BY s.youth_id, s.recorded_at DESC, s.id
), stays AS (
    -- The rule of the youth's file. What began before the table stopped following a youth is no reason to discuss it.
    SELECT w.youth_id, w.missing, w.since, w.return_planned_on, w.kind = ANY (%(custody)s::text[]) AS in_custody,
           NOT EXISTS (SELECT 1 FROM status AS s WHERE s.youth_id = w.youth_id AND s.status <> 'ACTIVE'
                       AND s.since >= coalesce(w.since, '-infinity')) AS followed
    FROM asked AS a CROSS JOIN LATERAL public.whereabouts(a.at_table, a.day) AS w
), grown AS (
    -- Whoever has grown out of the table's work is not proposed for standing still in an old record.
    SELECT n.youth_id FROM public.youths_nameentry AS n, asked AS a
    WHERE n.table_id = a.at_table AND n."primary" AND n.birth_date <= a.day - make_interval(years => %(grown_up)s::int)
), reasons AS (
    SELECT r.youth_id, 'NEW_REFERRAL' AS code, max(r.referred_on) AS since
    FROM public.youths_referral AS r, asked AS a
    WHERE r.table_id = a.at_table AND r.referred_on > a.day - %(new_days)s::int AND r.referred_on <= a.day
      AND r.superseded_at IS NULL AND NOT r.withdrawn
      AND NOT EXISTS (SELECT 1 FROM discussed AS d WHERE d.youth_id = r.youth_id AND d.last >= r.referred_on)
    GROUP BY r.youth_id
    UNION ALL
    SELECT w.youth_id, 'IN_CUSTODY', w.since FROM stays AS w WHERE w.in_custody AND w.followed
    UNION ALL
    SELECT w.youth_id, 'MISSING', w.since FROM stays AS w WHERE w.missing AND w.followed
    UNION ALL
    SELECT w.youth_id, 'RETURNING', w.return_planned_on
    FROM stays AS w CROSS JOIN asked AS a
    WHERE w.return_planned_on <= a.day + %(return_days)s::int AND w.followed
      AND NOT EXISTS (SELECT 1 FROM discussed AS d WHERE d.youth_id = w.youth_id AND d.last >= w.return_planned_on)
    UNION ALL
    -- Questions of the youth's file, and what a place at the table owes.
    SELECT d.youth_id, 'FOLLOW_UP_DUE', min(d.due_on)
    FROM (SELECT f.youth_id, f.table_id, f.due_on FROM public.youths_followup AS f
          WHERE f.status = 'OPEN' AND f.superseded_at IS NULL AND NOT f.withdrawn
            AND NOT EXISTS (SELECT 1 FROM public.meetings_task AS k
                            WHERE k.question_id = f.id AND k.state IN ('DONE', 'DROPPED'))
          UNION ALL
          SELECT t.youth_id, t.table_id, t.due_on FROM public.meetings_task AS t WHERE t.state IN ('OPEN', 'BLOCKED')) AS d, asked AS a
    WHERE d.table_id = a.at_table AND d.due_on <= a.day
    GROUP BY d.youth_id
    UNION ALL
    -- What was answered after the table last spoke of the youth.
    SELECT t.youth_id, 'ANSWERED', min((t.answered_at AT TIME ZONE 'America/Los_Angeles')::date)
    FROM public.meetings_task AS t, asked AS a
    WHERE t.table_id = a.at_table AND t.state = 'DONE'
      AND (t.answered_at AT TIME ZONE 'America/Los_Angeles')::date <= a.day
      AND NOT EXISTS (SELECT 1 FROM discussed AS d WHERE d.youth_id = t.youth_id AND d.until >= t.answered_at)
    GROUP BY t.youth_id
    UNION ALL
    SELECT s.youth_id, 'PLAN_REVIEW', min(s.review_on)
    FROM (SELECT c.youth_id, c.table_id, c.review_on FROM public.youths_safetyplan AS c
          WHERE c.superseded_at IS NULL AND NOT c.withdrawn
          UNION ALL
          SELECT p.youth_id, p.table_id, p.review_on FROM public.meetings_plan AS p WHERE p.state = 'AGREED') AS s, asked AS a
    WHERE s.table_id = a.at_table AND s.review_on <= %(review_by)s::date
      AND NOT EXISTS (SELECT 1 FROM status AS t WHERE t.youth_id = s.youth_id AND t.status <> 'ACTIVE'
                      AND t.since >= s.review_on)
      AND NOT EXISTS (SELECT 1 FROM discussed AS d WHERE d.youth_id = s.youth_id AND d.last >= s.review_on)
    GROUP BY s.youth_id
    UNION ALL
    SELECT j.youth_id, 'HEARING', min(j.hearing_on)
    FROM public.youths_jointassessment AS j, asked AS a
    WHERE j.table_id = a.at_table AND j.hearing_on BETWEEN a.day AND a.day + %(hearing_days)s::int
      AND j.superseded_at IS NULL AND NOT j.withdrawn
    GROUP BY j.youth_id
    UNION ALL
    SELECT q.youth_id, 'PARTNER_ASKED', min(coalesce(q.asked_on, (q.recorded_at AT TIME ZONE 'America/Los_Angeles')::date))
    FROM public.youths_reviewrequest AS q, asked AS a
    WHERE q.table_id = a.at_table AND q.superseded_at IS NULL AND NOT q.withdrawn
      AND NOT EXISTS (SELECT 1 FROM discussed AS d
                      WHERE d.youth_id = q.youth_id AND d.last >= coalesce(q.asked_on, (q.recorded_at AT TIME ZONE 'America/Los_Angeles')::date))
    GROUP BY q.youth_id
    UNION ALL
    SELECT i.youth_id, 'CARRIED_OVER', i.carried_from
    FROM public.meetings_agendaitem AS i JOIN public.meetings_meeting AS m ON m.id = i.meeting_id, asked AS a
    WHERE i.table_id = a.at_table AND m.held_on = a.day AND i.carried_from IS NOT NULL
    UNION ALL
    SELECT i.youth_id, 'DEFERRED', max(m.held_on)
    FROM public.meetings_agendaitem AS i JOIN public.meetings_meeting AS m ON m.id = i.meeting_id, asked AS a
    WHERE i.table_id = a.at_table AND m.held_on < a.day AND i.deferred_at IS NOT NULL
      AND NOT EXISTS (SELECT 1 FROM discussed AS d WHERE d.youth_id = i.youth_id AND d.last >= m.held_on)
    GROUP BY i.youth_id
    UNION ALL
    -- Whoever was discussed: weeks after that. Whoever never was: from the day on which the referral is no longer new.
    SELECT s.youth_id, 'NOT_SEEN', coalesce(d.last, f.first, s.since)
    FROM status AS s
    CROSS JOIN asked AS a
    LEFT JOIN discussed AS d ON d.youth_id = s.youth_id
    LEFT JOIN (SELECT r.youth_id, min(r.referred_on) AS first
               FROM public.youths_referral AS r, asked AS b
               WHERE r.table_id = b.at_table AND r.superseded_at IS NULL AND NOT r.withdrawn
               GROUP BY r.youth_id) AS f ON f.youth_id = s.youth_id
    WHERE s.status = 'ACTIVE'
      AND CASE WHEN d.last IS NOT NULL THEN d.last < a.day - 7 * %(weeks)s::int
               ELSE coalesce(f.first, s.since) <= a.day - %(new_days)s::int END
)
SELECT jsonb_build_object(
    'table_id', (SELECT a.at_table FROM asked AS a),
    'standing', policy.standing(),
    'seen', '["agenda reasons", "nameentry.shown", "reviewrequest.why"]'::jsonb,
    'candidates', (
        SELECT coalesce(jsonb_agg(jsonb_build_object(
            'youth', c.youth_id, 'number', y.number,
            'name', (SELECT n.shown FROM public.youths_nameentry AS n WHERE n.youth_id = c.youth_id AND n."primary"),
            'in_custody', EXISTS (SELECT 1 FROM stays AS w WHERE w.youth_id = c.youth_id AND w.in_custody),
            'times', (SELECT max(i.carried_count) FROM public.meetings_agendaitem AS i
                      JOIN public.meetings_meeting AS m ON m.id = i.meeting_id, asked AS a
                      WHERE i.youth_id = c.youth_id AND m.held_on = a.day AND i.table_id = a.at_table),
            'asked', (SELECT coalesce(jsonb_agg(jsonb_build_object('agency', g.short_name, 'why', q.why,
                                 'on', coalesce(q.asked_on, (q.recorded_at AT TIME ZONE 'America/Los_Angeles')::date)) ORDER BY q.id), '[]')
                      FROM public.youths_reviewrequest AS q JOIN public.governance_agency AS g ON g.id = q.source_agency_id
                      WHERE q.youth_id = c.youth_id AND q.superseded_at IS NULL AND NOT q.withdrawn
                        AND NOT EXISTS (SELECT 1 FROM discussed AS d
                                        WHERE d.youth_id = q.youth_id AND d.last >= coalesce(q.asked_on, (q.recorded_at AT TIME ZONE 'America/Los_Angeles')::date))),
            'reasons', c.reasons) ORDER BY c.youth_id), '[]')
        FROM (SELECT r.youth_id, jsonb_agg(jsonb_build_array(r.code, r.since) ORDER BY r.code) AS reasons
              FROM reasons AS r
              WHERE r.code NOT IN ('IN_CUSTODY', 'MISSING', 'RETURNING', 'PLAN_REVIEW', 'NOT_SEEN')
                 OR NOT EXISTS (SELECT 1 FROM grown AS g WHERE g.youth_id = r.youth_id)
              GROUP BY r.youth_id) AS c
        JOIN public.youths_youth AS y ON y.id = c.youth_id)
))
