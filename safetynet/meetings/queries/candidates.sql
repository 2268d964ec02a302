-- Question: who has a reason to stand on the agenda of this day?
-- Grain: one line per youth of the table with at least one reason; dates decide, nothing is stored.
-- Who may see: whoever reads the categories the reasons come from; a reason that is not shared is not there.
(WITH asked AS (
    SELECT %(table)s::bigint AS at_table, %(day)s::date AS day
), discussed AS (
    SELECT i.youth_id, max(m.held_on) AS last
    FROM public.meetings_agendaitem AS i JOIN public.meetings_meeting AS m ON m.id = i.meeting_id, asked AS a
    WHERE i.table_id = a.at_table AND m.held_on < a.day
    GROUP BY i.youth_id
), reasons AS (
    SELECT r.youth_id, 'NEW_REFERRAL' AS code, max(r.referred_on) AS since
    FROM public.youths_referral AS r, asked AS a
    WHERE r.table_id = a.at_table AND r.referred_on > a.day - %(new_days)s::int AND r.referred_on <= a.day
      AND r.superseded_at IS NULL AND NOT r.withdrawn
      AND NOT EXISTS (SELECT 1 FROM discussed AS d WHERE d.youth_id = r.youth_id AND d.last >= r.referred_on)
    GROUP BY r.youth_id
    UNION ALL
    SELECT p.youth_id, 'IN_CUSTODY', max(p.begins)
    FROM public.youths_placement AS p, asked AS a
    WHERE p.table_id = a.at_table AND p.placement_kind = ANY (%(custody)s::text[])
      AND p.ends IS NULL AND p.superseded_at IS NULL AND NOT p.withdrawn
      AND (p.begins IS NULL OR p.begins > a.day - 366)
    GROUP BY p.youth_id
    UNION ALL
    SELECT p.youth_id, 'RETURNING', min(p.return_planned_on)
    FROM public.youths_placement AS p, asked AS a
    WHERE p.table_id = a.at_table AND p.return_planned_on BETWEEN a.day - 7 AND a.day + %(return_days)s::int
      AND p.ends IS NULL AND p.superseded_at IS NULL AND NOT p.withdrawn
    GROUP BY p.youth_id
    UNION ALL
    SELECT b.youth_id, 'MISSING', max(b.begins)
    FROM public.youths_absence AS b, asked AS a
    WHERE b.table_id = a.at_table AND b.ends IS NULL AND b.begins > a.day - 366
      AND b.superseded_at IS NULL AND NOT b.withdrawn
    GROUP BY b.youth_id
    UNION ALL
    SELECT f.youth_id, 'FOLLOW_UP_DUE', min(f.due_on)
    FROM public.youths_followup AS f, asked AS a
    WHERE f.table_id = a.at_table AND f.due_on <= a.day AND f.status = 'OPEN'
      AND f.superseded_at IS NULL AND NOT f.withdrawn
    GROUP BY f.youth_id
    UNION ALL
    SELECT s.youth_id, 'PLAN_REVIEW', min(s.review_on)
    FROM public.youths_safetyplan AS s, asked AS a
    WHERE s.table_id = a.at_table AND s.review_on BETWEEN a.day - 90 AND a.day
      AND s.superseded_at IS NULL AND NOT s.withdrawn
      AND NOT EXISTS (SELECT 1 FROM discussed AS d WHERE d.youth_id = s.youth_id AND d.last >= s.review_on)
    GROUP BY s.youth_id
    UNION ALL
    SELECT j.youth_id, 'HEARING', min(j.hearing_on)
    FROM public.youths_jointassessment AS j, asked AS a
    WHERE j.table_id = a.at_table AND j.hearing_on BETWEEN a.day AND a.day + %(hearing_days)s::int
      AND j.superseded_at IS NULL AND NOT j.withdrawn
    GROUP BY j.youth_id
    UNION ALL
    SELECT q.youth_id, 'PARTNER_ASKED', min(coalesce(q.asked_on, q.recorded_at::date))
    FROM public.youths_reviewrequest AS q, asked AS a
    WHERE q.table_id = a.at_table AND q.superseded_at IS NULL AND NOT q.withdrawn
      AND NOT EXISTS (SELECT 1 FROM discussed AS d
                      WHERE d.youth_id = q.youth_id AND d.last >= coalesce(q.asked_on, q.recorded_at::date))
    GROUP BY q.youth_id
    UNION ALL
    SELECT DISTINCT i.youth_id, 'CARRIED_OVER', i.carried_from
    FROM public.meetings_agendaitem AS i JOIN public.meetings_meeting AS m ON m.id = i.meeting_id, asked AS a
    WHERE i.table_id = a.at_table AND m.held_on = a.day AND i.carried_from IS NOT NULL
    UNION ALL
    (SELECT s.youth_id, 'NOT_SEEN', d.last
     FROM asked AS a
     JOIN public.youths_statusattable AS s ON s.table_id = a.at_table
     JOIN discussed AS d ON d.youth_id = s.youth_id
     WHERE s.status = 'ACTIVE' AND s.superseded_at IS NULL AND NOT s.withdrawn
       AND d.last < a.day - 7 * %(weeks)s::int
     ORDER BY d.last LIMIT 60)
)
SELECT jsonb_build_object(
    'table_id', (SELECT a.at_table FROM asked AS a),
    'standing', policy.standing(),
    'seen', '["agenda reasons", "nameentry.shown"]'::jsonb,
    'candidates', (
        SELECT coalesce(jsonb_agg(jsonb_build_object(
            'youth', c.youth_id, 'number', y.number,
            'name', (SELECT n.shown FROM public.youths_nameentry AS n WHERE n.youth_id = c.youth_id AND n."primary"),
            'reasons', c.reasons) ORDER BY c.youth_id), '[]')
        FROM (SELECT r.youth_id, jsonb_agg(jsonb_build_array(r.code, r.since) ORDER BY r.code) AS reasons
              FROM reasons AS r GROUP BY r.youth_id) AS c
        JOIN public.youths_youth AS y ON y.id = c.youth_id)
))
