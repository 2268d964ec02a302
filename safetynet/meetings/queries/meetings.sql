-- Question: which meetings does my table have, lately and ahead?
-- Grain: one line per meeting, the newest sixty; counts of youths, people and copies.
-- Who may see: whoever has a seat at the table.
(SELECT jsonb_build_object(
    'standing', policy.standing(),
    'seen', '["meeting"]'::jsonb,
    'tables', (SELECT coalesce(jsonb_agg(jsonb_build_object('id', t.id, 'name', t.name, 'meets_on', t.meets_on,
                   'meets_at', t.meets_at, 'county_name', c.name,
                   'settings', (SELECT coalesce(jsonb_object_agg(s.key, s.value), '{}')
                                FROM public.governance_countysetting AS s WHERE s.county_id = t.county_id)) ORDER BY t.name), '[]')
               FROM public.governance_table AS t JOIN public.governance_county AS c ON c.id = t.county_id WHERE t.id = ANY ((SELECT policy.my_seats())::bigint[])),
    'elsewhere', (SELECT coalesce(jsonb_object_agg(e.at_table, e.county), '{}') FROM policy.tables_elsewhere() AS e),
    'incoming', (SELECT coalesce(jsonb_agg(jsonb_build_object('id', j.id, 'table', j.table_id, 'with', j.other_table_id,
                     'held_on', j.held_on, 'words', j.words, 'state', j.state, 'answer', j.answer) ORDER BY j.held_on, j.id), '[]')
                 FROM public.meetings_jointitem AS j
                 WHERE NOT j.outgoing AND j.state = 'PROPOSED' AND j.held_on >= policy.today()),
    'meetings', (SELECT coalesce(jsonb_agg(jsonb_build_object(
                     'held_on', l.held_on, 'state', l.state, 'table', l.table_id, 'kind', l.kind,
                     'youths', (SELECT count(*) FROM public.meetings_agendaitem AS i
                                WHERE i.meeting_id = l.id AND i.deferred_at IS NULL),
                     'deferred', (SELECT count(*) FROM public.meetings_agendaitem AS i
                                  WHERE i.meeting_id = l.id AND i.deferred_at IS NOT NULL),
                     'topics', (SELECT count(*) FROM public.meetings_topic AS o WHERE o.meeting_id = l.id),
                     'people', (SELECT count(*) FROM public.meetings_attendance AS w
                                WHERE w.meeting_id = l.id AND (w.person_id IS NULL OR w.checked_in_at IS NOT NULL)),
                     'copies', (SELECT count(*) FROM public.meetings_packetcopy AS k
                                WHERE k.meeting_id = l.id AND k.returned_at IS NULL AND k.replaced_at IS NULL
                                  AND k.missing_at IS NULL),
                     'missing', (SELECT count(*) FROM public.meetings_packetcopy AS k
                                 WHERE k.meeting_id = l.id AND k.returned_at IS NULL AND k.missing_at IS NOT NULL
                                   AND k.explained_at IS NULL)
                     ) ORDER BY l.held_on DESC), '[]')
                 FROM (SELECT m.* FROM public.meetings_meeting AS m ORDER BY m.held_on DESC LIMIT 60) AS l)
))
