-- Question: who writes here with a pass? Nobody, where the house itself loads: it shows none.
-- Grain: the person, or NULL; an error when a pass is forged or expired. Who may call: triggers of the policy, which then say by
--        whom a row was written. A web connection without a pass is refused by the policy on the table, whatever they say.
CREATE OR REPLACE FUNCTION policy.bearer() RETURNS bigint
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    IF coalesce(current_setting('safetynet.pass', true), '') = '' THEN
        RETURN NULL;
    END IF;
    RETURN policy.me();
END
$$;
