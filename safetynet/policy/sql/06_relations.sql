-- Question: how do the relations of the table of grants hold for the bearer of this transaction's pass?
-- Grain: one value, one list of tables or one list of youths each; the compiled policies call them once per statement.
-- Who may see: the bearer of the pass. Without a pass they answer with nothing; with a bad one they raise SN401.
-- The look-up of the transaction's own row is repeated in each, because one call less is what makes them cheap.

-- Who am I?
CREATE OR REPLACE FUNCTION policy.me() RETURNS bigint
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    answer bigint;
BEGIN
    SELECT s.person INTO answer FROM policy.entered AS s
    WHERE s.backend = pg_backend_pid() AND s.transaction = pg_current_xact_id_if_assigned()
      AND s.pass = current_setting('safetynet.pass', true);
    IF NOT FOUND THEN
        SELECT s.person INTO answer FROM policy.work_out() AS s;
    END IF;
    RETURN answer;
END
$$;

-- For which purpose do I ask?
CREATE OR REPLACE FUNCTION policy.purpose() RETURNS text
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    answer text;
BEGIN
    SELECT nullif(s.purpose, '') INTO answer FROM policy.entered AS s
    WHERE s.backend = pg_backend_pid() AND s.transaction = pg_current_xact_id_if_assigned()
      AND s.pass = current_setting('safetynet.pass', true);
    IF NOT FOUND THEN
        SELECT nullif(s.purpose, '') INTO answer FROM policy.work_out() AS s;
    END IF;
    RETURN answer;
END
$$;

-- For which agency do I work?
CREATE OR REPLACE FUNCTION policy.my_agency() RETURNS bigint
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    answer bigint;
BEGIN
    SELECT s.agency INTO answer FROM policy.entered AS s
    WHERE s.backend = pg_backend_pid() AND s.transaction = pg_current_xact_id_if_assigned()
      AND s.pass = current_setting('safetynet.pass', true);
    IF NOT FOUND THEN
        SELECT s.agency INTO answer FROM policy.work_out() AS s;
    END IF;
    RETURN answer;
END
$$;

-- Do I hold one of these roles?
CREATE OR REPLACE FUNCTION policy.holds(roles text[]) RETURNS boolean
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    answer boolean;
BEGIN
    SELECT coalesce(s.roles && holds.roles, false) INTO answer FROM policy.entered AS s
    WHERE s.backend = pg_backend_pid() AND s.transaction = pg_current_xact_id_if_assigned()
      AND s.pass = current_setting('safetynet.pass', true);
    IF NOT FOUND THEN
        SELECT coalesce(s.roles && holds.roles, false) INTO answer FROM policy.work_out() AS s;
    END IF;
    RETURN answer;
END
$$;

-- For which agency do I speak, if I hold one of these roles?
CREATE OR REPLACE FUNCTION policy.agency_as(roles text[]) RETURNS bigint
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    answer bigint;
BEGIN
    SELECT CASE WHEN s.roles && agency_as.roles THEN s.agency END INTO answer FROM policy.entered AS s
    WHERE s.backend = pg_backend_pid() AND s.transaction = pg_current_xact_id_if_assigned()
      AND s.pass = current_setting('safetynet.pass', true);
    IF NOT FOUND THEN
        SELECT CASE WHEN s.roles && agency_as.roles THEN s.agency END INTO answer FROM policy.work_out() AS s;
    END IF;
    RETURN answer;
END
$$;

-- Who am I, if I hold one of these roles?
CREATE OR REPLACE FUNCTION policy.person_as(roles text[]) RETURNS bigint
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    answer bigint;
BEGIN
    SELECT CASE WHEN s.roles && person_as.roles THEN s.person END INTO answer FROM policy.entered AS s
    WHERE s.backend = pg_backend_pid() AND s.transaction = pg_current_xact_id_if_assigned()
      AND s.pass = current_setting('safetynet.pass', true);
    IF NOT FOUND THEN
        SELECT CASE WHEN s.roles && person_as.roles THEN s.person END INTO answer FROM policy.work_out() AS s;
    END IF;
    RETURN answer;
END
$$;

-- At which tables do I hold a seat, in one of these roles?
CREATE OR REPLACE FUNCTION policy.seat_tables(roles text[]) RETURNS bigint[]
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    answer bigint[];
BEGIN
    SELECT CASE WHEN s.roles && seat_tables.roles THEN s.seats ELSE '{}' END INTO answer FROM policy.entered AS s
    WHERE s.backend = pg_backend_pid() AND s.transaction = pg_current_xact_id_if_assigned()
      AND s.pass = current_setting('safetynet.pass', true);
    IF NOT FOUND THEN
        SELECT CASE WHEN s.roles && seat_tables.roles THEN s.seats ELSE '{}' END INTO answer FROM policy.work_out() AS s;
    END IF;
    RETURN answer;
END
$$;

-- At which tables do I hold a seat, whatever my role?
CREATE OR REPLACE FUNCTION policy.my_seats() RETURNS bigint[]
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    answer bigint[];
BEGIN
    SELECT s.seats INTO answer FROM policy.entered AS s
    WHERE s.backend = pg_backend_pid() AND s.transaction = pg_current_xact_id_if_assigned()
      AND s.pass = current_setting('safetynet.pass', true);
    IF NOT FOUND THEN
        SELECT s.seats INTO answer FROM policy.work_out() AS s;
    END IF;
    RETURN answer;
END
$$;

-- At which tables is the gate open to me for this category ('*': for anything at all)?
CREATE OR REPLACE FUNCTION policy.open_tables(category text) RETURNS bigint[]
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    answer bigint[];
BEGIN
    SELECT coalesce((s.gates ->> category)::bigint[], '{}') INTO answer FROM policy.entered AS s
    WHERE s.backend = pg_backend_pid() AND s.transaction = pg_current_xact_id_if_assigned()
      AND s.pass = current_setting('safetynet.pass', true);
    IF NOT FOUND THEN
        SELECT coalesce((s.gates ->> category)::bigint[], '{}') INTO answer FROM policy.work_out() AS s;
    END IF;
    RETURN answer;
END
$$;

-- From which youths am I kept away?
CREATE OR REPLACE FUNCTION policy.my_walls() RETURNS bigint[]
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    answer bigint[];
BEGIN
    SELECT coalesce(s.walls, '{}') INTO answer FROM policy.entered AS s
    WHERE s.backend = pg_backend_pid() AND s.transaction = pg_current_xact_id_if_assigned()
      AND s.pass = current_setting('safetynet.pass', true);
    IF NOT FOUND THEN
        SELECT coalesce(s.walls, '{}') INTO answer FROM policy.work_out() AS s;
    END IF;
    RETURN answer;
END
$$;

-- Of which youths am I counsel, in one of these roles?
CREATE OR REPLACE FUNCTION policy.client_youths(roles text[]) RETURNS bigint[]
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    answer bigint[];
BEGIN
    SELECT CASE WHEN s.roles && client_youths.roles THEN s.clients ELSE '{}' END INTO answer FROM policy.entered AS s
    WHERE s.backend = pg_backend_pid() AND s.transaction = pg_current_xact_id_if_assigned()
      AND s.pass = current_setting('safetynet.pass', true);
    IF NOT FOUND THEN
        SELECT CASE WHEN s.roles && client_youths.roles THEN s.clients ELSE '{}' END INTO answer FROM policy.work_out() AS s;
    END IF;
    RETURN answer;
END
$$;

-- Which youths stand on an open agenda where I am checked in, in one of these roles?
CREATE OR REPLACE FUNCTION policy.agenda_youths(roles text[]) RETURNS bigint[]
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    answer bigint[];
BEGIN
    SELECT CASE WHEN s.roles && agenda_youths.roles THEN s.agenda ELSE '{}' END INTO answer FROM policy.entered AS s
    WHERE s.backend = pg_backend_pid() AND s.transaction = pg_current_xact_id_if_assigned()
      AND s.pass = current_setting('safetynet.pass', true);
    IF NOT FOUND THEN
        SELECT CASE WHEN s.roles && agenda_youths.roles THEN s.agenda ELSE '{}' END INTO answer FROM policy.work_out() AS s;
    END IF;
    RETURN answer;
END
$$;

-- Whose record does a consent open to my agency in this category, in my own county, in one of these roles?
CREATE OR REPLACE FUNCTION policy.consent_youths(category text, roles text[]) RETURNS bigint[]
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    answer bigint[];
BEGIN
    SELECT CASE WHEN s.roles && consent_youths.roles THEN coalesce((s.near ->> category)::bigint[], '{}')
                ELSE '{}' END INTO answer FROM policy.entered AS s
    WHERE s.backend = pg_backend_pid() AND s.transaction = pg_current_xact_id_if_assigned()
      AND s.pass = current_setting('safetynet.pass', true);
    IF NOT FOUND THEN
        SELECT CASE WHEN s.roles && consent_youths.roles THEN coalesce((s.near ->> category)::bigint[], '{}')
                ELSE '{}' END INTO answer FROM policy.work_out() AS s;
    END IF;
    RETURN answer;
END
$$;

-- And in another county, where everybody stands in the column "another county"?
CREATE OR REPLACE FUNCTION policy.consent_youths_elsewhere(category text) RETURNS bigint[]
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    answer bigint[];
BEGIN
    SELECT coalesce((s.far ->> category)::bigint[], '{}') INTO answer FROM policy.entered AS s
    WHERE s.backend = pg_backend_pid() AND s.transaction = pg_current_xact_id_if_assigned()
      AND s.pass = current_setting('safetynet.pass', true);
    IF NOT FOUND THEN
        SELECT coalesce((s.far ->> category)::bigint[], '{}') INTO answer FROM policy.work_out() AS s;
    END IF;
    RETURN answer;
END
$$;

-- Which of my clients stand on an open agenda where I am checked in?
CREATE OR REPLACE FUNCTION policy.agenda_clients(roles text[]) RETURNS bigint[]
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    RETURN ARRAY(SELECT unnest(policy.client_youths(roles)) INTERSECT SELECT unnest(policy.agenda_youths(roles)));
END
$$;

-- The record of which of my clients does a consent open to my office in this category?
CREATE OR REPLACE FUNCTION policy.consent_clients(category text, roles text[]) RETURNS bigint[]
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    RETURN ARRAY(SELECT unnest(policy.client_youths(roles)) INTERSECT SELECT unnest(policy.consent_youths(category, roles)));
END
$$;

-- Of which counties do I know the people?
CREATE OR REPLACE FUNCTION policy.my_counties() RETURNS bigint[]
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    answer bigint[];
BEGIN
    SELECT s.counties INTO answer FROM policy.entered AS s
    WHERE s.backend = pg_backend_pid() AND s.transaction = pg_current_xact_id_if_assigned()
      AND s.pass = current_setting('safetynet.pass', true);
    IF NOT FOUND THEN
        SELECT s.counties INTO answer FROM policy.work_out() AS s;
    END IF;
    RETURN answer;
END
$$;
