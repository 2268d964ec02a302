-- Question: who is in the cohort, and what was true at the first referral?
-- Grain: one row per youth. The key is the place in an order that only this instance's secret knows; it is the same in each
--        snapshot and says nothing about when or where the youth came. Of kinds of which a youth has one value, the earliest
--        claim of the coordinating agency counts, where it has none the latest of the others. Age is completed years on the day
--        of the first referral; year and month are that day's. Unknown is not "no".
CREATE MACRO label(words) AS CASE
    WHEN words IS NULL OR trim(words) = '' THEN NULL
    WHEN length(words) > 60 OR regexp_matches(words, '[0-9]{3}|[@;:\n]') THEN 'NOT_A_LABEL'
    ELSE trim(words) END;
-- ``cell`` is one of 4096 hidden numbers, always the same for a youth; the explorer moves counts by their sums.
CREATE MACRO nibble(digest, place) AS strpos('0123456789abcdef', digest[place]) - 1;
CREATE MACRO hidden(digest) AS (256 * nibble(digest, 1) + 16 * nibble(digest, 2) + nibble(digest, 3))::SMALLINT;
CREATE TEMP TABLE key AS
SELECT y.id AS youth_id, y.table_id, row_number() OVER (ORDER BY sha256(getvariable('secret') || y.id::VARCHAR), y.id)::INTEGER AS youth,
       hidden(sha256('cell' || getvariable('secret') || y.id::VARCHAR)) AS cell
FROM raw_youth AS y;
CREATE TEMP TABLE own AS SELECT DISTINCT table_id, agency_id AS source_agency_id, true AS own FROM coordinating;
CREATE TEMP TABLE first_referral AS
SELECT DISTINCT ON (c.youth_id) c.youth_id, c.referred_on, c.source, c.entry_type
FROM raw_referral AS c LEFT JOIN own USING (table_id, source_agency_id)
ORDER BY c.youth_id, coalesce(own.own, false) DESC, c.referred_on, c.id;
CREATE TEMP TABLE identity AS
SELECT DISTINCT ON (c.youth_id) c.youth_id, c.birth_date
FROM raw_identity AS c LEFT JOIN own USING (table_id, source_agency_id)
ORDER BY c.youth_id, coalesce(own.own, false) DESC, CASE WHEN own.own THEN c.id ELSE -c.id END;
CREATE TEMP TABLE demographics AS
SELECT DISTINCT ON (c.youth_id) c.youth_id, c.sex,
       CASE WHEN c.races IN ('{}', '') THEN []::VARCHAR[] ELSE string_split(trim(c.races, '{}'), ',') END AS races
FROM raw_demographics AS c LEFT JOIN own USING (table_id, source_agency_id)
ORDER BY c.youth_id, coalesce(own.own, false) DESC, CASE WHEN own.own THEN c.id ELSE -c.id END;
CREATE TEMP TABLE gender AS
SELECT DISTINCT ON (c.youth_id) c.youth_id, c.gender_identity, c.orientation
FROM raw_genderandorientation AS c LEFT JOIN own USING (table_id, source_agency_id)
ORDER BY c.youth_id, coalesce(own.own, false) DESC, CASE WHEN own.own THEN c.id ELSE -c.id END;
CREATE TEMP TABLE residence AS
SELECT DISTINCT ON (c.youth_id) c.youth_id, c.city, c.county, c.state
FROM raw_residence AS c LEFT JOIN own USING (table_id, source_agency_id)
ORDER BY c.youth_id, coalesce(own.own, false) DESC, CASE WHEN own.own THEN c.id ELSE -c.id END;
CREATE TEMP TABLE classified AS
SELECT DISTINCT ON (c.youth_id) c.youth_id, c.classification
FROM raw_classificationattable AS c LEFT JOIN own USING (table_id, source_agency_id)
ORDER BY c.youth_id, coalesce(own.own, false) DESC, CASE WHEN own.own THEN c.id ELSE -c.id END;
CREATE TEMP TABLE standing AS
SELECT DISTINCT ON (c.youth_id) c.youth_id, c.status
FROM raw_statusattable AS c LEFT JOIN own USING (table_id, source_agency_id)
ORDER BY c.youth_id, coalesce(own.own, false) DESC, CASE WHEN own.own THEN c.id ELSE -c.id END;
CREATE TEMP TABLE probation_known AS
SELECT youth_id, bool_or(status = 'CURRENT') AS now FROM raw_probationstatus WHERE status IN ('CURRENT', 'PREVIOUS') GROUP BY 1;
CREATE TEMP TABLE social_known AS
SELECT youth_id, bool_or(status = 'CURRENT') AS now FROM raw_childwelfarestatus WHERE status IN ('CURRENT', 'PREVIOUS') GROUP BY 1;
CREATE TABLE youth AS
SELECT k.youth, k.cell, k.table_id::INTEGER AS at_table, t.county AS table_county,
       coalesce(w.workbooks, []) AS workbooks,
       year(r.referred_on)::SMALLINT AS year, month(r.referred_on)::TINYINT AS month,
       date_sub('year', i.birth_date, r.referred_on)::SMALLINT AS age,
       coalesce(nullif(d.sex, ''), 'UNKNOWN') AS sex,
       CASE WHEN len(d.races) > 1 THEN 'MIXED_OTHER' ELSE coalesce(d.races[1], 'UNKNOWN') END AS race,
       coalesce(list_sort(d.races), []) AS races,
       coalesce(nullif(g.gender_identity, ''), 'UNKNOWN') AS gender,
       coalesce(nullif(g.orientation, ''), 'UNKNOWN') AS orientation,
       CASE WHEN h.state <> 'CA' THEN 'OUT_OF_STATE' ELSE label(h.county) END AS county,
       CASE WHEN h.state <> 'CA' THEN concat_ws(', ', label(h.city), nullif(h.state, '')) ELSE label(h.city) END AS city,
       nullif(h.state, '') AS state,
       CASE c.classification WHEN 'CSEC_IDENTIFIED' THEN 'CSEC' ELSE coalesce(c.classification, 'UNKNOWN') END AS class,
       coalesce(s.status, 'UNKNOWN') AS status,
       p.youth_id IS NOT NULL AS probation, o.youth_id IS NOT NULL AS social,
       coalesce(p.now, false) AS probation_now, coalesce(o.now, false) AS social_now,
       coalesce(nullif(r.source, ''), 'UNKNOWN') AS source, coalesce(nullif(r.entry_type, ''), 'UNKNOWN') AS entry
FROM key AS k
LEFT JOIN raw_table AS t ON t.id = k.table_id
LEFT JOIN (SELECT youth_id, list_sort(list(DISTINCT workbook_id::INTEGER)) AS workbooks FROM raw_loadedrow GROUP BY 1) AS w USING (youth_id)
LEFT JOIN first_referral AS r USING (youth_id) LEFT JOIN identity AS i USING (youth_id) LEFT JOIN demographics AS d USING (youth_id)
LEFT JOIN gender AS g USING (youth_id) LEFT JOIN residence AS h USING (youth_id) LEFT JOIN classified AS c USING (youth_id)
LEFT JOIN standing AS s USING (youth_id) LEFT JOIN probation_known AS p USING (youth_id) LEFT JOIN social_known AS o USING (youth_id)
ORDER BY k.youth;
