-- Question: what may this copy's holder read of everybody on the agenda?
-- Grain: one document per copy: the agenda's lines and, per youth, the claims that count today.
-- Who may see: the holder, by the signed packet pass of this one meeting.
(SELECT jsonb_build_object(
    'table_id', m.table_id, 'subject', m.held_on, 'held_on', m.held_on, 'begins_at', m.begins_at, 'minutes', m.minutes,
    'table_name', t.name, 'county', t.county_id,
    'standing', policy.standing(),
    'seen', '["agendaitem", "agendaheading"]'::jsonb,
    'agencies', (SELECT jsonb_object_agg(a.id, a.short_name) FROM public.governance_agency AS a
                 WHERE a.county_id = t.county_id OR a.county_id IS NULL),
    'people', (SELECT coalesce(jsonb_object_agg(p.id, btrim(p.given_name || ' ' || p.family_name)), '{}')
               FROM public.governance_person AS p
               WHERE p.id IN (SELECT r.counsel_id FROM public.youths_representation AS r
                              WHERE r.youth_id IN (SELECT i.youth_id FROM public.meetings_agendaitem AS i
                                                   WHERE i.meeting_id = m.id))),
    'items', (SELECT coalesce(jsonb_agg(jsonb_build_object(
                  'line', o.line, 'youth', i.youth_id, 'number', y.number, 'name', n.shown, 'birth_date', n.birth_date,
                  'section', (SELECT h.section FROM public.meetings_agendaheading AS h WHERE h.item_id = i.id),
                  'reasons', (SELECT coalesce(jsonb_agg(r.words ORDER BY r.id), '[]') FROM public.meetings_agendareason AS r
                              WHERE r.item_id = i.id)
                  ) ORDER BY i.position, i.id), '[]')
              FROM public.meetings_agendaitem AS i
              LEFT JOIN public.youths_youth AS y ON y.id = i.youth_id
              LEFT JOIN public.youths_nameentry AS n ON n.youth_id = i.youth_id AND n."primary"
              LEFT JOIN policy.line_numbers(m.id) AS o ON o.item = i.id
              WHERE i.meeting_id = m.id AND i.deferred_at IS NULL),
    'youths', (SELECT coalesce(jsonb_agg(jsonb_build_object('youth', y.id, 'number', y.number, 'records', r.records)
                               ORDER BY i.position, i.id), '[]')
               FROM public.meetings_agendaitem AS i
               JOIN public.youths_youth AS y ON y.id = i.youth_id
               CROSS JOIN LATERAL (SELECT /* records */ AS records OFFSET 0) AS r
               WHERE i.meeting_id = m.id AND i.deferred_at IS NULL)
)
FROM public.meetings_meeting AS m JOIN public.governance_table AS t ON t.id = m.table_id
WHERE m.id = %(meeting)s::bigint)
