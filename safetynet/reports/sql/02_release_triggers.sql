-- Kept by: owner
-- Question: (none; they keep) which rule stands behind each change of a release. The functions are in 01.
-- Grain: one trigger per table. Who may see: the functions say it.
CREATE OR REPLACE TRIGGER keep_release BEFORE INSERT OR UPDATE ON public.reports_release
    FOR EACH ROW EXECUTE FUNCTION policy.keep_release();
