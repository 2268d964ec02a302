-- Question: what do the minutes of this meeting say to this reader?
-- Grain: one document per meeting: who was there, a line per youth on the agenda with what was decided and said, policy topics.
-- Who may see: whoever has a seat at the table; statements, plans, follow-ups and recommendations only by whom they are shown.
(SELECT jsonb_build_object(
    'table_id', m.table_id, 'subject', m.held_on, 'meeting', m.id, 'held_on', m.held_on, 'begins_at', m.begins_at,
    'state', m.state, 'table_name', t.name, 'county', t.county_id, 'county_name', c.name, 'from_workbook', m.from_workbook,
    'opened_at', m.opened_at, 'closed_at', m.closed_at, 'read_back_at', m.read_back_at,
    'standing', policy.standing(),
    'settings', (SELECT coalesce(jsonb_object_agg(s.key, s.value), '{}')
                 FROM public.governance_countysetting AS s WHERE s.county_id = t.county_id),
    'seen', '["agendaitem", "nameentry.shown", "plan", "task", "recommendation", "statement"]'::jsonb,
    'noted', jsonb_build_object('youths', (SELECT coalesce(jsonb_agg(y.number), '[]') FROM public.meetings_agendaitem AS i
                                           JOIN public.youths_youth AS y ON y.id = i.youth_id WHERE i.meeting_id = m.id)),
    'people', (SELECT coalesce(jsonb_agg(jsonb_build_object(
                   'name', w.name, 'agency', coalesce(a.short_name, w.agency_name), 'came', w.person_id IS NULL
                           OR w.checked_in_at IS NOT NULL, 'left_at', w.checked_out_at) ORDER BY w.name, w.id), '[]')
               FROM public.meetings_attendance AS w LEFT JOIN public.governance_agency AS a ON a.id = w.agency_id
               WHERE w.meeting_id = m.id),
    'guests', (SELECT coalesce(jsonb_agg(jsonb_build_object('name', p.name, 'organization', p.organization) ORDER BY p.name), '[]')
               FROM public.meetings_guest AS g JOIN public.meetings_guestproposal AS p ON p.id = g.proposal_id
               WHERE g.meeting_id = m.id AND g.arrived_at IS NOT NULL),
    'topics', (SELECT coalesce(jsonb_agg(jsonb_build_object('words', o.words, 'conclusion', o.conclusion)
                   ORDER BY o.position, o.id), '[]')
               FROM public.meetings_topic AS o WHERE o.meeting_id = m.id),
    'agencies', (SELECT coalesce(jsonb_agg(DISTINCT jsonb_build_object('id', a.id, 'name', a.short_name)), '[]')
                 FROM public.governance_seat AS s JOIN public.governance_agency AS a ON a.id = s.agency_id
                 WHERE s.table_id = m.table_id),
    'lines', (SELECT coalesce(jsonb_agg(l.line ORDER BY l.line ->> 'place' IS NULL, l.line -> 'position', l.line -> 'id'), '[]')
              FROM (SELECT /* decisions */ || jsonb_build_object(
                        'statements', (SELECT coalesce(jsonb_agg(jsonb_build_object(
                                           'id', z.id, 'agency', z.agency_id, 'shared_by', f.short_name, 'kind', z.kind,
                                           'category', z.category, 'text', z.text, 'taken_on', z.taken_on,
                                           'recorded_at', z.recorded_at, 'addendum', z.addendum, 'supersedes', z.supersedes_id,
                                           'superseded_at', z.superseded_at, 'withdrawn', z.withdrawn
                                           ) ORDER BY z.recorded_at, z.id), '[]')
                                       FROM public.meetings_statement AS z
                                       LEFT JOIN public.governance_agency AS f ON f.id = z.shared_by_id
                                       WHERE z.item_id = i.id)) AS line
                    FROM public.meetings_agendaitem AS i
                    LEFT JOIN public.youths_youth AS y ON y.id = i.youth_id
                    LEFT JOIN public.youths_nameentry AS n ON n.youth_id = i.youth_id AND n."primary"
                    CROSS JOIN LATERAL (SELECT /* days */) AS d
                    WHERE i.meeting_id = m.id) AS l)
)
FROM public.meetings_meeting AS m
JOIN public.governance_table AS t ON t.id = m.table_id
JOIN public.governance_county AS c ON c.id = t.county_id
WHERE m.id = %(meeting)s::bigint)
