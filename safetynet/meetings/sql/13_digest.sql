-- Question: which meetings are there on one day, so that the members of each can be told of it?
-- Grain: one line per meeting that was published and is not over, with its county and hour. Who may call: the sign-in role.
CREATE OR REPLACE FUNCTION policy.meetings_on(day date) RETURNS TABLE (meeting bigint, county text, begins_at time)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
    SELECT m.id, c.name::text, m.begins_at
    FROM public.meetings_meeting AS m JOIN public.governance_table AS t ON t.id = m.table_id
    JOIN public.governance_county AS c ON c.id = t.county_id
    WHERE m.held_on = day AND m.state IN ('PUBLISHED', 'OPEN')
    ORDER BY c.name, m.id
$$;

-- Question: how many youths does a meeting's agenda hold for each of its members, and how many of them are the member's own?
-- Grain: one line per holder of a seat on the day of the meeting who may be told. "Own": the agency has an open case, or the
--        person is counsel. Whoever is kept away from a youth is told one less. Counts only.
-- Who may call: the sign-in role, which sends the mails and sees no youth.
CREATE OR REPLACE FUNCTION policy.meeting_digest(meeting bigint) RETURNS TABLE (person bigint, youths int, yours int)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
    SELECT s.person_id, count(i.youth_id)::int, (count(i.youth_id) FILTER (WHERE
               i.youth_id = ANY (policy.clients_of(s.person_id, m.held_on))
               OR EXISTS (SELECT 1 FROM public.youths_served AS v
                          WHERE v.youth_id = i.youth_id AND v.agency_id = s.agency_id
                            AND (v.opened_on IS NULL OR v.opened_on <= m.held_on)
                            AND (v.closed_on IS NULL OR v.closed_on > m.held_on))))::int
    FROM public.meetings_meeting AS m
    JOIN public.governance_seat AS s ON s.table_id = m.table_id AND s.begins <= m.held_on
                                    AND (s.ends IS NULL OR s.ends >= m.held_on)
    LEFT JOIN public.meetings_agendaitem AS i ON i.meeting_id = m.id AND i.deferred_at IS NULL
                                             AND i.youth_id <> ALL (policy.walls_of(s.person_id, m.held_on))
    WHERE m.id = meeting AND policy.agency_of(s.person_id, policy.today()) = s.agency_id
      AND m.table_id = ANY (policy.told_tables(s.person_id, policy.today()))
    GROUP BY s.person_id
    ORDER BY s.person_id
$$;
