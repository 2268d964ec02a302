-- Question: which questions of youths' files wait for an answer that no follow-up has taken up?
-- Grain: one line per question that counts and is open, as a JSON list; @which@ stands for the condition.
-- Who may see: whoever reads the safety plan and follow-up of the youth.
SELECT coalesce(jsonb_agg(jsonb_build_object(
    'id', f.id, 'youth', f.youth_id, 'table', f.table_id, 'number', y.number, 'name', n.shown, 'question', f.question,
    'asked_of_id', f.asked_of_id, 'asked_of', a.short_name, 'asked_by', b.short_name,
    'asked_on', coalesce(f.asked_on, (f.recorded_at AT TIME ZONE 'America/Los_Angeles')::date), 'due_on', f.due_on)
    ORDER BY f.due_on NULLS LAST, f.id), '[]')
FROM public.youths_followup AS f
JOIN public.youths_youth AS y ON y.id = f.youth_id
JOIN public.governance_agency AS b ON b.id = f.source_agency_id
LEFT JOIN public.governance_agency AS a ON a.id = f.asked_of_id
LEFT JOIN public.youths_nameentry AS n ON n.youth_id = f.youth_id AND n."primary"
WHERE f.status IN ('OPEN', 'BLOCKED') AND f.superseded_at IS NULL AND NOT f.withdrawn
  AND NOT EXISTS (SELECT 1 FROM public.meetings_task AS t WHERE t.question_id = f.id)
  AND @which@
