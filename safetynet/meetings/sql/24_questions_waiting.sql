-- Question: how many questions of youths' files wait for an answer of my agency, how many are late, and which was due first?
-- Grain: one row of two counts and a day; no youth, number, name or word. Questions that a follow-up has taken up are counted as
--        that. Only at tables where somebody of my role is told that there is something (policy.told_tables) and where the gate
--        to what the questions stand under is open to me; without a stated purpose none. A youth from whom I am kept away is in
--        neither count.
-- Who may see: the bearer of the pass; it asks about the bearer's own agency, and takes no word from its caller.
CREATE OR REPLACE FUNCTION policy.questions_waiting() RETURNS TABLE (waiting int, late int, first_due date)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    tables bigint[] := policy.told_tables(policy.me(), policy.today());
BEGIN
    RETURN QUERY
    SELECT count(*)::int, (count(*) FILTER (WHERE q.due_on < policy.today()))::int, min(q.due_on)
    FROM public.youths_followup AS q
    WHERE q.asked_of_id = policy.my_agency() AND q.status IN ('OPEN', 'BLOCKED') AND q.superseded_at IS NULL AND NOT q.withdrawn
      AND q.table_id = ANY (tables) AND q.table_id = ANY (policy.open_tables('SAFETY_PLAN'))
      AND q.youth_id <> ALL (policy.my_walls())
      AND NOT EXISTS (SELECT 1 FROM public.meetings_task AS k WHERE k.question_id = q.id);
END
$$;
