-- Question: which issues does this table watch for, and how often was each named?
-- Grain: one line per issue; the number of times it was named is of tags, not of youths, and is told to the table only.
-- Who may see: whoever has a seat at the table.
(SELECT jsonb_build_object(
    'table_id', t.id, 'table_name', t.name, 'county', t.county_id, 'standing', policy.standing(), 'seen', '["issuekind"]'::jsonb,
    'kinds', (SELECT coalesce(jsonb_agg(jsonb_build_object('id', k.id, 'words', k.words, 'is_need', k.is_need,
                                                           'retired_at', k.retired_at) ORDER BY k.is_need DESC, k.words), '[]')
              FROM public.meetings_issuekind AS k WHERE k.table_id = t.id)
)
FROM public.governance_table AS t
WHERE t.id = %(table)s::bigint AND t.id = ANY ((SELECT policy.my_seats())::bigint[]))
