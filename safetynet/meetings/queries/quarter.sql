-- Question: how was this quarter at the table, without names; and what does the table ask of the heads of its agencies?
-- Grain: one document. The counts come suppressed from policy.quarter_counts(); beside them the exact counts of follow-ups that
--        the reader's own agency owes (all agencies' for the coordinator), which the reader could count on the page of the
--        follow-ups; they go on no paper. The asks are the topics of the quarterly meetings held in the quarter after.
-- Who may see: whoever has a seat at the table; the counts are NULL to whom the room is shut.
(SELECT jsonb_build_object(
    'table_id', t.id, 'subject', %(begins)s::text, 'table_name', t.name, 'county', t.county_id, 'standing', policy.standing(),
    'seen', '["quarter"]'::jsonb,
    'counts', policy.quarter_counts(t.id, %(begins)s::date, %(ends)s::date),
    'exact', (SELECT coalesce(jsonb_agg(jsonb_build_object('agency', g.agency, 'asked', g.asked, 'answered', g.answered)
                                        ORDER BY g.agency), '[]')
              FROM (SELECT a.short_name AS agency, count(*) AS asked, count(*) FILTER (WHERE k.state = 'DONE') AS answered
                    FROM public.meetings_task AS k JOIN public.governance_agency AS a ON a.id = k.owner_agency_id
                    WHERE k.table_id = t.id AND k.state <> 'DROPPED'
                      AND (k.asked_at AT TIME ZONE 'America/Los_Angeles')::date BETWEEN %(begins)s::date AND %(ends)s::date
                      AND (k.owner_agency_id = (SELECT policy.my_agency())
                           OR k.table_id = ANY ((SELECT policy.seat_tables('{COORD}'))::bigint[]))
                    GROUP BY a.id) AS g),
    'meetings', (SELECT coalesce(jsonb_agg(jsonb_build_object('id', m.id, 'held_on', m.held_on, 'state', m.state)
                                           ORDER BY m.held_on), '[]')
                 FROM public.meetings_meeting AS m
                 WHERE m.table_id = t.id AND m.kind = 'QUARTERLY' AND m.held_on BETWEEN %(after)s::date AND %(until)s::date),
    'asks', (SELECT coalesce(jsonb_agg(jsonb_build_object('id', o.id, 'words', o.words, 'conclusion', o.conclusion,
                                                          'agency', a.short_name, 'agency_id', a.id) ORDER BY o.position, o.id), '[]')
             FROM public.meetings_topic AS o JOIN public.meetings_meeting AS m ON m.id = o.meeting_id
             LEFT JOIN public.governance_agency AS a ON a.id = o.raised_by_id
             WHERE m.table_id = t.id AND m.kind = 'QUARTERLY' AND m.held_on BETWEEN %(after)s::date AND %(until)s::date),
    'agencies', (SELECT coalesce(jsonb_agg(jsonb_build_object('id', g.id, 'name', g.short_name) ORDER BY g.short_name), '[]')
                 FROM (SELECT DISTINCT a.id, a.short_name FROM public.governance_seat AS s
                       JOIN public.governance_agency AS a ON a.id = s.agency_id
                       WHERE s.table_id = t.id AND s.begins <= policy.today() AND (s.ends IS NULL OR s.ends >= policy.today())) AS g)
)
FROM public.governance_table AS t
WHERE t.id = %(table)s::bigint AND t.id = ANY ((SELECT policy.my_seats())::bigint[]))
