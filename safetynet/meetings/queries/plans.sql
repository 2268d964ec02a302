-- Question: which plans does a table have for this youth, and what is needed to write one?
-- Grain: one document per youth; versions in order, each with its steps and with who agreed to it; and the safety plans
--        that agencies have put on the youth's file, the one recorded last first.
-- Who may see: whoever may know of the youth; plans, trusted adults and the planned return each as their category is shared.
(SELECT jsonb_build_object(
    'youth_id', y.id, 'table_id', y.table_id, 'subject', y.number, 'number', y.number, 'table_name', t.fact ->> 'name',
    'county', c.id, 'county_name', c.name, 'standing', s.document,
    'seen', '["plan", "planstep", "planassent", "safetyplan", "trustedadult", "placement.return_planned_on"]'::jsonb,
    'served', EXISTS (SELECT 1 FROM public.youths_served AS v WHERE v.youth_id = y.id),
    'settings', (SELECT coalesce(jsonb_object_agg(g.key, g.value), '{}')
                 FROM public.governance_countysetting AS g WHERE g.county_id = c.id),
    'name', (SELECT min(n.shown) FROM public.youths_nameentry AS n WHERE n.youth_id = y.id AND n."primary"),
    'trusted', (SELECT coalesce(jsonb_agg(jsonb_build_object('name', a.name, 'relation', a.relation, 'phone', a.phone)
                                          ORDER BY a.id), '[]')
                FROM public.youths_trustedadult AS a
                WHERE a.youth_id = y.id AND a.superseded_at IS NULL AND NOT a.withdrawn),
    'on_file', (SELECT coalesce(jsonb_agg(jsonb_build_object('id', f.id, 'agency', f.source_agency_id, 'agency_name', g.short_name,
                    'agreed_on', f.agreed_on, 'review_on', f.review_on, 'concerns', f.concerns, 'steps', f.steps,
                    'stay_away', f.stay_away, 'youth_said', f.youth_said) ORDER BY f.recorded_at DESC, f.id DESC), '[]')
                FROM public.youths_safetyplan AS f LEFT JOIN public.governance_agency AS g ON g.id = f.source_agency_id
                WHERE f.youth_id = y.id AND f.superseded_at IS NULL AND NOT f.withdrawn),
    'paper_day', (SELECT min(m.held_on) FROM public.meetings_meeting AS m JOIN public.meetings_agendaitem AS i ON i.meeting_id = m.id
                  WHERE i.youth_id = y.id AND m.state = 'OPEN' AND m.held_on < policy.today()),
    'returning_on', (SELECT max(p.return_planned_on) FROM public.youths_placement AS p
                     WHERE p.youth_id = y.id AND p.superseded_at IS NULL AND NOT p.withdrawn AND p.ends IS NULL),
    'plans', (SELECT coalesce(jsonb_agg(jsonb_build_object(
                  'id', p.id, 'kind', p.kind, 'version', p.version, 'state', p.state, 'revision', p.revision,
                  'concerns', p.concerns, 'safe_adults', p.safe_adults, 'stay_away', p.stay_away,
                  'youth_said', p.youth_said, 'returning_on', p.returning_on, 'review_on', p.review_on,
                  'agreed_on', p.agreed_on, 'reopened_why', p.reopened_why, 'changed_at', p.changed_at,
                  'changed_by', (SELECT btrim(w.given_name || ' ' || w.family_name) FROM public.governance_person AS w
                                 WHERE w.id = p.changed_by_id),
                  'steps', (SELECT coalesce(jsonb_agg(jsonb_build_object(
                                'id', i.id, 'code', i.code, 'what', i.what, 'who', i.who, 'owner_place', i.owner_place,
                                'due_on', i.due_on) ORDER BY i.position, i.id), '[]')
                            FROM public.meetings_planstep AS i WHERE i.plan_id = p.id),
                  'assents', (SELECT coalesce(jsonb_agg(jsonb_build_object(
                                  'agency', x.agency_id, 'name', a.short_name, 'revision', x.revision, 'said_at', x.said_at)
                                  ORDER BY x.said_at), '[]')
                              FROM public.meetings_planassent AS x JOIN public.governance_agency AS a ON a.id = x.agency_id
                              WHERE x.plan_id = p.id)
                  ) ORDER BY p.version), '[]')
              FROM public.meetings_plan AS p WHERE p.youth_id = y.id)
)
FROM public.youths_youth AS y
CROSS JOIN LATERAL (SELECT policy.standing() AS document OFFSET 0) AS s
CROSS JOIN LATERAL (SELECT s.document -> 'tables' -> y.table_id::text AS fact) AS t
JOIN public.governance_county AS c ON c.id = (t.fact ->> 'county')::bigint
WHERE y.number = %(number)s::text)
