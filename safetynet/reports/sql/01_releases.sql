-- Question: (none; it keeps) a release is proposed in one's own name, decided once and by somebody else, and published with the
--           decision.
-- Grain: one release. Who may: whoever makes statistics of every table in it (row-level security); the database signs.
CREATE OR REPLACE FUNCTION policy.keep_release() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        IF NEW.state <> 'PROPOSED' THEN
            RAISE EXCEPTION 'a release is proposed before it is decided' USING ERRCODE = 'SN409';
        END IF;
        NEW.proposed_by_id := policy.me();
        NEW.proposed_at := now();
        RETURN NEW;
    END IF;
    IF OLD.state <> 'PROPOSED' THEN
        RAISE EXCEPTION 'this release is decided' USING ERRCODE = 'SN409';
    END IF;
    IF NEW.state NOT IN ('APPROVED', 'REFUSED')
       OR (NEW.id, NEW.title, NEW.snapshot_id, NEW.county_id, NEW.tables, NEW.told, NEW.body, NEW.proposed_at, NEW.proposed_by_id)
          IS DISTINCT FROM
          (OLD.id, OLD.title, OLD.snapshot_id, OLD.county_id, OLD.tables, OLD.told, OLD.body, OLD.proposed_at, OLD.proposed_by_id)
    THEN
        RAISE EXCEPTION 'nothing of a release changes but the decision' USING ERRCODE = 'SN409';
    END IF;
    IF policy.me() IS NOT DISTINCT FROM OLD.proposed_by_id THEN
        RAISE EXCEPTION 'a release is decided by somebody else than its proposer' USING ERRCODE = 'SN403';
    END IF;
    NEW.decided_by_id := policy.me();
    NEW.decided_at := now();
    IF NEW.state = 'APPROVED' THEN
        INSERT INTO public.reports_releasedtable (county_id, title, method, body, released_on)
        SELECT NEW.county_id, left(NEW.title || ': ' || (t.told ->> 'title'), 200), (t.told -> 'method')::text, t.told, policy.today()
        FROM jsonb_array_elements(NEW.body) AS t (told);
    END IF;
    RETURN NEW;
END
$$;
