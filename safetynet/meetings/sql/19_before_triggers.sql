-- Kept by: owner
-- Question: (none; it attaches) which triggers watch over what is prepared before a meeting?
-- Grain: one statement each. What they do is told in the files before this one.
CREATE OR REPLACE TRIGGER keep_line BEFORE INSERT OR UPDATE ON public.meetings_agendaitem
    FOR EACH ROW EXECUTE FUNCTION policy.keep_agenda_line();
CREATE OR REPLACE TRIGGER keep_kind BEFORE UPDATE ON public.meetings_meeting
    FOR EACH ROW EXECUTE FUNCTION policy.keep_kind();
CREATE OR REPLACE TRIGGER keep BEFORE INSERT OR UPDATE ON public.meetings_guestproposal
    FOR EACH ROW EXECUTE FUNCTION policy.keep_proposal();
CREATE OR REPLACE TRIGGER keep BEFORE INSERT OR UPDATE ON public.meetings_objection
    FOR EACH ROW EXECUTE FUNCTION policy.keep_objection();
CREATE OR REPLACE TRIGGER keep BEFORE INSERT OR UPDATE ON public.meetings_reserve
    FOR EACH ROW EXECUTE FUNCTION policy.keep_reserve();
CREATE OR REPLACE TRIGGER hold_back AFTER INSERT OR UPDATE ON public.meetings_guest
    FOR EACH ROW EXECUTE FUNCTION policy.hold_back();
CREATE OR REPLACE TRIGGER hold_back AFTER INSERT OR UPDATE ON public.meetings_reserve
    FOR EACH ROW EXECUTE FUNCTION policy.hold_back();
