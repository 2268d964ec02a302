-- Question: in which quarters did the reader's tables meet?
-- Grain: one line per table and quarter with the number of meetings held. Who may see: whoever has a seat at the table.
(SELECT jsonb_build_object(
    'standing', policy.standing(), 'seen', '["meeting"]'::jsonb,
    'table_id', (SELECT min(t.id) FROM public.governance_table AS t WHERE t.id = ANY ((SELECT policy.my_seats())::bigint[])),
    'tables', (SELECT coalesce(jsonb_agg(jsonb_build_object('id', t.id, 'name', t.name, 'county', t.county_id) ORDER BY t.name), '[]')
               FROM public.governance_table AS t WHERE t.id = ANY ((SELECT policy.my_seats())::bigint[])),
    'quarters', (SELECT coalesce(jsonb_agg(jsonb_build_object('table', g.table_id, 'begins', g.begins, 'held', g.held)
                                           ORDER BY g.begins DESC), '[]')
                 FROM (SELECT m.table_id, date_trunc('quarter', m.held_on)::date AS begins, count(*) AS held
                       FROM public.meetings_meeting AS m
                       WHERE m.state IN ('OPEN', 'CLOSED') AND m.held_on <= policy.today()
                         AND m.table_id = ANY ((SELECT policy.my_seats())::bigint[])
                       GROUP BY 1, 2 ORDER BY 2 DESC LIMIT 60) AS g)
))
