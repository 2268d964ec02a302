-- Question: which meetings and which days with follow-ups stand in the calendar that this key opens?
-- Grain: {person, meetings: [{id, held_on, begins_at, minutes, youths, yours}], due: [{day, count}]}; NULL for a digest of no
--        key, and for somebody who has left, holds no seat or has no current papers. Counts only: no name, no number, no words.
-- Who may call: the sign-in role, which sees no youth; it must bring the digest, so it cannot go through people one by one.
CREATE OR REPLACE FUNCTION policy.calendar_of(key_digest text) RETURNS jsonb
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    day date := policy.today();
    whose bigint := (SELECT k.person FROM public.governance_calendarkey AS k WHERE k.digest = key_digest);
    agency bigint := policy.agency_of(whose, day);
    tables bigint[];
    walls bigint[];
BEGIN
    IF agency IS NULL THEN
        RETURN NULL;
    END IF;
    tables := ARRAY(SELECT unnest(policy.told_tables(whose, day)) INTERSECT SELECT unnest(policy.seats_of(whose, day)));
    IF cardinality(tables) = 0 THEN
        RETURN NULL;
    END IF;
    walls := policy.walls_of(whose, day);
    RETURN jsonb_build_object(
        'person', whose,
        'meetings', (SELECT coalesce(jsonb_agg(jsonb_build_object('id', m.id, 'held_on', m.held_on, 'begins_at', m.begins_at,
                         'minutes', m.minutes, 'youths', d.youths, 'yours', d.yours) ORDER BY m.held_on, m.id), '[]')
                     FROM public.meetings_meeting AS m
                     LEFT JOIN LATERAL (SELECT g.youths, g.yours FROM policy.meeting_digest(m.id) AS g
                                        WHERE g.person = whose) AS d ON true
                     WHERE m.table_id = ANY (tables) AND m.held_on BETWEEN day - 30 AND day + 180),
        'due', (SELECT coalesce(jsonb_agg(jsonb_build_object('day', o.due_on, 'count', o.owed) ORDER BY o.due_on), '[]')
                FROM (SELECT t.due_on, count(*) AS owed
                      FROM public.meetings_task AS t
                      WHERE t.state IN ('OPEN', 'BLOCKED') AND t.table_id = ANY (tables) AND t.youth_id <> ALL (walls)
                        AND t.owner_agency_id = agency
                        AND t.owner_place IN (SELECT s.place FROM public.governance_seat AS s
                                              WHERE s.person_id = whose AND s.begins <= day
                                                AND (s.ends IS NULL OR s.ends >= day))
                      GROUP BY t.due_on) AS o));
END
$$;
