-- Question: how does the bearer of this transaction's pass stand today?
-- Grain: one row of facts: roles, seats, open gates by category, walls, clients, open agenda, consents near and far, counties.
--        NULL when no pass was ever shown on this connection; an error when a pass is forged, expired or left over.
-- Who may see: functions of the policy. Each fact is a function of the app that holds it.
CREATE OR REPLACE FUNCTION policy.work_out() RETURNS policy.entered
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    pass text[] := policy.verified();
    stands policy.entered;
    day date := policy.today();
BEGIN
    IF pass IS NULL THEN
        RETURN NULL;
    END IF;
    stands.person := pass[1]::bigint;
    stands.purpose := pass[3];
    stands.agency := policy.agency_of(stands.person, day);
    stands.roles := policy.roles_of(stands.person, day);
    stands.seats := policy.seats_of(stands.person, day);
    stands.gates := CASE WHEN stands.purpose = '' THEN '{}' ELSE policy.gates_of(stands.person, day) END;
    stands.walls := policy.walls_of(stands.person, day);
    stands.clients := policy.clients_of(stands.person, day);
    stands.agenda := policy.agenda_of(stands.person, nullif(pass[4], '')::bigint, day);
    SELECT c.near, c.far INTO stands.near, stands.far FROM policy.consents_of(stands.person, day) AS c;
    stands.counties := policy.counties_of(stands.person, day);
    RETURN stands;
END
$$;

-- Question: (none; it opens) show a pass and work out once how its bearer stands, for the rest of the transaction.
-- Grain: the person. Who may call: anybody; a pass that is not signed by this house is an error.
CREATE OR REPLACE FUNCTION policy.enter(shown text) RETURNS bigint
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    stands policy.entered;
BEGIN
    PERFORM set_config('safetynet.pass', shown, true);
    stands := policy.work_out();
    IF stands.person IS NULL THEN
        RAISE EXCEPTION 'this transaction has no pass' USING ERRCODE = 'SN401';
    END IF;
    INSERT INTO policy.entered AS e
    VALUES (pg_backend_pid(), pg_current_xact_id(), shown, stands.person, stands.purpose, stands.agency, stands.roles,
            stands.seats, stands.gates, stands.walls, stands.clients, stands.agenda, stands.near, stands.far,
            stands.counties)
    ON CONFLICT (backend, transaction) DO UPDATE SET
        pass = excluded.pass, person = excluded.person, purpose = excluded.purpose,
        agency = excluded.agency, roles = excluded.roles, seats = excluded.seats, gates = excluded.gates,
        walls = excluded.walls, clients = excluded.clients, agenda = excluded.agenda, near = excluded.near,
        far = excluded.far, counties = excluded.counties;
    IF random() < 0.02 THEN  -- sweep up after some fifty transactions, not after each
        DELETE FROM policy.entered AS e WHERE e.backend = pg_backend_pid() AND e.transaction <> pg_current_xact_id();
    END IF;
    RETURN stands.person;
END
$$;

-- Question: the same, from the transaction's own row if this very pass entered it, else worked out anew.
CREATE OR REPLACE FUNCTION policy.stands() RETURNS policy.entered
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    found policy.entered;
BEGIN
    SELECT e.* INTO found FROM policy.entered AS e
    WHERE e.backend = pg_backend_pid() AND e.transaction = pg_current_xact_id_if_assigned()
      AND e.pass = current_setting('safetynet.pass', true);
    IF found.backend IS NULL THEN
        found := policy.work_out();
    END IF;
    RETURN found;
END
$$;
