-- Question: which day is it in California?
-- Grain: one date. Who may see: anybody.
CREATE OR REPLACE FUNCTION policy.today() RETURNS date
LANGUAGE sql STABLE PARALLEL SAFE
AS $$ SELECT (now() AT TIME ZONE 'America/Los_Angeles')::date $$;
