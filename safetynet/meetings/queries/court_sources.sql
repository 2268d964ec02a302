-- Question: which words about this youth may not be repeated to a court: what was said at the table, what a privilege covers?
-- Grain: one line per text, also of entries that were replaced. Who may see: each text as its own category is shared.
(SELECT jsonb_build_object('subject', y.number, 'youth_id', y.id, 'table_id', y.table_id,
    'seen', '["statement", "meetingnote", "advocatenote", "vaultnote", "healthnote", "mentalhealthnote",
              "substancetreatment"]'::jsonb,
    'texts', (SELECT coalesce(jsonb_agg(jsonb_build_array(o.place, o.words, o.never)), '[]') FROM (
        SELECT 'said at the table' AS place, a.text AS words, a.category = 'SUBSTANCE_TREATMENT' AS never
        FROM public.meetings_statement AS a WHERE a.youth_id = y.id
        UNION ALL SELECT 'a note of a meeting', a.text, false FROM public.youths_meetingnote AS a WHERE a.youth_id = y.id
        UNION ALL SELECT 'a counselor''s privileged note', a.text, false
        FROM public.youths_advocatenote AS a WHERE a.youth_id = y.id
        UNION ALL SELECT 'counsel''s privileged note', a.text, false FROM public.youths_vaultnote AS a WHERE a.youth_id = y.id
        UNION ALL SELECT 'health', concat_ws(' ', a.topic, a.detail), false
        FROM public.youths_healthnote AS a WHERE a.youth_id = y.id
        UNION ALL SELECT 'mental health', concat_ws(' ', a.topic, a.detail), false
        FROM public.youths_mentalhealthnote AS a WHERE a.youth_id = y.id
        UNION ALL SELECT 'substance-use treatment, 42 CFR Part 2', a.program, true
        FROM public.youths_substancetreatment AS a WHERE a.youth_id = y.id
    ) AS o WHERE o.words <> ''))
FROM public.youths_youth AS y WHERE y.number = %(number)s::text)
