-- Question: (none; it writes) propose to another county's table to discuss the youth of this line together.
-- Grain: two rows of one pair: that of the own table names the line and its youth, that of the other table names no youth; both say the day and
--        the words. Returns the own row.
-- Who may call: the bearer of the pass, if one of the roles below, which are those of the table of grants (a test compares), with
--        a seat at the line's table, where the gate is open and no wall stands. Raises insufficient_privilege else, check_violation
--        for words that name the youth or a table of the same county, SN409 when it is proposed already or the meeting is closed.
CREATE OR REPLACE FUNCTION policy.propose_joint(line bigint, with_table bigint, words text) RETURNS bigint
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    item record;
    both_rows uuid := gen_random_uuid();
    own bigint;
BEGIN
    SELECT i.id, i.table_id, i.youth_id, m.held_on, m.state, t.county_id INTO item
    FROM public.meetings_agendaitem AS i
    JOIN public.meetings_meeting AS m ON m.id = i.meeting_id
    JOIN public.governance_table AS t ON t.id = i.table_id
    WHERE i.id = line;
    IF (item.table_id = ANY (policy.seat_tables('{COORD}')) AND item.table_id = ANY (policy.open_tables('*'))
        AND item.youth_id <> ALL (policy.my_walls())) IS NOT TRUE THEN
        RAISE EXCEPTION 'only the table''s coordinator proposes this' USING ERRCODE = 'insufficient_privilege';
    END IF;
    IF NOT EXISTS (SELECT 1 FROM public.governance_table AS t WHERE t.id = with_table AND t.county_id <> item.county_id) THEN
        RAISE EXCEPTION 'this is no table of another county' USING ERRCODE = 'check_violation';
    END IF;
    IF policy.names_youth(item.youth_id, words) THEN
        RAISE EXCEPTION 'these words name the youth' USING ERRCODE = 'check_violation';
    END IF;
    PERFORM pg_advisory_xact_lock(hashtextextended('meetings_jointitem', item.id));
    IF item.state = 'CLOSED' OR EXISTS (
        SELECT 1 FROM public.meetings_jointitem AS j
        WHERE j.item_id = item.id AND j.other_table_id = with_table AND j.state IN ('PROPOSED', 'ACCEPTED')) THEN
        RAISE EXCEPTION 'this is proposed already, or the meeting is closed' USING ERRCODE = 'SN409';
    END IF;
    INSERT INTO public.meetings_jointitem
        (table_id, other_table_id, item_id, youth_id, pair, outgoing, held_on, words, state, proposed_by_id, proposed_at, answer)
    VALUES (with_table, item.table_id, NULL, NULL, both_rows, false, item.held_on, words, 'PROPOSED', policy.me(),
            clock_timestamp(), '');
    INSERT INTO public.meetings_jointitem
        (table_id, other_table_id, item_id, youth_id, pair, outgoing, held_on, words, state, proposed_by_id, proposed_at, answer)
    VALUES (item.table_id, with_table, item.id, item.youth_id, both_rows, true, item.held_on, words, 'PROPOSED', policy.me(),
            clock_timestamp(), '')
    RETURNING id INTO own;
    RETURN own;
END
$$;
