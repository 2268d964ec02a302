-- Question: whose turn never came? Those lines of a table's agendas of which the table did not speak although they were not deferred.
-- Grain: ids of lines, of one meeting or (without one) of all that were opened. A line is not reached when its meeting gave turns,
--        but none to it, and the table decided nothing about the youth there. That an agency wrote something beforehand is no
--        talk of the table. A meeting without any turn was held on paper, or is from a workbook: nobody took down whose turn it
--        was, so all its lines count as discussed unless they were deferred. The same answer for every reader.
-- Who may see: whoever has a seat at the table; to everybody else nothing. It tells ids of lines, which tell nothing alone.
CREATE OR REPLACE FUNCTION policy.not_reached(at_table bigint, at_meeting bigint DEFAULT NULL) RETURNS SETOF bigint
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
    SELECT i.id
    FROM public.meetings_meeting AS m JOIN public.meetings_agendaitem AS i ON i.meeting_id = m.id
    WHERE m.table_id = at_table AND (at_meeting IS NULL OR m.id = at_meeting) AND m.state IN ('OPEN', 'CLOSED')
      AND at_table = ANY ((SELECT policy.my_seats())::bigint[])
      AND i.deferred_at IS NULL
      AND EXISTS (SELECT 1 FROM public.meetings_turn AS t WHERE t.meeting_id = m.id)
      AND NOT EXISTS (SELECT 1 FROM public.meetings_turn AS t WHERE t.item_id = i.id)
      AND NOT EXISTS (SELECT 1 FROM public.meetings_task AS k WHERE k.meeting_id = m.id AND k.youth_id = i.youth_id)
      AND NOT EXISTS (SELECT 1 FROM public.meetings_plan AS p
                      WHERE p.meeting_id = m.id AND p.youth_id = i.youth_id AND p.state IN ('AGREED', 'REPLACED'))
      AND NOT EXISTS (SELECT 1 FROM public.meetings_recommendation AS r
                      WHERE r.meeting_id = m.id AND r.youth_id = i.youth_id AND r.state IN ('ADOPTED', 'WITHDRAWN'))
$$;
