-- Question: which meetings are there on one day, so that the members of each can be told of it?
-- Grain: one line per meeting that was published and is not over, with its county and hour. Who may call: the sign-in role.
CREATE OR REPLACE FUNCTION policy.meetings_on(day date) RETURNS TABLE (meeting bigint, county text, begins_at time)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
    SELECT m.id, c.name::text, m.begins_at
    FROM public.meetings_meeting AS m JOIN public.governance_table AS t ON t.id = m.table_id
    JOIN public.governance_county AS c ON c.id = t.county_id
    WHERE m.held_on = day AND m.state IN ('PUBLISHED', 'OPEN')
    ORDER BY c.name, m.id
$$;
