-- Question: what stands on the agenda of this meeting, who sits at the table, which copies are out?
-- Grain: one document per meeting. Names, ages and reasons only where this reader may see them.
-- Who may see: whoever has a seat at the table.
(SELECT jsonb_build_object(
    'table_id', m.table_id, 'subject', m.held_on, 'meeting', m.id, 'held_on', m.held_on, 'begins_at', m.begins_at,
    'minutes', m.minutes, 'state', m.state, 'kind', m.kind, 'table_name', t.name, 'county', t.county_id, 'county_name', c.name,
    'without_youths', (SELECT coalesce(jsonb_agg(w.held_on), '[]') FROM public.meetings_meeting AS w
                       WHERE w.table_id = m.table_id AND w.held_on > m.held_on AND w.kind IN ('QUARTERLY', 'POLICY')),
    'lines_changed_at', m.lines_changed_at, 'standing', policy.standing(),
    'seen', '["agendaitem", "agendaheading", "agendareason", "nameentry.shown", "nameentry.birth_date", "reviewrequest.why"]'::jsonb,
    'noted', jsonb_build_object('youths', (SELECT coalesce(jsonb_agg(y.number), '[]') FROM public.meetings_agendaitem AS i
                                           JOIN public.youths_youth AS y ON y.id = i.youth_id WHERE i.meeting_id = m.id)),
    'settings', (SELECT coalesce(jsonb_object_agg(s.key, s.value), '{}')
                 FROM public.governance_countysetting AS s WHERE s.county_id = t.county_id),
    'items', (SELECT coalesce(jsonb_agg(jsonb_build_object(
                  'id', i.id, 'line', o.line, 'youth', i.youth_id, 'number', y.number, 'name', n.shown, 'birth_date', n.birth_date,
                  'section', (SELECT h.section FROM public.meetings_agendaheading AS h WHERE h.item_id = i.id),
                  'position', i.position, 'carried_from', i.carried_from,
                  'deferred', i.deferred_why,
                  'codes', (SELECT coalesce(jsonb_agg(r.code), '[]') FROM public.meetings_agendareason AS r WHERE r.item_id = i.id),
                  'asked', (SELECT coalesce(jsonb_agg(jsonb_build_object('agency', g.short_name, 'why', q.why,
                                       'on', coalesce(q.asked_on, (q.recorded_at AT TIME ZONE 'America/Los_Angeles')::date)) ORDER BY q.id), '[]')
                            FROM public.youths_reviewrequest AS q JOIN public.governance_agency AS g ON g.id = q.source_agency_id
                            WHERE q.youth_id = i.youth_id AND q.superseded_at IS NULL AND NOT q.withdrawn
                              AND coalesce(q.asked_on, (q.recorded_at AT TIME ZONE 'America/Los_Angeles')::date) BETWEEN coalesce((
                                  SELECT max(e.held_on) + 1
                                  FROM public.meetings_agendaitem AS b JOIN public.meetings_meeting AS e ON e.id = b.meeting_id
                                  WHERE b.youth_id = i.youth_id AND e.held_on < m.held_on AND e.state IN ('OPEN', 'CLOSED')
                                    AND b.deferred_at IS NULL
                                    AND b.id NOT IN (SELECT policy.not_reached(%(table)s::bigint))), '-infinity') AND m.held_on),
                  'marks', (SELECT coalesce(jsonb_agg(DISTINCT g.short_name), '[]')
                            FROM public.meetings_reserve AS v JOIN public.governance_agency AS g ON g.id = v.agency_id
                            WHERE v.meeting_id = m.id AND v.youth_id = i.youth_id AND v.lifted_at IS NULL),
                  'joint', (SELECT coalesce(jsonb_agg(jsonb_build_object('id', j.id, 'with', j.other_table_id, 'words', j.words,
                                       'state', j.state, 'answer', j.answer) ORDER BY j.id), '[]')
                            FROM public.meetings_jointitem AS j WHERE j.item_id = i.id),
                  'reasons', (SELECT coalesce(jsonb_agg(r.words ORDER BY r.id), '[]') FROM public.meetings_agendareason AS r
                              WHERE r.item_id = i.id)
                  ) ORDER BY i.position, i.id), '[]')
              FROM public.meetings_agendaitem AS i
              LEFT JOIN public.youths_youth AS y ON y.id = i.youth_id
              LEFT JOIN public.youths_nameentry AS n ON n.youth_id = i.youth_id AND n."primary"
              LEFT JOIN policy.line_numbers(m.id) AS o ON o.item = i.id
              WHERE i.meeting_id = m.id),
    'seats', (SELECT coalesce(jsonb_agg(jsonb_build_object(
                  'seat', s.id, 'person', s.person_id, 'chairs', s.chairs,
                  'name', btrim(p.given_name || ' ' || p.family_name), 'agency', a.short_name, 'agency_id', a.id,
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
                           WHERE k.meeting_id = m.id AND k.seat_id = s.id AND k.returned_at IS NULL AND k.replaced_at IS NULL
                             AND k.missing_at IS NULL),
                  'missing', (SELECT k.copy_number FROM public.meetings_packetcopy AS k
                              WHERE k.meeting_id = m.id AND k.seat_id = s.id AND k.returned_at IS NULL
                                AND k.missing_at IS NOT NULL)
                  ) ORDER BY s.chairs DESC, p.given_name, s.id), '[]')
              FROM public.governance_seat AS s
              JOIN public.governance_person AS p ON p.id = s.person_id
              JOIN public.governance_agency AS g ON g.id = p.agency_id
              JOIN public.governance_agency AS a ON a.id = s.agency_id
              WHERE s.table_id = m.table_id AND s.begins <= policy.today() AND (s.ends IS NULL OR s.ends >= policy.today())
                AND (p.ended_on IS NULL OR p.ended_on >= policy.today())),
    'topics', (SELECT coalesce(jsonb_agg(jsonb_build_object('id', o.id, 'words', o.words, 'conclusion', o.conclusion,
                   'raised_by', g.short_name, 'agency', o.raised_by_id) ORDER BY o.position, o.id), '[]')
               FROM public.meetings_topic AS o LEFT JOIN public.governance_agency AS g ON g.id = o.raised_by_id
               WHERE o.meeting_id = m.id),
    'guests', (SELECT jsonb_build_object('proposed', count(*),
                   'present', count(*) FILTER (WHERE u.state = 'PRESENT'),
                   'admitted', count(*) FILTER (WHERE u.state = 'ADMITTED' AND s.withdrawn_at IS NULL),
                   'came', count(*) FILTER (WHERE u.state = 'LEFT'),
                   'open', count(*) FILTER (WHERE u.state IS NULL AND s.withdrawn_at IS NULL))
               FROM public.meetings_guestproposal AS s LEFT JOIN public.meetings_guest AS u ON u.proposal_id = s.id
               WHERE s.meeting_id = m.id),
    'elsewhere', (SELECT coalesce(jsonb_agg(jsonb_build_object('table', e.at_table, 'county', e.county, 'name', e.name)
                      ORDER BY e.county, e.name), '[]') FROM policy.tables_elsewhere() AS e),
    'incoming', (SELECT coalesce(jsonb_agg(jsonb_build_object('id', j.id, 'with', j.other_table_id, 'held_on', j.held_on,
                     'words', j.words, 'state', j.state, 'answer', j.answer) ORDER BY j.held_on, j.id), '[]')
                 FROM public.meetings_jointitem AS j
                 WHERE j.table_id = m.table_id AND NOT j.outgoing AND j.held_on BETWEEN m.held_on - 6 AND m.held_on + 6),
    'copies', (SELECT coalesce(jsonb_agg(jsonb_build_object(
                   'number', k.copy_number, 'holder', btrim(p.given_name || ' ' || p.family_name), 'issued_at', k.issued_at,
                   'youths', k.youths, 'code', k.witness_code,
                   'returned_at', k.returned_at, 'replaced_at', k.replaced_at, 'missing_at', k.missing_at,
                   'explained_at', k.explained_at, 'explanation', k.explanation, 'holder_id', k.holder_id,
                   'older', m.lines_changed_at > k.issued_at, 'id', k.id) ORDER BY k.copy_number), '[]')
               FROM public.meetings_packetcopy AS k JOIN public.governance_person AS p ON p.id = k.holder_id
               WHERE k.meeting_id = m.id)
)
FROM public.meetings_meeting AS m
JOIN public.governance_table AS t ON t.id = m.table_id
JOIN public.governance_county AS c ON c.id = t.county_id
WHERE m.held_on = %(day)s::date AND m.table_id = %(table)s::bigint)
