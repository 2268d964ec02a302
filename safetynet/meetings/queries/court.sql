-- Question: what has the table recommended to a court about this youth, and what does a new recommendation begin with?
-- Grain: one document per youth; recommendations newest first. The name, the birth date and the hearing as they are shared.
-- Who may see: whoever may know of the youth; recommendations like safety plans.
(SELECT jsonb_build_object(
    'youth_id', y.id, 'table_id', y.table_id, 'subject', y.number, 'number', y.number, 'table_name', t.fact ->> 'name',
    'county', c.id, 'county_name', c.name, 'standing', s.document,
    'seen', '["recommendation", "identity.last_name", "identity.first_name", "identity.middle_name",
              "identity.birth_date",
              "jointassessment.hearing_on"]'::jsonb,
    'served', EXISTS (SELECT 1 FROM public.youths_served AS v WHERE v.youth_id = y.id),
    'identity', (SELECT jsonb_build_object('name', btrim(concat_ws(' ', nullif(i.first_name, ''), nullif(i.middle_name, ''), i.last_name)), 'birth_date', i.birth_date)
                 FROM public.youths_identity AS i
                 WHERE i.youth_id = y.id AND i.superseded_at IS NULL AND NOT i.withdrawn
                 ORDER BY i.birth_date IS NULL, i.recorded_at DESC, i.id DESC LIMIT 1),
    'hearing_on', (SELECT min(j.hearing_on) FROM public.youths_jointassessment AS j
                   WHERE j.youth_id = y.id AND j.superseded_at IS NULL AND NOT j.withdrawn AND j.hearing_on >= policy.today()),
    'recommendations', (SELECT coalesce(jsonb_agg(jsonb_build_object(
                            'id', r.id, 'state', r.state, 'revision', r.revision, 'court', r.court,
                            'case_number', r.case_number, 'hearing_on', r.hearing_on, 'recommends', r.recommends,
                            'grounds', r.grounds, 'adopted_on', r.adopted_on, 'withdrawn_why', r.withdrawn_why,
                            'changed_by', (SELECT btrim(p.given_name || ' ' || p.family_name)
                                           FROM public.governance_person AS p WHERE p.id = r.changed_by_id))
                            ORDER BY r.hearing_on DESC, r.id DESC), '[]')
                        FROM public.meetings_recommendation AS r WHERE r.youth_id = y.id)
)
FROM public.youths_youth AS y
CROSS JOIN LATERAL (SELECT policy.standing() AS document OFFSET 0) AS s
CROSS JOIN LATERAL (SELECT s.document -> 'tables' -> y.table_id::text AS fact) AS t
JOIN public.governance_county AS c ON c.id = (t.fact ->> 'county')::bigint
WHERE y.number = %(number)s::text)
