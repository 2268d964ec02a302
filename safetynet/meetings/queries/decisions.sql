-- Question: what was decided about the youth of an agenda's line (i) at its meeting (m), and how long was the youth spoken of?
-- Grain: one object per line: plans agreed, follow-ups asked, recommendations adopted, who stepped back, the deferral; whether the turn
--        came at all (reached), and the next agenda on which the youth stands already (goes_to). A decision
--        is the meeting's when it was made between opening and closing; plans and recommendations keep only their day.
-- Who may see: each part only by whom row-level security shows it.
jsonb_build_object(
    'id', i.id, 'place', (SELECT o.line FROM policy.line_numbers(m.id) AS o WHERE o.item = i.id), 'position', i.position, 'youth', i.youth_id, 'number', y.number, 'name', n.shown,
    'served', EXISTS (SELECT 1 FROM public.youths_served AS v WHERE v.youth_id = i.youth_id),
    'seconds', (SELECT ceil(coalesce(sum(extract(epoch FROM coalesce(t.ends_at, now()) - t.begins_at)), 0))::int
                FROM public.meetings_turn AS t WHERE t.item_id = i.id),
    'reached', i.id <> ALL (d.not_reached),
    'goes_to', (SELECT min(e.held_on) FROM public.meetings_agendaitem AS b JOIN public.meetings_meeting AS e ON e.id = b.meeting_id
                WHERE b.youth_id = i.youth_id AND e.table_id = m.table_id AND e.held_on > m.held_on
                  AND (e.state <> 'CLOSED' OR b.carried_from = m.held_on)),
    'turns', (SELECT count(*) FROM public.meetings_turn AS t WHERE t.item_id = i.id),
    'deferred_at', i.deferred_at, 'deferred_why', i.deferred_why,
    'plans', (SELECT coalesce(jsonb_agg(jsonb_build_object('kind', p.kind, 'version', p.version, 'review_on', p.review_on,
                  'at', CASE WHEN p.state = 'AGREED' THEN p.changed_at END) ORDER BY p.id), '[]')
              FROM public.meetings_plan AS p
              WHERE p.youth_id = i.youth_id AND p.table_id = m.table_id AND p.state IN ('AGREED', 'REPLACED')
                AND p.agreed_on BETWEEN d.first_day AND d.last_day),
    'tasks', (SELECT coalesce(jsonb_agg(jsonb_build_object('what', t.what, 'kind', t.kind, 'agency', a.short_name,
                  'due_on', t.due_on, 'at', t.asked_at) ORDER BY t.due_on, t.id), '[]')
              FROM public.meetings_task AS t LEFT JOIN public.governance_agency AS a ON a.id = t.owner_agency_id
              WHERE t.youth_id = i.youth_id AND (t.meeting_id IS NULL OR t.meeting_id = m.id)
                AND t.asked_at BETWEEN m.opened_at AND coalesce(m.closed_at, now())),
    'recommendations', (SELECT coalesce(jsonb_agg(jsonb_build_object('court', r.court, 'hearing_on', r.hearing_on,
                            'withdrawn', r.state = 'WITHDRAWN', 'at', CASE WHEN r.state = 'ADOPTED' THEN r.changed_at END)
                            ORDER BY r.id), '[]')
                        FROM public.meetings_recommendation AS r
                        WHERE r.youth_id = i.youth_id AND r.table_id = m.table_id AND r.state IN ('ADOPTED', 'WITHDRAWN')
                          AND r.adopted_on BETWEEN d.first_day AND d.last_day),
    'recusals', (SELECT coalesce(jsonb_agg(jsonb_build_object('name', btrim(p.given_name || ' ' || p.family_name),
                     'at', w.recorded_at) ORDER BY w.id), '[]')
                 FROM public.governance_wall AS w JOIN public.governance_person AS p ON p.id = w.person_id
                 WHERE w.youth_id = i.youth_id AND w.recorded_at BETWEEN m.opened_at AND coalesce(m.closed_at, now()))
)
