-- Question: is this meeting whole: its roll, its copies, its decisions?
-- Grain: one document per meeting: a line per seat, per person who was there, per copy, per youth on the agenda.
-- Who may see: whoever has a seat at the table; copies and decisions only by whom they are shown.
(SELECT jsonb_build_object(
    'table_id', m.table_id, 'subject', m.held_on, 'county', t.county_id, 'state', m.state,
    'attendance_complete_at', m.attendance_complete_at, 'read_back_at', m.read_back_at,
    'standing', policy.standing(),
    'seen', '["agendaitem", "nameentry.shown", "plan", "task", "recommendation"]'::jsonb,
    'noted', jsonb_build_object('youths', (SELECT coalesce(jsonb_agg(y.number), '[]') FROM public.meetings_agendaitem AS i
                                           JOIN public.youths_youth AS y ON y.id = i.youth_id WHERE i.meeting_id = m.id)),
    'seats', (SELECT coalesce(jsonb_agg(jsonb_build_object(
                  'seat', s.id, 'name', btrim(p.given_name || ' ' || p.family_name), 'agency', a.short_name,
                  'told', w.id IS NOT NULL, 'came', w.checked_in_at IS NOT NULL, 'left', w.checked_out_at IS NOT NULL
                  ) ORDER BY s.chairs DESC, p.given_name, s.id), '[]')
              FROM public.governance_seat AS s
              JOIN public.governance_person AS p ON p.id = s.person_id
              JOIN public.governance_agency AS a ON a.id = s.agency_id
              LEFT JOIN public.meetings_attendance AS w ON w.meeting_id = m.id AND w.person_id = p.id
              WHERE s.table_id = m.table_id AND s.begins <= policy.today() AND (s.ends IS NULL OR s.ends >= policy.today())
                AND (p.ended_on IS NULL OR p.ended_on >= policy.today())),
    'copies', (SELECT coalesce(jsonb_agg(jsonb_build_object(
                   'id', k.id, 'number', k.copy_number, 'holder', btrim(p.given_name || ' ' || p.family_name),
                   'returned', k.returned_at IS NOT NULL, 'replaced', k.replaced_at IS NOT NULL,
                   'missing', k.missing_at IS NOT NULL, 'explained', k.explained_at IS NOT NULL, 'explanation', k.explanation
                   ) ORDER BY k.copy_number), '[]')
               FROM public.meetings_packetcopy AS k JOIN public.governance_person AS p ON p.id = k.holder_id
               WHERE k.meeting_id = m.id),
    'lines', (SELECT coalesce(jsonb_agg(l.line ORDER BY l.line ->> 'place' IS NULL, l.line -> 'position', l.line -> 'id'), '[]')
              FROM (SELECT /* decisions */ AS line
                    FROM public.meetings_agendaitem AS i
                    LEFT JOIN public.youths_youth AS y ON y.id = i.youth_id
                    LEFT JOIN public.youths_nameentry AS n ON n.youth_id = i.youth_id AND n."primary"
                    CROSS JOIN LATERAL (SELECT /* days */) AS d
                    WHERE i.meeting_id = m.id) AS l)
)
FROM public.meetings_meeting AS m JOIN public.governance_table AS t ON t.id = m.table_id
WHERE m.id = %(meeting)s::bigint)
