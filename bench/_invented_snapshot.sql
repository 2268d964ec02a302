-- Question: what would a snapshot of a whole state hold? Invented by seeded dice, the same each time, in DuckDB and nowhere else.
-- Grain: the record kinds of a snapshot with their columns; about thirty rows for each youth (variable ``youths``).
CREATE MACRO dice(youth, n, salt) AS (hash(youth * 64 + n, salt) % 1000)::INTEGER;
CREATE MACRO one_of(listed, youth, n, salt) AS listed[1 + (dice(youth, n, salt) * dice(youth, n, salt + 500) * len(listed)) // 1000000];
CREATE MACRO ym(year, month, days) AS
    ((year * 12 + month - 1 + days // 30) // 12 * 100 + (year * 12 + month - 1 + days // 30) % 12 + 1)::INTEGER;
CREATE MACRO from_day(youth, n) AS (CASE WHEN dice(youth, n, 30) < 900 THEN dice(youth, n, 31) - 250 END)::INTEGER;
CREATE MACRO to_day(youth, n) AS (CASE WHEN dice(youth, n, 32) < 800 THEN from_day(youth, n) + dice(youth, n, 33) // 3 END)::INTEGER;

CREATE TABLE youth AS
SELECT y::INTEGER AS youth, (hash(y, 'cell') % 4096)::SMALLINT AS cell, (1 + dice(y, 0, 1) * dice(y, 0, 2) * 58 // 1000000)::INTEGER AS at_table,
       'County ' || at_table AS table_county, [(1 + y % 3)::INTEGER] AS workbooks,
       (2011 + dice(y, 0, 3) // 67)::SMALLINT AS year, (1 + dice(y, 0, 4) % 12)::TINYINT AS month,
       (CASE WHEN dice(y, 0, 5) < 970 THEN 18 - dice(y, 0, 5) * dice(y, 0, 6) // 125000 END)::SMALLINT AS age,
       CASE WHEN dice(y, 0, 7) < 930 THEN 'FEMALE' WHEN dice(y, 0, 7) < 990 THEN 'MALE' ELSE 'UNKNOWN' END AS sex,
       one_of(['BLACK', 'HISPANIC', 'WHITE', 'ASIAN', 'MIXED_OTHER', 'UNKNOWN', 'PACIFIC_ISLANDER'], y, 0, 8) AS race,
       [race] AS races,
       one_of(['UNKNOWN', 'GIRL_WOMAN', 'BOY_MAN', 'TRANS_GIRL_WOMAN', 'NON_BINARY'], y, 0, 9) AS gender,
       one_of(['UNKNOWN', 'STRAIGHT', 'BISEXUAL', 'GAY_LESBIAN'], y, 0, 10) AS orientation,
       CASE WHEN dice(y, 0, 11) < 20 THEN 'OUT_OF_STATE' WHEN dice(y, 0, 11) < 980
            THEN 'County ' || (1 + dice(y, 0, 12) * dice(y, 0, 13) * 58 // 1000000) END AS county,
       CASE WHEN county IS NOT NULL THEN 'City ' || (at_table * 20 + dice(y, 0, 14) * dice(y, 0, 15) * 12 // 1000000) END AS city,
       CASE WHEN county = 'OUT_OF_STATE' THEN 'NV' WHEN county IS NOT NULL THEN 'CA' END AS state,
       one_of(['CSEC', 'AT_RISK', 'UNKNOWN', 'NOT_CSEC', 'UNDETERMINED'], y, 0, 16) AS class,
       one_of(['INACTIVE', 'ACTIVE', 'CLOSED', 'AGED_OUT', 'TRANSFERRED'], y, 0, 17) AS status,
       dice(y, 0, 18) < 630 AS probation, dice(y, 0, 19) < 400 AS social,
       probation AND dice(y, 0, 20) < 400 AS probation_now, social AND dice(y, 0, 21) < 400 AS social_now,
       one_of(['LAW_ENFORCEMENT', 'PROBATION', 'SOCIAL_SERVICES', 'CBO', 'SCHOOL', 'UNKNOWN'], y, 0, 22) AS source,
       one_of(['COMMUNITY', 'OPEN_PROBATION', 'OPEN_DCFS'], y, 0, 23) AS entry
FROM range(1, getvariable('youths') + 1) AS r(y);

CREATE TABLE risk AS
SELECT youth, f.factor, one_of(['YES', 'NO', 'UNKNOWN'], youth, n, 40) AS value
FROM youth CROSS JOIN (SELECT unnest(getvariable('factors')) AS factor, generate_subscripts(getvariable('factors'), 1)::INTEGER AS n) AS f
WHERE dice(youth, n, 41) < 850;

CREATE MACRO many(least, most, salt) AS TABLE
    SELECT youth, year, month, unnest(range(least + dice(youth, 0, salt) * (most - least + 1) // 1000))::INTEGER AS n FROM youth;

CREATE TABLE service AS
SELECT youth, 'Provider ' || dice(youth, n, 50) * dice(youth, n, 51) * 40 // 1000000 AS provider,
       one_of([NULL, 'ADVOCACY', 'MENTAL_HEALTH', 'LEGAL', 'PLACEMENT', 'OTHER'], youth, n, 52) AS kind,
       one_of(['USED', 'ACTIVE', 'COMPLETED', 'REFERRED', 'DECLINED', 'WAITLISTED', 'NOT_AVAILABLE'], youth, n, 53) AS status,
       status NOT IN ('DECLINED', 'NOT_AVAILABLE', 'WAITLISTED', 'REFERRED') AS used,
       from_day(youth, n) AS days, to_day(youth, n) AS days_end, ym(year, month, from_day(youth, n)) AS ym
FROM many(0, 5, 54);

CREATE TABLE no_service AS SELECT youth, 'REFUSED' AS why FROM youth WHERE dice(youth, 0, 55) < 60;

CREATE TABLE benefit AS SELECT youth, 'MEDI_CAL' AS benefit, 'ACTIVE' AS status, from_day(youth, n) AS days FROM many(0, 1, 56);

CREATE TABLE school AS
SELECT youth, CASE WHEN dice(youth, n, 60) < 970 THEN 'School ' || dice(youth, n, 61) * dice(youth, n, 62) * 300 // 1000000 END AS school,
       from_day(youth, n) AS days, to_day(youth, n) AS days_end, one_of(['YES', 'NO', 'UNKNOWN'], youth, n, 63) AS enrolled,
       'UNKNOWN' AS records_received, one_of(['UNKNOWN', 'YES', 'NO'], youth, n, 64) AS often_absent
FROM many(0, 2, 65);

CREATE TABLE arrest AS
SELECT youth, CASE WHEN dice(youth, n, 70) < 950 THEN 'PD ' || dice(youth, n, 71) * dice(youth, n, 72) * 80 // 1000000 END AS agency,
       one_of(['JUVENILE', 'ADULT'], youth, n, 73) AS forum, dice(youth, n, 74) < 300 AS exploitation,
       exploitation AND dice(youth, n, 75) < 700 AS only_exploitation, dice(youth, n, 76) < 300 AS no_offense_today, forum = 'JUVENILE' AS minor,
       from_day(youth, n) AS days, ym(year, month, from_day(youth, n)) AS ym
FROM many(0, 3, 77);

CREATE TABLE stay AS
SELECT youth, one_of(['ABSENT', 'HOME_PARENT', 'GROUP_HOME', 'JUVENILE_HALL', 'RELATIVE_NREFM', 'STRTP', 'OTHER'], youth, n, 80) AS kind,
       CASE WHEN kind <> 'ABSENT' THEN 'CA' END AS state, from_day(youth, n) AS days, to_day(youth, n) AS days_end,
       ym(year, month, from_day(youth, n)) AS ym
FROM many(0, 6, 81);

CREATE TABLE exploitation AS
SELECT youth, one_of(['BEFORE_FOSTER_CARE', 'DURING_FOSTER_CARE', 'ABSENT', 'AT_RISK', NULL], youth, n, 85) AS csec_type,
       one_of(['ONLINE_NETWORK', 'FRIENDS', 'FAMILY', 'PLACEMENT', NULL], youth, n, 86) AS recruitment, 'PROBATION' AS said_by,
       from_day(youth, n) AS days, to_day(youth, n) AS days_end, ym(year, month, from_day(youth, n)) AS ym,
       ym(year, month, to_day(youth, n)) AS ym_end
FROM many(0, 1, 87);

CREATE TABLE place AS
SELECT DISTINCT youth, 'RECRUITMENT' AS role, one_of(['STREET', 'HOTEL_MOTEL', NULL], youth, n, 90) AS venue,
       'City ' || dice(youth, n, 91) * dice(youth, n, 92) * 90 // 1000000 AS city, from_day(youth, n) AS days,
       ym(year, month, from_day(youth, n)) AS ym
FROM many(0, 1, 93);

CREATE TABLE outcome AS
SELECT DISTINCT youth, one_of(['RETURNED', 'SERVICE_ENGAGED', 'REEXPLOITATION_REPORTED', 'MISSING_EPISODE', 'EMPLOYED'], youth, n, 95) AS outcome,
       from_day(youth, n) AS days, ym(year, month, from_day(youth, n)) AS ym
FROM many(0, 2, 96);

CREATE TABLE screening AS
SELECT DISTINCT youth, 'CSE_IT' AS tool, one_of(['CLEAR_CONCERN', 'POSSIBLE_CONCERN', 'NO_CONCERN'], youth, n, 97) AS level,
       from_day(youth, n) AS days, ym(year, month, from_day(youth, n)) AS ym
FROM many(0, 1, 98);

CREATE TABLE cps_report AS
SELECT youth, one_of(['SUBSTANTIATED', 'INCONCLUSIVE', 'UNFOUNDED'], youth, n, 100) AS disposition, from_day(youth, n) AS days,
       to_day(youth, n) AS days_end, ym(year, month, from_day(youth, n)) AS ym
FROM many(0, 2, 101);

CREATE TABLE supervision AS
SELECT youth, one_of(['PROBATION', 'SOCIAL_SERVICES', 'SECTION_241_1'], youth, n, 103) AS system,
       one_of(['PREVIOUS', 'CURRENT'], youth, n, 104) AS status, NULL::VARCHAR AS basis, from_day(youth, n) AS days, to_day(youth, n) AS days_end
FROM many(0, 2, 105);

CREATE TABLE adult AS
SELECT youth, one_of(['PROBATION', 'CBO', 'CHILD_WELFARE'], youth, n, 107) AS agency, from_day(youth, n) AS days, to_day(youth, n) AS days_end
FROM many(0, 4, 108);

CREATE TABLE completeness AS
SELECT at_table, 'PROBATION' AS agency, 'demographics' AS record, 'sex' AS field, count(*) FILTER (sex <> 'UNKNOWN') AS filled, count(*) AS claims
FROM youth GROUP BY 1;

CREATE TABLE meeting AS
SELECT (1 + n % 58)::INTEGER AS at_table, (2011 + n % 15)::SMALLINT AS year, n % 2 = 0 AS from_workbook, (8 + n % 9)::INTEGER AS present
FROM range(5000) AS r(n);
