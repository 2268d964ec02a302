-- Question: (none; it writes) accept or decline what another county's table proposed, or withdraw what the own table proposed.
-- Grain: both rows of the pair; ``joint`` is the own table's row. Returns the state they are in now.
-- Who may call: the bearer of the pass, if one of the roles below, which are those of the table of grants (a test compares), with
--        a seat at the row's table, where the gate is open. Raises insufficient_privilege else, check_violation for an answer that
--        is none or words that name the youth, SN409 when the states do not allow it.
CREATE OR REPLACE FUNCTION policy.answer_joint(joint bigint, given text, words text) RETURNS text
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    own record;
    about bigint;
BEGIN
    SELECT j.table_id, j.pair, j.outgoing INTO own FROM public.meetings_jointitem AS j WHERE j.id = joint FOR UPDATE;
    IF (own.table_id = ANY (policy.seat_tables('{COORD}')) AND own.table_id = ANY (policy.open_tables('*'))) IS NOT TRUE THEN
        RAISE EXCEPTION 'only the table''s coordinator answers this' USING ERRCODE = 'insufficient_privilege';
    END IF;
    IF given <> ALL (CASE WHEN own.outgoing THEN '{WITHDRAWN}' ELSE '{ACCEPTED,DECLINED}' END::text[]) THEN
        RAISE EXCEPTION 'this table does not answer so' USING ERRCODE = 'check_violation';
    END IF;
    SELECT j.youth_id INTO about FROM public.meetings_jointitem AS j WHERE j.pair = own.pair AND j.youth_id IS NOT NULL;
    IF own.outgoing AND about = ANY (policy.my_walls()) THEN
        RAISE EXCEPTION 'only the table''s coordinator answers this' USING ERRCODE = 'insufficient_privilege';
    END IF;
    IF own.outgoing AND policy.names_youth(about, words) THEN
        RAISE EXCEPTION 'these words name the youth' USING ERRCODE = 'check_violation';
    END IF;
    UPDATE public.meetings_jointitem AS j
    SET state = given, answer = answer_joint.words, answered_by_id = policy.me(), answered_at = clock_timestamp()
    WHERE j.pair = own.pair;
    RETURN given;
END
$$;
