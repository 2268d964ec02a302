-- Question: which releases are there, of tables of which the reader may make statistics; who proposed and decided them?
-- Grain: one document, the newest first.
-- Who may see: whoever may make statistics of every table in a release (row-level security).
(SELECT jsonb_build_object(
    'standing', policy.standing(),
    'may', to_jsonb(policy.cohort_tables()),
    'releases', (
        SELECT coalesce(jsonb_agg(jsonb_build_object(
                   'id', r.id, 'title', r.title, 'snapshot', s.content, 'day', s.day, 'program', s.program, 'tables', r.tables,
                   'told', r.told, 'body', r.body, 'state', r.state, 'reason', r.reason, 'proposed_at', r.proposed_at,
                   'proposed_by', r.proposed_by_id, 'proposer', p.given_name || ' ' || p.family_name,
                   'decided_at', r.decided_at, 'decider', d.given_name || ' ' || d.family_name)
                   ORDER BY r.proposed_at DESC, r.id DESC), '[]')
        FROM public.reports_release AS r JOIN public.reports_snapshot AS s ON s.id = r.snapshot_id
        LEFT JOIN public.governance_person AS p ON p.id = r.proposed_by_id
        LEFT JOIN public.governance_person AS d ON d.id = r.decided_by_id)
))
