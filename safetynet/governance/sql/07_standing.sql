-- Question: how do I stand: roles, seats, memoranda, agreements, trainings, walls, consents?
-- Grain: one document about the bearer of the pass; Python's decision reads the same facts from it.
-- Who may see: the bearer of the pass.
CREATE OR REPLACE FUNCTION policy.standing() RETURNS jsonb
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    stood policy.entered := policy.stands();
    person bigint := stood.person;
    day date := policy.today();
BEGIN
    RETURN (
        SELECT jsonb_build_object(
            'person', p.id,
            'name', btrim(p.given_name || ' ' || p.family_name),
            'agency', p.agency_id,
            'agency_name', g.short_name,
            'county', g.county_id,
            'ended_on', p.ended_on,
            'today', day,
            'purpose', stood.purpose,
            'packet_meeting', nullif(split_part(current_setting('safetynet.pass', true), ':', 4), ''),
            'roles', to_jsonb(stood.roles),
            'seats', to_jsonb(stood.seats),
            'tables', (SELECT coalesce(jsonb_object_agg(t.id, jsonb_build_object(
                           'name', t.name, 'county', t.county_id, 'version', t.agreement_version,
                           'training_required', policy.requires_training(t.county_id))), '{}')
                       FROM public.governance_table AS t
                       WHERE t.county_id = g.county_id
                          OR t.id IN (SELECT m.table_id FROM public.governance_memorandum AS m WHERE m.agency_id = g.id)
                          OR t.id IN (SELECT s.table_id FROM public.governance_seat AS s WHERE s.person_id = p.id)),
            'memoranda', (SELECT coalesce(jsonb_agg(jsonb_build_object('table', m.table_id, 'categories', m.categories,
                              'begins', m.begins, 'ends', m.ends)), '[]')
                          FROM public.governance_memorandum AS m WHERE m.agency_id = g.id),
            'agreements', (SELECT coalesce(jsonb_agg(jsonb_build_object('table', a.table_id, 'version', a.version,
                               'begins', a.signed_on, 'ends', a.expires_on)), '[]')
                           FROM public.governance_agreement AS a WHERE a.person_id = p.id),
            'trainings', (SELECT coalesce(jsonb_agg(jsonb_build_object('begins', c.completed_on, 'ends', c.counts_until)), '[]')
                          FROM public.governance_training AS c WHERE c.person_id = p.id),
            'walls', to_jsonb(stood.walls),
            'clients', to_jsonb(stood.clients),
            'agenda', to_jsonb(stood.agenda),
            'consents', (SELECT coalesce(jsonb_agg(DISTINCT jsonb_build_array(c.youth_id, category)), '[]')
                         FROM public.governance_consent AS c, unnest(c.categories) AS category
                         WHERE c.agency_id = g.id AND c.begins <= day AND (c.ends IS NULL OR c.ends >= day)
                           AND (c.revoked_on IS NULL OR c.revoked_on > day))
        )
        FROM public.governance_person AS p JOIN public.governance_agency AS g ON g.id = p.agency_id
        WHERE p.id = person
    );
END
$$;
