-- Question: what have counties entered for the report to the Legislature, as it counts now?
-- Grain: one document: participation and denominators, the newest of each county and year; entries that nothing of the same county
--        has replaced.
-- Who may see: whoever keeps statistics of the county, for the purpose of statistics (row-level security).
(SELECT jsonb_build_object(
    'participation', (
        SELECT coalesce(jsonb_agg(jsonb_build_object('county', n.name, 'fiscal_year', n.fiscal_year, 'tier', n.tier)
                   ORDER BY n.fiscal_year, n.tier, n.name), '[]')
        FROM (SELECT DISTINCT ON (p.county_id, p.fiscal_year) c.name, p.fiscal_year, p.tier
              FROM public.reports_participation AS p JOIN public.governance_county AS c ON c.id = p.county_id
              ORDER BY p.county_id, p.fiscal_year, p.id DESC) AS n),
    'denominators', (
        SELECT coalesce(jsonb_agg(jsonb_build_object('county', n.name, 'fiscal_year', n.fiscal_year, 'youths', n.youths,
                   'source', n.source) ORDER BY n.fiscal_year, n.name), '[]')
        FROM (SELECT DISTINCT ON (d.county_id, d.fiscal_year) c.name, d.fiscal_year, d.youths, d.source
              FROM public.reports_denominator AS d JOIN public.governance_county AS c ON c.id = d.county_id
              ORDER BY d.county_id, d.fiscal_year, d.id DESC) AS n),
    'entries', (
        SELECT coalesce(jsonb_agg(jsonb_build_object('number', e.id, 'county', c.name, 'fiscal_year', e.fiscal_year, 'kind', e.kind,
                   'topic', e.topic, 'words', e.words) ORDER BY e.fiscal_year, c.name, e.id), '[]')
        FROM public.reports_programentry AS e JOIN public.governance_county AS c ON c.id = e.county_id
        WHERE NOT EXISTS (SELECT 1 FROM public.reports_programentry AS r
                          WHERE r.replaces_id = e.id AND r.county_id = e.county_id))
))
