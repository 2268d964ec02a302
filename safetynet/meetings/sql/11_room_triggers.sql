-- Kept by: owner
-- Question: (none; it attaches) which triggers watch over the tables of the room?
-- Grain: one statement each. What they do is told in the files before this one.
CREATE OR REPLACE TRIGGER begin_turn BEFORE INSERT ON public.meetings_turn FOR EACH ROW EXECUTE FUNCTION policy.begin_turn();
CREATE OR REPLACE TRIGGER end_turn AFTER UPDATE ON public.meetings_meeting FOR EACH ROW EXECUTE FUNCTION policy.end_turn();
CREATE OR REPLACE TRIGGER admit BEFORE INSERT ON public.meetings_statement FOR EACH ROW EXECUTE FUNCTION policy.admit_statement();
CREATE OR REPLACE TRIGGER supersede AFTER INSERT ON public.meetings_statement
    FOR EACH ROW EXECUTE FUNCTION policy.supersede_statement();
CREATE OR REPLACE TRIGGER admit BEFORE INSERT OR UPDATE ON public.meetings_guest
    FOR EACH ROW EXECUTE FUNCTION policy.admit_guest();
CREATE OR REPLACE TRIGGER keep BEFORE INSERT OR UPDATE ON public.meetings_task FOR EACH ROW EXECUTE FUNCTION policy.keep_task();
CREATE OR REPLACE TRIGGER belongs BEFORE INSERT OR UPDATE ON public.meetings_topic
    FOR EACH ROW EXECUTE FUNCTION policy.put_in_place('meeting');
CREATE OR REPLACE TRIGGER belongs BEFORE INSERT OR UPDATE ON public.meetings_guestproposal
    FOR EACH ROW EXECUTE FUNCTION policy.put_in_place('meeting');
CREATE OR REPLACE TRIGGER belongs BEFORE INSERT OR UPDATE ON public.meetings_objection
    FOR EACH ROW EXECUTE FUNCTION policy.put_in_place('proposal');
CREATE OR REPLACE TRIGGER belongs BEFORE INSERT OR UPDATE ON public.meetings_reserve
    FOR EACH ROW EXECUTE FUNCTION policy.put_in_place('youth');
CREATE OR REPLACE TRIGGER belongs BEFORE INSERT OR UPDATE ON public.meetings_issuetag
    FOR EACH ROW EXECUTE FUNCTION policy.put_in_place('youth');
CREATE OR REPLACE TRIGGER belongs BEFORE INSERT OR UPDATE ON public.meetings_draft
    FOR EACH ROW EXECUTE FUNCTION policy.put_in_place('youth');
CREATE OR REPLACE TRIGGER belongs BEFORE INSERT OR UPDATE ON public.meetings_plan
    FOR EACH ROW EXECUTE FUNCTION policy.put_in_place('youth');
CREATE OR REPLACE TRIGGER belongs BEFORE INSERT OR UPDATE ON public.meetings_recommendation
    FOR EACH ROW EXECUTE FUNCTION policy.put_in_place('youth');
CREATE OR REPLACE TRIGGER belongs BEFORE INSERT OR UPDATE ON public.meetings_planassent
    FOR EACH ROW EXECUTE FUNCTION policy.put_in_place('plan');
CREATE OR REPLACE TRIGGER signs BEFORE INSERT OR UPDATE ON public.meetings_plan
    FOR EACH ROW EXECUTE FUNCTION policy.sign_change();
CREATE OR REPLACE TRIGGER signs BEFORE INSERT OR UPDATE ON public.meetings_recommendation
    FOR EACH ROW EXECUTE FUNCTION policy.sign_change();
CREATE OR REPLACE TRIGGER first_pulse AFTER INSERT ON public.meetings_meeting
    FOR EACH ROW EXECUTE FUNCTION policy.first_pulse();
CREATE OR REPLACE TRIGGER pulse AFTER UPDATE ON public.meetings_meeting
    FOR EACH ROW EXECUTE FUNCTION policy.move_pulse('id');
CREATE OR REPLACE TRIGGER pulse AFTER INSERT OR UPDATE OR DELETE ON public.meetings_agendaitem
    FOR EACH ROW EXECUTE FUNCTION policy.move_pulse('meeting_id');
CREATE OR REPLACE TRIGGER pulse AFTER INSERT OR UPDATE OR DELETE ON public.meetings_attendance
    FOR EACH ROW EXECUTE FUNCTION policy.move_pulse('meeting_id');
CREATE OR REPLACE TRIGGER pulse AFTER INSERT ON public.meetings_turn
    FOR EACH ROW EXECUTE FUNCTION policy.move_pulse('meeting_id');
CREATE OR REPLACE TRIGGER pulse AFTER INSERT OR UPDATE ON public.meetings_topic
    FOR EACH ROW EXECUTE FUNCTION policy.move_pulse('meeting_id');
CREATE OR REPLACE TRIGGER pulse AFTER INSERT OR UPDATE ON public.meetings_guestproposal
    FOR EACH ROW EXECUTE FUNCTION policy.move_pulse('meeting_id');
CREATE OR REPLACE TRIGGER pulse AFTER INSERT OR UPDATE ON public.meetings_guest
    FOR EACH ROW EXECUTE FUNCTION policy.move_pulse('meeting_id');
CREATE OR REPLACE TRIGGER pulse AFTER INSERT OR UPDATE ON public.meetings_objection
    FOR EACH ROW EXECUTE FUNCTION policy.move_pulse('proposal');
CREATE OR REPLACE TRIGGER pulse AFTER INSERT OR UPDATE ON public.meetings_reserve
    FOR EACH ROW EXECUTE FUNCTION policy.move_pulse('meeting_id');
CREATE OR REPLACE TRIGGER pulse AFTER INSERT OR UPDATE ON public.meetings_packetcopy
    FOR EACH ROW EXECUTE FUNCTION policy.move_pulse('meeting_id');
CREATE OR REPLACE TRIGGER pulse AFTER INSERT ON public.meetings_statement
    FOR EACH ROW EXECUTE FUNCTION policy.move_pulse('meeting_id');
CREATE OR REPLACE TRIGGER pulse AFTER INSERT OR UPDATE ON public.meetings_issuetag
    FOR EACH ROW EXECUTE FUNCTION policy.move_pulse('meeting_id');
CREATE OR REPLACE TRIGGER pulse AFTER INSERT OR UPDATE ON public.meetings_plan
    FOR EACH ROW EXECUTE FUNCTION policy.move_pulse('youth');
CREATE OR REPLACE TRIGGER pulse AFTER INSERT OR UPDATE OR DELETE ON public.meetings_planstep
    FOR EACH ROW EXECUTE FUNCTION policy.move_pulse('youth');
CREATE OR REPLACE TRIGGER pulse AFTER INSERT OR UPDATE ON public.meetings_planassent
    FOR EACH ROW EXECUTE FUNCTION policy.move_pulse('youth');
CREATE OR REPLACE TRIGGER pulse AFTER INSERT OR UPDATE ON public.meetings_task
    FOR EACH ROW EXECUTE FUNCTION policy.move_pulse('youth');
CREATE OR REPLACE TRIGGER pulse AFTER INSERT OR UPDATE ON public.meetings_recommendation
    FOR EACH ROW EXECUTE FUNCTION policy.move_pulse('youth');
CREATE OR REPLACE TRIGGER pulse AFTER INSERT OR UPDATE ON public.governance_wall
    FOR EACH ROW EXECUTE FUNCTION policy.move_pulse('youth');
CREATE OR REPLACE TRIGGER lines_changed AFTER INSERT OR UPDATE OR DELETE ON public.meetings_agendaitem
    FOR EACH ROW EXECUTE FUNCTION policy.lines_changed();
