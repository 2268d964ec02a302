-- Kept by: owner
-- Question: (none; it fills in) which place at the table does a new seat take?
-- Grain: trigger before each seat: one that takes over no other's place begins its own, named by its id. That the place is of
--        the same table and agency says a foreign key, that it has one holder at a time an exclusion constraint.
-- Who may see: runs inside the table only. A seat stays in its place for good.
CREATE OR REPLACE FUNCTION public.begin_place() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        NEW.place := coalesce(NEW.place, NEW.id);
    ELSIF NEW.place IS DISTINCT FROM OLD.place THEN
        RAISE EXCEPTION 'a seat stays in its place' USING ERRCODE = 'SN409';
    END IF;
    RETURN NEW;
END
$$;
DROP TRIGGER IF EXISTS begin_place ON public.governance_seat;
CREATE TRIGGER begin_place BEFORE INSERT OR UPDATE ON public.governance_seat
    FOR EACH ROW EXECUTE FUNCTION public.begin_place();
