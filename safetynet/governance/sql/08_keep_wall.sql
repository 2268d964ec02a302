-- Question: may this person raise this wall, or change it? Everybody keeps themselves away from a youth (a recusal); somebody else,
--        and who takes a wall down, is the coordinator's business alone.
-- Grain: trigger before each row of a wall: the database says at which table, by whom and when. Who may see: runs inside its
--        table only.
CREATE OR REPLACE FUNCTION policy.keep_wall() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    me bigint := policy.bearer();
BEGIN
    IF me IS NULL THEN
        RETURN NEW;  -- the house's own loading; the policy refuses the web role without a pass
    END IF;
    IF TG_OP = 'INSERT' THEN
        NEW.table_id := (SELECT y.table_id FROM public.youths_youth AS y WHERE y.id = NEW.youth_id);
        NEW.recorded_by_id := me;
        NEW.recorded_at := clock_timestamp();
        RETURN NEW;
    END IF;
    IF (OLD.table_id = ANY (policy.seat_tables('{COORD}'))) IS NOT TRUE THEN
        RAISE EXCEPTION 'only the coordinator changes a wall' USING ERRCODE = 'insufficient_privilege';
    END IF;
    IF (OLD.youth_id, OLD.table_id, OLD.person_id, OLD.recorded_by_id, OLD.recorded_at)
       IS DISTINCT FROM (NEW.youth_id, NEW.table_id, NEW.person_id, NEW.recorded_by_id, NEW.recorded_at) THEN
        RAISE EXCEPTION 'a wall keeps its beginning' USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN NEW;
END
$$;

-- Question: (none; it writes) a wall against whoever raises it counts from the next statement on, also where it was worked out
--        before how that person stands in this transaction.
-- Grain: trigger after insert of one wall. Who may see: runs inside its table only.
CREATE OR REPLACE FUNCTION policy.stand_behind_wall() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    UPDATE policy.entered AS e SET walls = policy.walls_of(e.person, policy.today())
    WHERE e.backend = pg_backend_pid() AND e.transaction = pg_current_xact_id_if_assigned() AND e.person = NEW.person_id;
    RETURN NULL;
END
$$;
