-- Question: of how many youths does a meeting speak, and how many of them are a member's own?
-- Grain: one line per member with a seat and all papers; numbers only, no name and no youth. Own are those whom the member's
--        agency serves that day, those whom the member represents as counsel, and those about whom the agency owes an answer. A
--        youth from whom a wall keeps the member is in neither number; nor is one whose line is deferred.
-- Who may call: the owner of the tables and the sign-in role, neither of whom sees a youth: the operator sends the message.
CREATE OR REPLACE FUNCTION policy.meeting_digest(meeting bigint) RETURNS TABLE (person bigint, youths integer, yours integer)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    RETURN QUERY
    SELECT k.member, count(i.youth_id)::integer, (count(i.youth_id) FILTER (WHERE
               i.youth_id = ANY (k.clients)
               OR EXISTS (SELECT 1 FROM public.youths_served AS v
                          WHERE v.youth_id = i.youth_id AND v.agency_id = k.agency
                            AND (v.opened_on IS NULL OR v.opened_on <= k.held_on)
                            AND (v.closed_on IS NULL OR v.closed_on > k.held_on))
               OR EXISTS (SELECT 1 FROM public.meetings_task AS w
                          WHERE w.youth_id = i.youth_id AND w.owner_agency_id = k.agency AND w.state IN ('OPEN', 'BLOCKED'))))::integer
    FROM (
        SELECT DISTINCT ON (p.id) p.id AS member, p.agency_id AS agency, m.id AS at, m.held_on,
               policy.clients_of(p.id, m.held_on) AS clients,
               policy.walls_of(p.id, policy.today()) || policy.walls_of(p.id, m.held_on) AS walls
        FROM public.meetings_meeting AS m
        JOIN public.governance_seat AS s
          ON s.table_id = m.table_id AND s.begins <= m.held_on AND (s.ends IS NULL OR s.ends >= m.held_on)
        JOIN public.governance_person AS p ON p.id = s.person_id AND (p.ended_on IS NULL OR p.ended_on >= m.held_on)
        WHERE m.id = meeting_digest.meeting
          AND m.table_id = ANY (coalesce((policy.gates_of(p.id, policy.today()) ->> '*')::bigint[], '{}'))
    ) AS k
    LEFT JOIN public.meetings_agendaitem AS i
      ON i.meeting_id = k.at AND i.deferred_at IS NULL AND i.youth_id <> ALL (k.walls)
    GROUP BY k.member
    ORDER BY k.member;
END
$$;
