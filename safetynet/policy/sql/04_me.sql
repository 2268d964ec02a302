-- Question: who is asking, for which purpose, and on behalf of which meeting's packet?
-- Grain: one value each. Who may see: the bearer of the pass.
CREATE OR REPLACE FUNCTION policy.me() RETURNS bigint
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$ BEGIN RETURN (policy.verified())[1]::bigint; END $$;

CREATE OR REPLACE FUNCTION policy.purpose() RETURNS text
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$ BEGIN RETURN nullif((policy.verified())[3], ''); END $$;

-- A packet copy is composed before its holder sits at the table; the signed pass then names the meeting.
CREATE OR REPLACE FUNCTION policy.packet_meeting() RETURNS bigint
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$ BEGIN RETURN nullif((policy.verified())[4], '')::bigint; END $$;
