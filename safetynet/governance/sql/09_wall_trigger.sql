-- Kept by: owner
-- Question: (none; it attaches) what watches over walls?
-- Grain: one statement each. What they do is told in the file before this one.
CREATE OR REPLACE TRIGGER keep BEFORE INSERT OR UPDATE ON public.governance_wall FOR EACH ROW EXECUTE FUNCTION policy.keep_wall();
CREATE OR REPLACE TRIGGER stand AFTER INSERT ON public.governance_wall FOR EACH ROW EXECUTE FUNCTION policy.stand_behind_wall();
