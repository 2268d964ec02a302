-- Question: what stands on the agenda of this meeting, who sits at the table, which copies are out?
-- Grain: one document per meeting. Names, ages and reasons only where this reader may see them.
-- Who may see: whoever has a seat at the table.
(SELECT jsonb_build_object(
    'table_id', m.table_id, 'subject', m.held_on, 'meeting', m.id, 'held_on', m.held_on, 'begins_at', m.begins_at,
    'minutes', m.minutes, 'state', m.state, 'table_name', t.name, 'county', t.county_id, 'county_name', c.name,
    'standing', policy.standing(),
    'seen', '["agendaitem", "agendareason", "nameentry.shown", "nameentry.birth_date"]'::jsonb,
    'noted', jsonb_build_object('youths', (SELECT coalesce(jsonb_agg(y.number), '[]') FROM public.meetings_agendaitem AS i
                                           JOIN public.youths_youth AS y ON y.id = i.youth_id WHERE i.meeting_id = m.id)),
    'settings', (SELECT coalesce(jsonb_object_agg(s.key, s.value), '{}')
                 FROM public.governance_countysetting AS s WHERE s.county_id = t.county_id),
    'items', (SELECT coalesce(jsonb_agg(jsonb_build_object(
                  'id', i.id, 'youth', i.youth_id, 'number', y.number, 'name', n.shown, 'birth_date', n.birth_date,
                  'section', i.section, 'position', i.position, 'carried_from', i.carried_from,
                  'reasons', (SELECT coalesce(jsonb_agg(r.words ORDER BY r.id), '[]') FROM public.meetings_agendareason AS r
                              WHERE r.item_id = i.id)
                  ) ORDER BY i.position, i.id), '[]')
              FROM public.meetings_agendaitem AS i
              LEFT JOIN public.youths_youth AS y ON y.id = i.youth_id
              LEFT JOIN public.youths_nameentry AS n ON n.youth_id = i.youth_id AND n."primary"
              WHERE i.meeting_id = m.id),
    'seats', (SELECT coalesce(jsonb_agg(jsonb_build_object(
                  'seat', s.id, 'person', s.person_id, 'chairs', s.chairs,
                  'name', btrim(p.given_name || ' ' || p.family_name), 'agency', a.short_name,
                  'standing', jsonb_build_object(
                      'person', p.id, 'name', btrim(p.given_name || ' ' || p.family_name), 'agency', g.id,
                      'agency_name', g.short_name, 'county', g.county_id, 'ended_on', p.ended_on,
                      'today', policy.today(), 'purpose', policy.purpose(), 'seats', jsonb_build_array(m.table_id),
                      'roles', (SELECT coalesce(jsonb_agg(DISTINCT h.role), '[]') FROM public.governance_roleholding AS h
                                WHERE h.person_id = p.id AND h.begins <= policy.today()
                                  AND (h.ends IS NULL OR h.ends >= policy.today())),
                      'tables', jsonb_build_object(m.table_id, jsonb_build_object(
                                    'name', t.name, 'county', t.county_id, 'version', t.agreement_version,
                                    'training_required', coalesce((
                                        SELECT q.value FROM public.governance_countysetting AS q
                                        WHERE q.county_id = t.county_id AND q.key = 'training_required'), 'yes') <> 'no')),
                      'memoranda', (SELECT coalesce(jsonb_agg(jsonb_build_object('table', u.table_id,
                                        'categories', u.categories, 'begins', u.begins, 'ends', u.ends)), '[]')
                                    FROM public.governance_memorandum AS u
                                    WHERE u.agency_id = p.agency_id AND u.table_id = m.table_id),
                      'agreements', (SELECT coalesce(jsonb_agg(jsonb_build_object('table', r.table_id,
                                         'version', r.version, 'begins', r.signed_on, 'ends', r.expires_on)), '[]')
                                     FROM public.governance_agreement AS r
                                     WHERE r.person_id = p.id AND r.table_id = m.table_id),
                      'trainings', (SELECT coalesce(jsonb_agg(jsonb_build_object('begins', e.completed_on,
                                        'ends', e.counts_until)), '[]')
                                    FROM public.governance_training AS e WHERE e.person_id = p.id),
                      'walls', '[]'::jsonb, 'consents', '[]'::jsonb, 'clients', '[]'::jsonb, 'agenda', '[]'::jsonb),
                  'checked_in', (SELECT w.checked_in_at FROM public.meetings_attendance AS w
                                 WHERE w.meeting_id = m.id AND w.person_id = s.person_id AND w.checked_out_at IS NULL),
                  'copy', (SELECT jsonb_build_object('number', k.copy_number, 'issued_at', k.issued_at, 'id', k.id)
                           FROM public.meetings_packetcopy AS k
                           WHERE k.meeting_id = m.id AND k.seat_id = s.id AND k.returned_at IS NULL AND k.replaced_at IS NULL)
                  ) ORDER BY s.chairs DESC, p.given_name, s.id), '[]')
              FROM public.governance_seat AS s
              JOIN public.governance_person AS p ON p.id = s.person_id
              JOIN public.governance_agency AS g ON g.id = p.agency_id
              JOIN public.governance_agency AS a ON a.id = s.agency_id
              WHERE s.table_id = m.table_id AND s.begins <= policy.today() AND (s.ends IS NULL OR s.ends >= policy.today())
                AND (p.ended_on IS NULL OR p.ended_on >= policy.today())),
    'copies', (SELECT coalesce(jsonb_agg(jsonb_build_object(
                   'number', k.copy_number, 'holder', btrim(p.given_name || ' ' || p.family_name), 'issued_at', k.issued_at,
                   'youths', k.youths, 'code', k.witness_code,
                   'returned_at', k.returned_at, 'replaced_at', k.replaced_at, 'id', k.id) ORDER BY k.copy_number), '[]')
               FROM public.meetings_packetcopy AS k JOIN public.governance_person AS p ON p.id = k.holder_id
               WHERE k.meeting_id = m.id)
)
FROM public.meetings_meeting AS m
JOIN public.governance_table AS t ON t.id = m.table_id
JOIN public.governance_county AS c ON c.id = t.county_id
WHERE m.held_on = %(day)s::date AND m.table_id = %(table)s::bigint)
