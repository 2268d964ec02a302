-- Kept by: owner
-- Question: (none; it attaches) which triggers watch over the tables of the numbers?
-- Grain: one statement each. What they do is told in the file before this one.
CREATE OR REPLACE TRIGGER keep BEFORE INSERT ON public.reports_privacyspending
    FOR EACH ROW EXECUTE FUNCTION policy.keep_privacy_budget();
CREATE OR REPLACE TRIGGER keep_release BEFORE INSERT OR UPDATE ON public.reports_release
    FOR EACH ROW EXECUTE FUNCTION policy.keep_release();
