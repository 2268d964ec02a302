-- Question: what happens in the room now: who is there, whose turn it is, what is shared about the youth in view?
-- Grain: one document per meeting. The youth in view is the one that is asked for, else the one whose turn it is; what is told of
--        it is what this reader may read. A turn that the reader may not see (recused, walled off) is told as "kept from you".
--        The log notes the youth in view each time, and everybody on the agenda when the room is entered.
-- Who may see: whoever has a seat at the table.
(SELECT jsonb_build_object(
    'table_id', m.table_id, 'subject', m.held_on, 'youth_id', v.youth_id, 'meeting', m.id, 'held_on', m.held_on,
    'begins_at', m.begins_at, 'minutes', m.minutes, 'state', m.state, 'kind', m.kind, 'opened_at', m.opened_at,
    'closed_at', m.closed_at, 'now', clock_timestamp(),
    'beat', (SELECT p.beat FROM public.meetings_pulse AS p WHERE p.meeting_id = m.id),
    'table_name', t.name, 'county', t.county_id, 'county_name', c.name,
    'standing', policy.standing(),
    'seen', '["agendaitem", "agendareason", "turn", "attendance", "guest", "statement", "draft", "nameentry.shown",
              "nameentry.birth_date", "task", "plan", "issuetag", "wall"]'::jsonb
            || coalesce((SELECT jsonb_agg(k) FROM jsonb_object_keys(r.records) AS k), '[]'),
    'noted', jsonb_build_object('in_view', coalesce((SELECT y.number FROM public.youths_youth AS y WHERE y.id = v.youth_id), ''))
             || CASE WHEN %(entering)s::boolean THEN jsonb_build_object('youths', (
                    SELECT coalesce(jsonb_agg(y.number), '[]') FROM public.meetings_agendaitem AS i
                    JOIN public.youths_youth AS y ON y.id = i.youth_id WHERE i.meeting_id = m.id)) ELSE '{}' END,
    'settings', (SELECT coalesce(jsonb_object_agg(s.key, s.value), '{}')
                 FROM public.governance_countysetting AS s WHERE s.county_id = t.county_id),
    'agencies', (SELECT jsonb_object_agg(a.id, a.short_name) FROM public.governance_agency AS a
                 WHERE a.county_id = t.county_id OR a.county_id IS NULL),
    'chairs', EXISTS (SELECT 1 FROM public.governance_seat AS s
                      WHERE s.table_id = m.table_id AND s.person_id = (SELECT policy.me()) AND s.chairs
                        AND s.begins <= policy.today() AND (s.ends IS NULL OR s.ends >= policy.today())),
    'here', EXISTS (SELECT 1 FROM public.meetings_attendance AS w
                    WHERE w.meeting_id = m.id AND w.person_id = (SELECT policy.me())
                      AND w.checked_in_at IS NOT NULL AND w.checked_out_at IS NULL),
    'turn', (SELECT jsonb_build_object('item', r.item_id, 'begins_at', r.begins_at)
             FROM public.meetings_turn AS r WHERE r.meeting_id = m.id AND r.ends_at IS NULL),
    'items', (SELECT coalesce(jsonb_agg(jsonb_build_object(
                  'id', i.id, 'line', o.line, 'lines', o.lines, 'youth', i.youth_id, 'number', y.number, 'name', n.shown,
                  'deferred_why', i.deferred_why, 'deferred', i.deferred_at IS NOT NULL,
                  'reasons', (SELECT coalesce(jsonb_agg(e.words ORDER BY e.id), '[]') FROM public.meetings_agendareason AS e
                              WHERE e.item_id = i.id),
                  'seconds', (SELECT extract(epoch FROM sum(coalesce(r.ends_at, clock_timestamp()) - r.begins_at))::int
                              FROM public.meetings_turn AS r WHERE r.item_id = i.id)
                  ) ORDER BY i.deferred_at IS NOT NULL, i.position, i.id), '[]')
              FROM public.meetings_agendaitem AS i
              LEFT JOIN public.youths_youth AS y ON y.id = i.youth_id
              LEFT JOIN public.youths_nameentry AS n ON n.youth_id = i.youth_id AND n."primary"
              LEFT JOIN policy.line_numbers(m.id) AS o ON o.item = i.id
              WHERE i.meeting_id = m.id),
    'people', (SELECT coalesce(jsonb_agg(jsonb_build_object('name', w.name, 'agency', w.agency_name,
                   'since', w.checked_in_at) ORDER BY w.agency_name, w.name), '[]')
               FROM public.meetings_attendance AS w
               WHERE w.meeting_id = m.id AND w.checked_in_at IS NOT NULL AND w.checked_out_at IS NULL),
    'guests', (SELECT coalesce(jsonb_agg(jsonb_build_object('name', p.name, 'organization', p.organization, 'state', g.state)
                   ORDER BY p.id), '[]')
               FROM public.meetings_guest AS g JOIN public.meetings_guestproposal AS p ON p.id = g.proposal_id
               WHERE g.meeting_id = m.id AND g.state = 'PRESENT'),
    'view', CASE WHEN v.youth_id IS NOT NULL THEN jsonb_build_object(
        'item', v.id, 'youth', v.youth_id, 'deferred', v.deferred_at IS NOT NULL,
        'number', (SELECT y.number FROM public.youths_youth AS y WHERE y.id = v.youth_id),
        'served', EXISTS (SELECT 1 FROM public.youths_served AS d WHERE d.youth_id = v.youth_id),
        'records', r.records,
        'statements', (SELECT coalesce(jsonb_agg(jsonb_build_object(
                           'id', s.id, 'agency', s.agency_id, 'shared_by', s.shared_by_id, 'kind', s.kind,
                           'category', s.category, 'text', s.text, 'taken_on', s.taken_on, 'recorded_at', s.recorded_at,
                           'said_by', (SELECT btrim(p.given_name || ' ' || p.family_name) FROM public.governance_person AS p
                                       WHERE p.id = s.said_by_id)) ORDER BY s.recorded_at, s.id), '[]')
                       FROM public.meetings_statement AS s
                       WHERE s.item_id = v.id AND s.superseded_at IS NULL AND NOT s.withdrawn),
        'tasks', (SELECT coalesce(jsonb_agg(jsonb_build_object('id', k.id, 'what', k.what, 'owner', k.owner_agency_id,
                      'due_on', k.due_on, 'state', k.state, 'kind', k.kind) ORDER BY k.due_on, k.id), '[]')
                  FROM public.meetings_task AS k WHERE k.youth_id = v.youth_id AND k.state IN ('OPEN', 'BLOCKED')),
        'plans', (SELECT coalesce(jsonb_agg(jsonb_build_object('kind', p.kind, 'version', p.version, 'state', p.state,
                      'review_on', p.review_on) ORDER BY p.kind, p.version), '[]')
                  FROM public.meetings_plan AS p WHERE p.youth_id = v.youth_id AND p.state IN ('DRAFT', 'AGREED')),
        'issues', (SELECT coalesce(jsonb_agg(DISTINCT k.words), '[]')
                   FROM public.meetings_issuetag AS g JOIN public.meetings_issuekind AS k ON k.id = g.kind_id
                   WHERE g.meeting_id = m.id AND g.youth_id = v.youth_id AND g.removed_at IS NULL),
        'recused', (SELECT coalesce(jsonb_agg(btrim(p.given_name || ' ' || p.family_name) ORDER BY w.id), '[]')
                    FROM public.governance_wall AS w JOIN public.governance_person AS p ON p.id = w.person_id
                    WHERE w.youth_id = v.youth_id AND w.person_id = w.recorded_by_id
                      AND (w.ends IS NULL OR w.ends >= policy.today())),
        'draft', (SELECT jsonb_build_object('words', d.words, 'saved_at', d.saved_at) FROM public.meetings_draft AS d
                  WHERE d.meeting_id = m.id AND d.youth_id = v.youth_id AND d.form = 'statement')
    ) END
)
FROM public.meetings_meeting AS m
JOIN public.governance_table AS t ON t.id = m.table_id
JOIN public.governance_county AS c ON c.id = t.county_id
LEFT JOIN LATERAL (
    SELECT i.id, i.youth_id, i.deferred_at FROM public.meetings_agendaitem AS i
    WHERE i.meeting_id = m.id
      AND i.id = coalesce(%(item)s::bigint, (SELECT r.item_id FROM public.meetings_turn AS r
                                             WHERE r.meeting_id = m.id AND r.ends_at IS NULL))
) AS v ON m.state IN ('OPEN', 'CLOSED')
LEFT JOIN LATERAL (SELECT /* records */ AS records OFFSET 0) AS r ON v.youth_id IS NOT NULL
WHERE m.held_on = %(day)s::date AND m.table_id = %(table)s::bigint)
