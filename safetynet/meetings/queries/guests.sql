-- Question: which guests are proposed for this meeting, what do members say of them, and which youths wait until none is there?
-- Grain: one document per meeting. Names of youths only where this reader may see them; of a walled-off youth no line is there.
-- Who may see: whoever has a seat at the table.
(SELECT jsonb_build_object(
    'table_id', m.table_id, 'subject', m.held_on,
    'seen', '["guestproposal", "objection", "guest", "reserve", "agendaitem"]'::jsonb,
    'noted', jsonb_build_object('youths', (SELECT coalesce(jsonb_agg(y.number), '[]') FROM public.meetings_agendaitem AS i
                                           JOIN public.youths_youth AS y ON y.id = i.youth_id WHERE i.meeting_id = m.id)),
    'me', policy.me(),
    'proposals', (SELECT coalesce(jsonb_agg(jsonb_build_object(
                      'id', p.id, 'name', p.name, 'organization', p.organization, 'why', p.why, 'said_by', p.said_by_id,
                      'by', (SELECT btrim(w.given_name || ' ' || w.family_name) || ', ' || g.short_name
                             FROM public.governance_person AS w JOIN public.governance_agency AS g ON g.id = w.agency_id
                             WHERE w.id = p.said_by_id),
                      'said_at', p.said_at, 'withdrawn_at', p.withdrawn_at,
                      'objections', (SELECT coalesce(jsonb_agg(jsonb_build_object(
                                         'id', o.id, 'why', o.why, 'said_by', o.said_by_id, 'withdrawn_at', o.withdrawn_at,
                                         'by', (SELECT btrim(w.given_name || ' ' || w.family_name) || ', ' || g.short_name
                                                FROM public.governance_person AS w
                                                JOIN public.governance_agency AS g ON g.id = w.agency_id
                                                WHERE w.id = o.said_by_id)) ORDER BY o.id), '[]')
                                     FROM public.meetings_objection AS o WHERE o.proposal_id = p.id),
                      'guest', (SELECT jsonb_build_object('state', u.state, 'why', u.why, 'signed_on', u.form_signed_on,
                                           'decided_at', u.decided_at,
                                           'decided_by', (SELECT btrim(w.given_name || ' ' || w.family_name)
                                                          FROM public.governance_person AS w WHERE w.id = u.decided_by_id),
                                           'arrived_at', u.arrived_at, 'left_at', u.left_at)
                                FROM public.meetings_guest AS u WHERE u.proposal_id = p.id)
                      ) ORDER BY p.withdrawn_at IS NOT NULL, p.id), '[]')
                  FROM public.meetings_guestproposal AS p WHERE p.meeting_id = m.id),
    'lines', (SELECT coalesce(jsonb_agg(jsonb_build_object(
                  'item', i.id, 'number', y.number, 'deferred', i.deferred_why,
                  'name', (SELECT n.shown FROM public.youths_nameentry AS n WHERE n.youth_id = i.youth_id AND n."primary"),
                  'marks', (SELECT coalesce(jsonb_agg(jsonb_build_object('id', v.id, 'agency', g.short_name,
                                                'said_by', v.said_by_id) ORDER BY v.id), '[]')
                            FROM public.meetings_reserve AS v JOIN public.governance_agency AS g ON g.id = v.agency_id
                            WHERE v.meeting_id = m.id AND v.youth_id = i.youth_id AND v.lifted_at IS NULL)
                  ) ORDER BY i.position, i.id), '[]')
              FROM public.meetings_agendaitem AS i LEFT JOIN public.youths_youth AS y ON y.id = i.youth_id
              WHERE i.meeting_id = m.id)
)
FROM public.meetings_meeting AS m
WHERE m.id = %(meeting)s::bigint)
