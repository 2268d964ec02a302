-- Question: which meetings does my table have, lately and ahead?
-- Grain: one line per meeting, the newest sixty; counts of youths, people and copies.
-- Who may see: whoever has a seat at the table.
(SELECT jsonb_build_object(
    'standing', policy.standing(),
    'seen', '["meeting"]'::jsonb,
    'tables', (SELECT coalesce(jsonb_agg(jsonb_build_object('id', t.id, 'name', t.name, 'meets_on', t.meets_on,
                   'meets_at', t.meets_at) ORDER BY t.name), '[]')
               FROM public.governance_table AS t WHERE t.id = ANY ((SELECT policy.my_seats())::bigint[])),
    'meetings', (SELECT coalesce(jsonb_agg(jsonb_build_object(
                     'held_on', l.held_on, 'state', l.state, 'table', l.table_id,
                     'youths', (SELECT count(*) FROM public.meetings_agendaitem AS i WHERE i.meeting_id = l.id),
                     'people', (SELECT count(*) FROM public.meetings_attendance AS w WHERE w.meeting_id = l.id),
                     'copies', (SELECT count(*) FROM public.meetings_packetcopy AS k
                                WHERE k.meeting_id = l.id AND k.returned_at IS NULL AND k.replaced_at IS NULL)
                     ) ORDER BY l.held_on DESC), '[]')
                 FROM (SELECT m.* FROM public.meetings_meeting AS m ORDER BY m.held_on DESC LIMIT 60) AS l)
))
