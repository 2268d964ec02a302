-- Kept by: owner
-- Question: may this follow-up take up that question of the file? Only one that its writer reads, of this youth, as it stands now: the
--        function that keeps follow-ups reads every question, and would else answer for those that are not shared.
-- Grain: trigger before insert of one follow-up, before the one that keeps it; asks with the writer's own rights.
-- Who may see: runs inside its table only.
CREATE OR REPLACE FUNCTION public.reads_question() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    IF NEW.question_id IS NOT NULL AND coalesce(current_setting('safetynet.pass', true), '') <> ''
       AND NOT EXISTS (SELECT 1 FROM public.youths_followup AS q
                       WHERE q.id = NEW.question_id AND q.youth_id = NEW.youth_id AND q.superseded_at IS NULL AND NOT q.withdrawn) THEN
        RAISE EXCEPTION 'there is no such question for you' USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN NEW;
END
$$;
CREATE OR REPLACE TRIGGER asks BEFORE INSERT ON public.meetings_task FOR EACH ROW EXECUTE FUNCTION public.reads_question();
