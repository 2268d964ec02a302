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
CREATE OR REPLACE TRIGGER closed_to_more BEFORE INSERT ON public.meetings_agendaitem
    FOR EACH ROW WHEN (row_security_active('public.meetings_agendaitem'::text)) EXECUTE FUNCTION policy.closed_to_more();
CREATE OR REPLACE TRIGGER closed_to_more BEFORE INSERT ON public.meetings_attendance
    FOR EACH ROW WHEN (row_security_active('public.meetings_attendance'::text)) EXECUTE FUNCTION policy.closed_to_more();
CREATE OR REPLACE TRIGGER closed_to_more BEFORE INSERT ON public.meetings_topic
    FOR EACH ROW WHEN (row_security_active('public.meetings_topic'::text)) EXECUTE FUNCTION policy.closed_to_more();
CREATE OR REPLACE TRIGGER closed_to_more BEFORE INSERT ON public.meetings_packetcopy
    FOR EACH ROW WHEN (row_security_active('public.meetings_packetcopy'::text)) EXECUTE FUNCTION policy.closed_to_more();
CREATE OR REPLACE TRIGGER of_a_line BEFORE INSERT OR UPDATE OR DELETE ON public.meetings_agendareason
    FOR EACH ROW WHEN (row_security_active('public.meetings_agendareason'::text)) EXECUTE FUNCTION policy.of_a_line();
CREATE OR REPLACE TRIGGER of_a_line BEFORE INSERT OR UPDATE OR DELETE ON public.meetings_agendaheading
    FOR EACH ROW WHEN (row_security_active('public.meetings_agendaheading'::text)) EXECUTE FUNCTION policy.of_a_line();
