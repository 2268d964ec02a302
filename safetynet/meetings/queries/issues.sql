-- Question: which issues were named of whom at this meeting, and which can be named?
-- Grain: one document per meeting. A youth's name only where this reader may see it; who named an issue only for the reader's own.
-- Who may see: whoever has a seat at the table.
(SELECT jsonb_build_object(
    'table_id', m.table_id, 'subject', m.held_on, 'meeting', m.id, 'held_on', m.held_on, 'state', m.state, 'table_name', t.name,
    'county', t.county_id, 'standing', policy.standing(), 'seen', '["agendaitem", "nameentry.shown", "issuetag"]'::jsonb,
    'noted', jsonb_build_object('youths', (SELECT coalesce(jsonb_agg(y.number), '[]') FROM public.meetings_agendaitem AS i
                                           JOIN public.youths_youth AS y ON y.id = i.youth_id WHERE i.meeting_id = m.id)),
    'kinds', (SELECT coalesce(jsonb_agg(jsonb_build_object('id', k.id, 'words', k.words, 'is_need', k.is_need)
                                        ORDER BY k.is_need DESC, k.words), '[]')
              FROM public.meetings_issuekind AS k WHERE k.table_id = m.table_id AND k.retired_at IS NULL),
    'youths', (SELECT coalesce(jsonb_agg(jsonb_build_object(
                   'id', i.youth_id, 'number', y.number, 'name', n.shown,
                   'issues', (SELECT coalesce(jsonb_agg(jsonb_build_object('id', g.id, 'words', g.words, 'named', g.named,
                                                                           'mine', g.mine) ORDER BY g.words), '[]')
                              FROM (SELECT k.id, k.words, count(*) AS named, bool_or(s.said_by_id = policy.me()) AS mine
                                    FROM public.meetings_issuetag AS s JOIN public.meetings_issuekind AS k ON k.id = s.kind_id
                                    WHERE s.meeting_id = m.id AND s.youth_id = i.youth_id AND s.removed_at IS NULL
                                    GROUP BY k.id) AS g)
                   ) ORDER BY i.position, i.id), '[]')
               FROM public.meetings_agendaitem AS i
               JOIN public.youths_youth AS y ON y.id = i.youth_id
               LEFT JOIN public.youths_nameentry AS n ON n.youth_id = i.youth_id AND n."primary"
               WHERE i.meeting_id = m.id AND i.deferred_at IS NULL)
)
FROM public.meetings_meeting AS m JOIN public.governance_table AS t ON t.id = m.table_id
WHERE m.held_on = %(day)s::date AND m.table_id = %(table)s::bigint)
