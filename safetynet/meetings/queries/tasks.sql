-- Question: which follow-ups are these, who owes each, who asked, and who is above the place that owes it?
-- Grain: one line per follow-up, as a JSON list; @which@ stands for the condition (text of our own, in queries/follow_ups.py).
-- Who may see: whoever the row of the grants TASK opens it to; a youth whose number or name is not shared has none here.
SELECT coalesce(jsonb_agg(jsonb_build_object(
    'id', t.id, 'youth', t.youth_id, 'table', t.table_id, 'number', y.number, 'name', n.shown, 'kind', t.kind, 'what', t.what,
    'place', t.owner_place, 'agency_id', t.owner_agency_id, 'agency', a.short_name, 'due_on', t.due_on, 'state', t.state,
    'holder_id', CASE WHEN h.held THEN h.person_id END, 'holder', btrim(p.given_name || ' ' || p.family_name), 'held', h.held,
    'supervisor_id', p.supervisor_id, 'supervisor', btrim(v.given_name || ' ' || v.family_name),
    'signatory_id', m.signatory_id, 'signatory', btrim(g.given_name || ' ' || g.family_name),
    'answer', t.answer, 'answered_on', (t.answered_at AT TIME ZONE 'America/Los_Angeles')::date,
    'answered_by', btrim(w.given_name || ' ' || w.family_name),
    'asked_by_id', t.asked_by_id, 'asked_by', btrim(q.given_name || ' ' || q.family_name),
    'asked_by_agency_id', t.asked_by_agency_id, 'asked_by_agency', b.short_name,
    'asked_on', (t.asked_at AT TIME ZONE 'America/Los_Angeles')::date,
    'from_file', t.question_id IS NOT NULL, 'revision', t.revision) ORDER BY t.due_on, t.id), '[]')
FROM public.meetings_task AS t
JOIN public.governance_agency AS a ON a.id = t.owner_agency_id
JOIN public.governance_agency AS b ON b.id = t.asked_by_agency_id
LEFT JOIN public.youths_youth AS y ON y.id = t.youth_id
LEFT JOIN public.youths_nameentry AS n ON n.youth_id = t.youth_id AND n."primary"
LEFT JOIN public.place_holders(policy.today()) AS h ON h.place = t.owner_place
LEFT JOIN public.governance_person AS p ON p.id = h.person_id
LEFT JOIN public.governance_person AS v ON v.id = p.supervisor_id
LEFT JOIN public.governance_memorandum AS m ON m.agency_id = t.owner_agency_id AND m.table_id = t.table_id
      AND m.begins <= policy.today() AND (m.ends IS NULL OR m.ends >= policy.today())
LEFT JOIN public.governance_person AS g ON g.id = m.signatory_id
LEFT JOIN public.governance_person AS w ON w.id = t.answered_by_id
LEFT JOIN public.governance_person AS q ON q.id = t.asked_by_id
WHERE @which@
