-- Question: which youths stand on an open agenda at a meeting where a person is checked in?
-- Grain: ids of youths. A signed packet pass counts as being at that one meeting of a table where the person has a seat.
-- Who may see: policy.work_out() only.
CREATE OR REPLACE FUNCTION policy.agenda_of(person bigint, packet bigint, day date) RETURNS bigint[]
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    RETURN coalesce((
        SELECT array_agg(DISTINCT i.youth_id)
        FROM public.meetings_agendaitem AS i
        WHERE i.meeting_id IN (
            SELECT m.id
            FROM public.meetings_attendance AS a JOIN public.meetings_meeting AS m ON m.id = a.meeting_id
            WHERE a.person_id = person AND a.checked_in_at IS NOT NULL AND a.checked_out_at IS NULL
              AND m.state = 'OPEN'
            UNION ALL
            SELECT m.id
            FROM public.meetings_meeting AS m JOIN public.governance_seat AS s ON s.table_id = m.table_id
            WHERE m.id = packet AND m.state <> 'CLOSED'
              AND s.person_id = person AND s.begins <= day AND (s.ends IS NULL OR s.ends >= day)
        )
    ), '{}');
END
$$;
