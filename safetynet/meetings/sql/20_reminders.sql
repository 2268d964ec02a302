-- Question: at which tables may somebody be told on one day that there is something, without being told of whom?
-- Grain: ids of tables: those whose gates are open to the person, in a role that reads what the agency owes and the meetings of
--        the table (a test holds the roles against the table of grants); nothing for somebody who has left.
-- Who may see: policy.reminders(), policy.meeting_digest(), policy.calendar_of() only.
CREATE OR REPLACE FUNCTION policy.told_tables(person bigint, day date) RETURNS bigint[]
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    IF policy.roles_of(person, day) && '{COORD,DA,DEF,PROB,CWS,LE,SCH,MED,MH,ADV,CBO,CIV,CRT}'::text[] THEN
        RETURN coalesce((policy.gates_of(person, day) ->> '*')::bigint[], '{}');
    END IF;
    RETURN '{}';
END
$$;

-- Question: after how many days overdue does a table's county show a follow-up to somebody else?
-- Grain: a number of days; the default where the county has set none. Who may see: policy.reminders() only.
CREATE OR REPLACE FUNCTION policy.days_set(at_table bigint, setting text, otherwise int) RETURNS int
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    RETURN coalesce((SELECT s.value::int
                     FROM public.governance_countysetting AS s JOIN public.governance_table AS t ON t.county_id = s.county_id
                     WHERE t.id = at_table AND s.key = setting AND s.value ~ '^[0-9]{1,4}$'), otherwise);
END
$$;

-- Question: how many follow-ups are due or late on one day, for whom who is told of them?
-- Grain: one line per person with anything to tell: due on that day or the next; late, counted from its day or, where that came
--        later, from the day on which it was asked; late for so long that whoever
--        supervises the holder of the place, and whoever signed the agency's memorandum, is told (the county's settings; the
--        defaults are those of governance.rules, a test holds them together). Counts only. Whoever is kept away from a youth,
--        has left, or has no current papers is not told. A place that nobody holds has the supervisor of who held it last.
-- Who may call: the sign-in role, which sends the mails and sees no youth.
CREATE OR REPLACE FUNCTION policy.reminders(day date)
RETURNS TABLE (person bigint, due int, late int, supervised_late int, agency_late int)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
    WITH owed AS (
        SELECT t.youth_id, t.table_id, t.owner_agency_id AS agency,
               day - greatest(t.due_on, (t.asked_at AT TIME ZONE 'America/Los_Angeles')::date) AS days,
               CASE WHEN h.ends IS NULL OR h.ends >= day THEN h.person_id END AS holder, p.supervisor_id AS supervisor,
               policy.days_set(t.table_id, 'escalate_supervisor_days', 1) AS supervisor_after,
               policy.days_set(t.table_id, 'escalate_signatory_days', 7) AS signatory_after
        FROM public.meetings_task AS t
        LEFT JOIN LATERAL (SELECT s.person_id, s.ends FROM public.governance_seat AS s
                           WHERE s.place = t.owner_place AND s.begins <= day ORDER BY s.begins DESC LIMIT 1) AS h ON true
        LEFT JOIN public.governance_person AS p ON p.id = h.person_id
        WHERE t.state IN ('OPEN', 'BLOCKED') AND t.due_on <= day + 1
    ), told AS (
        SELECT o.holder AS who, o.youth_id, o.table_id, o.agency, (o.days <= 0)::int AS due, (o.days > 0)::int AS late,
               0 AS supervised, 0 AS signed
        FROM owed AS o
        UNION ALL
        SELECT o.supervisor, o.youth_id, o.table_id, o.agency, 0, 0, 1, 0 FROM owed AS o WHERE o.days >= o.supervisor_after
        UNION ALL
        SELECT m.signatory_id, o.youth_id, o.table_id, o.agency, 0, 0, 0, 1
        FROM owed AS o JOIN public.governance_memorandum AS m ON m.agency_id = o.agency AND m.table_id = o.table_id
        WHERE o.days >= o.signatory_after AND m.begins <= day AND (m.ends IS NULL OR m.ends >= day)
    ), people AS MATERIALIZED (
        SELECT w.who, policy.agency_of(w.who, day) AS agency, policy.told_tables(w.who, day) AS tables,
               policy.walls_of(w.who, day) AS walls
        FROM (SELECT DISTINCT t.who FROM told AS t WHERE t.who IS NOT NULL) AS w
    )
    SELECT t.who, sum(t.due)::int, sum(t.late)::int, sum(t.supervised)::int, sum(t.signed)::int
    FROM told AS t JOIN people AS p ON p.who = t.who
    WHERE t.agency = p.agency AND t.table_id = ANY (p.tables) AND t.youth_id <> ALL (p.walls)
    GROUP BY t.who
    ORDER BY t.who
$$;
