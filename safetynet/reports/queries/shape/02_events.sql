-- Question: what happened to the youths of the cohort, and how long before or after the first referral?
-- Grain: one file per record kind. ``days`` are days since the first referral (negative: before it), ``ym`` is year times 100 plus
--        month; a day itself is kept nowhere. Of what a youth may have many of, every row of the coordinating agency counts, and of
--        the others those that it does not have (same school; same day of arrest; same stay). A charge counts with the entry
--        of its arrest that stands now.
CREATE MACRO since(referred, day) AS date_diff('day', referred, day)::INTEGER;
CREATE MACRO ym(day) AS (year(day) * 100 + month(day))::INTEGER;
CREATE TEMP TABLE start AS
SELECT k.youth_id, k.youth, r.referred_on AS day, i.birth_date
FROM key AS k LEFT JOIN first_referral AS r USING (youth_id) LEFT JOIN identity AS i USING (youth_id);

CREATE TABLE risk AS
SELECT DISTINCT ON (k.youth, c.factor) k.youth, c.factor, c.value
FROM raw_riskfactor AS c JOIN key AS k USING (youth_id) LEFT JOIN own ON own.table_id = c.table_id AND own.source_agency_id = c.source_agency_id
ORDER BY k.youth, c.factor, coalesce(own.own, false) DESC, CASE WHEN own.own THEN c.id ELSE -c.id END;

CREATE TABLE service AS
SELECT s.youth, label(c.provider) AS provider, nullif(c.service_type, '') AS kind, c.status,
       c.status NOT IN ('DECLINED', 'NOT_AVAILABLE', 'WAITLISTED', 'REFERRED') AS used,
       since(s.day, c.begins) AS days, since(s.day, c.ends) AS days_end, ym(c.begins) AS ym
FROM raw_servicelink AS c JOIN start AS s USING (youth_id)
ORDER BY ALL;

CREATE TABLE no_service AS
SELECT DISTINCT s.youth, c.why FROM raw_noservice AS c JOIN start AS s USING (youth_id) ORDER BY ALL;

CREATE TABLE benefit AS
SELECT s.youth, c.benefit, c.status, since(s.day, c.begins) AS days FROM raw_benefit AS c JOIN start AS s USING (youth_id) ORDER BY ALL;

CREATE TEMP TABLE any_school AS
SELECT s.youth, c.school AS words, label(c.school) AS school, since(s.day, c.begins) AS days, since(s.day, c.ends) AS days_end,
       c.enrolled, c.records_received, c.often_absent, coalesce(own.own, false) AS own
FROM raw_schooling AS c JOIN start AS s USING (youth_id)
LEFT JOIN own ON own.table_id = c.table_id AND own.source_agency_id = c.source_agency_id;
CREATE TABLE school AS
SELECT youth, school, days, days_end, enrolled, records_received, often_absent FROM (
    SELECT * EXCLUDE (own, words) FROM any_school WHERE own
    UNION ALL
    SELECT o.* EXCLUDE (own, words)
    FROM (SELECT DISTINCT ON (youth, words) * FROM any_school WHERE NOT own ORDER BY youth, words, days, days_end, enrolled) AS o
    WHERE NOT EXISTS (FROM any_school AS m WHERE m.own AND m.youth = o.youth AND m.words = o.words)
) ORDER BY ALL;

CREATE TEMP TABLE entry_of_arrest AS
WITH RECURSIVE entry AS (
    SELECT c.id, c.id AS now, c.supersedes_id AS before FROM raw_arrest AS c WHERE c.superseded_at IS NULL AND NOT c.withdrawn
    UNION ALL
    SELECT c.id, e.now, c.supersedes_id FROM entry AS e JOIN raw_arrest AS c ON c.id = e.before
) SELECT id, now FROM entry;
CREATE TEMP TABLE charged AS
SELECT e.now AS id, bool_or(g.charge_group IN ('PROSTITUTION_647B', 'LOITERING_653_22')) AS exploitation,
       bool_and(g.charge_group IN ('PROSTITUTION_647B', 'LOITERING_653_22')) AS only_exploitation,
       bool_and(g.decriminalized_today) AS no_offense_today
FROM entry_of_arrest AS e JOIN raw_charge AS g ON g.arrest_id = e.id GROUP BY 1;
CREATE TEMP TABLE any_arrest AS
SELECT s.youth, c.arrested_on, c.arrested_by, c.forum, coalesce(g.exploitation, false) AS exploitation,
       coalesce(g.only_exploitation, false) AS only_exploitation,
       coalesce(g.no_offense_today, false) AS no_offense_today, since(s.day, c.arrested_on) AS days, ym(c.arrested_on) AS ym,
       date_sub('year', s.birth_date, c.arrested_on) < 18 AS minor, coalesce(own.own, false) AS own, c.id
FROM raw_arrest AS c JOIN start AS s USING (youth_id) LEFT JOIN charged AS g ON g.id = c.id
LEFT JOIN own ON own.table_id = c.table_id AND own.source_agency_id = c.source_agency_id
WHERE c.superseded_at IS NULL AND NOT c.withdrawn;
CREATE TABLE arrest AS
SELECT youth, label(arrested_by) AS agency, forum, exploitation, only_exploitation, no_offense_today, minor, days, ym FROM (
    SELECT * FROM any_arrest WHERE own
    UNION ALL
    SELECT o.* FROM (SELECT DISTINCT ON (youth, arrested_on) * FROM any_arrest WHERE NOT own ORDER BY youth, arrested_on, id) AS o
    WHERE NOT EXISTS (FROM any_arrest AS m WHERE m.own AND m.youth = o.youth AND m.arrested_on = o.arrested_on)
) ORDER BY ALL;

CREATE TEMP TABLE any_stay AS
SELECT s.youth, c.placement_kind AS kind, nullif(c.state, '') AS state, c.begins, c.ends, coalesce(own.own, false) AS own, s.day
FROM raw_placement AS c JOIN start AS s USING (youth_id)
LEFT JOIN own ON own.table_id = c.table_id AND own.source_agency_id = c.source_agency_id
UNION ALL
SELECT s.youth, 'ABSENT', NULL, c.begins, c.ends, coalesce(own.own, false), s.day
FROM raw_absence AS c JOIN start AS s USING (youth_id)
LEFT JOIN own ON own.table_id = c.table_id AND own.source_agency_id = c.source_agency_id;
CREATE TABLE stay AS
SELECT youth, kind, state, since(day, begins) AS days, since(day, ends) AS days_end, ym(begins) AS ym FROM (
    SELECT * FROM any_stay WHERE own
    UNION ALL
    SELECT o.* FROM (SELECT DISTINCT ON (youth, kind, begins) * FROM any_stay WHERE NOT own ORDER BY youth, kind, begins, ends, state) AS o
    WHERE NOT EXISTS (FROM any_stay AS m WHERE m.own AND m.youth = o.youth AND m.kind = o.kind AND m.begins = o.begins)
) ORDER BY ALL;

CREATE TABLE exploitation AS
SELECT s.youth, nullif(c.csec_type, '') AS csec_type, nullif(c.recruitment, '') AS recruitment, a.kind AS said_by,
       since(s.day, c.begins) AS days, since(s.day, c.ends) AS days_end, ym(c.begins) AS ym, ym(c.ends) AS ym_end
FROM raw_exploitation AS c JOIN start AS s USING (youth_id) LEFT JOIN raw_agency AS a ON a.id = c.source_agency_id
ORDER BY ALL;

CREATE TABLE place AS
SELECT DISTINCT s.youth, c.role, nullif(c.venue, '') AS venue, concat_ws(', ', label(c.city), nullif(nullif(c.state, ''), 'CA')) AS city,
       since(s.day, c.seen_on) AS days, ym(c.seen_on) AS ym
FROM raw_traffickingplace AS c JOIN start AS s USING (youth_id) ORDER BY ALL;

CREATE TABLE outcome AS
SELECT DISTINCT s.youth, c.outcome, since(s.day, c.happened_on) AS days, ym(c.happened_on) AS ym
FROM raw_outcome AS c JOIN start AS s USING (youth_id) ORDER BY ALL;

CREATE TABLE screening AS
SELECT DISTINCT s.youth, c.tool, c.level, since(s.day, c.screened_on) AS days, ym(c.screened_on) AS ym
FROM raw_screening AS c JOIN start AS s USING (youth_id) ORDER BY ALL;

CREATE TABLE cps_report AS
SELECT s.youth, c.disposition, since(s.day, c.received_on) AS days, since(s.day, c.disposed_on) AS days_end, ym(c.received_on) AS ym
FROM raw_cpsreport AS c JOIN start AS s USING (youth_id) ORDER BY ALL;

CREATE TABLE supervision AS
SELECT s.youth, 'PROBATION' AS system, c.status, nullif(c.basis, '') AS basis, since(s.day, c.begins) AS days, since(s.day, c.ends) AS days_end
FROM raw_probationstatus AS c JOIN start AS s USING (youth_id)
UNION ALL
SELECT s.youth, 'SOCIAL_SERVICES', c.status, nullif(c.basis, ''), since(s.day, c.begins), since(s.day, c.ends)
FROM raw_childwelfarestatus AS c JOIN start AS s USING (youth_id)
UNION ALL
SELECT s.youth, 'SECTION_241_1', CASE WHEN c.on_calendar THEN 'CURRENT' ELSE 'PREVIOUS' END, NULL, since(s.day, c.hearing_on), NULL
FROM raw_jointassessment AS c JOIN start AS s USING (youth_id)
ORDER BY ALL;

CREATE TABLE adult AS
SELECT s.youth, a.kind AS agency, since(s.day, c.begins) AS days, since(s.day, c.ends) AS days_end
FROM raw_workercontact AS c JOIN start AS s USING (youth_id) LEFT JOIN raw_agency AS a ON a.id = c.source_agency_id
ORDER BY ALL;

CREATE TABLE meeting AS
SELECT table_id::INTEGER AS at_table, year::SMALLINT AS year, from_workbook, present::INTEGER AS present FROM raw_meeting ORDER BY ALL;
