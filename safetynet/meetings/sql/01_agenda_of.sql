-- Question: which youths stand on an open agenda at a meeting where a person is checked in?
-- Grain: ids of youths. Only of a table where the person has a seat on that day. A meeting left open counts only for the hours
--        that the county has set since it was opened; one that was closed, for those who were there to its end, for the hours
--        that the county has set since then (field facts 7.4; the defaults are those of governance.rules, a test holds them
--        together). A signed packet pass counts as being at that one meeting. An item that was deferred is not spoken of, so it
--        opens nothing.
-- Who may see: policy.work_out() only.
CREATE OR REPLACE FUNCTION policy.agenda_of(person bigint, packet bigint, day date) RETURNS bigint[]
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    RETURN coalesce((
        SELECT array_agg(DISTINCT i.youth_id)
        FROM public.meetings_agendaitem AS i
        WHERE i.deferred_at IS NULL AND i.meeting_id IN (
            SELECT m.id
            FROM public.meetings_attendance AS a JOIN public.meetings_meeting AS m ON m.id = a.meeting_id
            WHERE a.person_id = person AND a.checked_in_at IS NOT NULL AND a.checked_out_at IS NULL
              AND m.state IN ('OPEN', 'CLOSED') AND m.table_id = ANY ((SELECT policy.seats_of(person, day))::bigint[])
              AND CASE m.state WHEN 'OPEN' THEN m.opened_at ELSE m.closed_at END > now() - make_interval(hours => coalesce((
                  SELECT s.value::int
                  FROM public.governance_countysetting AS s JOIN public.governance_table AS t ON t.county_id = s.county_id
                  WHERE t.id = m.table_id AND s.value ~ '^[0-9]{1,4}$'
                    AND s.key = CASE m.state WHEN 'OPEN' THEN 'meeting_access_hours' ELSE 'after_meeting_hours' END), 24))
            UNION ALL
            SELECT m.id
            FROM public.meetings_meeting AS m
            WHERE m.id = packet AND m.state <> 'CLOSED' AND m.table_id = ANY ((SELECT policy.seats_of(person, day))::bigint[])
        )
    ), '{}');
END
$$;
