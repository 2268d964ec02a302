-- Question: which number has each line of this agenda, and how many lines are spoken of?
-- Grain: one row per line that is not deferred: its id and its number, counted over all lines of the agenda, so that a line has
--        the same number for everybody, on paper and in the room. The line of a youth from whom somebody is kept away is no row for
--        that person; the others keep their numbers. It tells such a reader that a line is there, and nothing of it.
-- Who may see: whoever reads the agenda: a seat at its table in one of the roles below, which are those of the table of grants (a
--        test compares), with the table's gate open.
CREATE OR REPLACE FUNCTION policy.line_numbers(of_meeting bigint) RETURNS TABLE (item bigint, line int, lines int)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    mine bigint[] := policy.seat_tables('{COORD,DA,DEF,PROB,CWS,LE,SCH,MED,MH,ADV,CBO,CIV,CRT}');
BEGIN
    RETURN QUERY
    SELECT n.id, n.line, n.lines
    FROM (SELECT i.id, i.youth_id, (row_number() OVER (ORDER BY i.position, i.id))::int AS line, (count(*) OVER ())::int AS lines
          FROM public.meetings_agendaitem AS i JOIN public.meetings_meeting AS m ON m.id = i.meeting_id
          WHERE m.id = of_meeting AND i.deferred_at IS NULL
            AND m.table_id = ANY (mine) AND m.table_id = ANY (policy.open_tables('*'))) AS n
    WHERE n.youth_id <> ALL (policy.my_walls());
END
$$;
