-- Question: may an entry be changed or removed? Never, whoever asks through a door of this house.
-- Grain: triggers. A superuser can lift them; the signed heads and the codes on paper then tell.
CREATE OR REPLACE FUNCTION audit.refuse_change() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp
AS $$ BEGIN RAISE EXCEPTION 'the audit log is append-only' USING ERRCODE = 'SN403'; END $$;
DROP TRIGGER IF EXISTS refuse_change ON audit.entry;
CREATE TRIGGER refuse_change BEFORE UPDATE OR DELETE OR TRUNCATE ON audit.entry
    FOR EACH STATEMENT EXECUTE FUNCTION audit.refuse_change();
DROP TRIGGER IF EXISTS refuse_change ON audit.checkpoint;
CREATE TRIGGER refuse_change BEFORE UPDATE OR DELETE OR TRUNCATE ON audit.checkpoint
    FOR EACH STATEMENT EXECUTE FUNCTION audit.refuse_change();
