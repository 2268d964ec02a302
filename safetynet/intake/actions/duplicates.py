"""Possible duplicates: youths of a workbook whose identity looks like another's of the same table. Flagged, never merged.

Two youths are flagged when

- they have the same birth date (or day and month changed places), and both names are equal, sound alike, are a letter or two
  apart, or one holds the other (Garcia, Garcia-Lopez); or last and first name changed places; or
- they have the same birth date, and another name of one is the first, last or whole name of the other, or they share
  another name and the first or last name; or
- they have the same whole name, and two of day, month and year of birth are equal, or one has no birth date.

A pair that a person has marked as different stays so. Everything is compared by equality of what the access index holds,
which row-level security lets PostgreSQL do by index or hash; the finer tests see only the pairs that are left.
"""

from django.db import connection

from safetynet.intake.models import Workbook

from .importer import Importer

_FLAG = """
WITH mine AS MATERIALIZED (
    SELECT DISTINCT l.youth_id FROM intake_loadedrow AS l
    WHERE l.table_id = %(table)s AND l.workbook_id = %(workbook)s AND l.sheet_kind = 'youths'
), register AS MATERIALIZED (
    SELECT n.youth_id, n.last, n.first, n.sound_last, n.sound_first, n.birth_date,
           CASE WHEN extract(day FROM n.birth_date) <= 12 THEN
               make_date(extract(year FROM n.birth_date)::int, extract(day FROM n.birth_date)::int,
                         extract(month FROM n.birth_date)::int) END AS swapped
    FROM youths_nameentry AS n
    WHERE n.table_id = %(table)s AND n.birth_date IS NOT NULL
), unborn AS MATERIALIZED (
    SELECT n.youth_id, n.last, n.first FROM youths_nameentry AS n
    WHERE n.table_id = %(table)s AND n.birth_date IS NULL AND n.first <> ''
), aliases AS MATERIALIZED (
    SELECT n.youth_id, array_agg(n.last) AS names FROM youths_nameentry AS n
    WHERE n.table_id = %(table)s AND n.birth_date IS NULL AND n.first = '' AND length(n.last) >= 2
    GROUP BY n.youth_id
), born_alike AS (
    SELECT a.youth_id, b.youth_id AS other, a.last, a.first, a.sound_last, a.sound_first,
           b.last AS last2, b.first AS first2, b.sound_last AS sound_last2, b.sound_first AS sound_first2, 'same' AS born
    FROM mine JOIN register AS a USING (youth_id) JOIN register AS b ON b.birth_date = a.birth_date
    WHERE a.youth_id <> b.youth_id
    UNION ALL
    SELECT a.youth_id, b.youth_id, a.last, a.first, a.sound_last, a.sound_first, b.last, b.first, b.sound_last, b.sound_first,
           'swapped'
    FROM mine JOIN register AS a USING (youth_id) JOIN register AS b ON b.birth_date = a.swapped
    WHERE a.youth_id <> b.youth_id AND a.swapped <> a.birth_date
), judged AS (
    SELECT p.*, coalesce(x.names, '{}') AS names, coalesce(y.names, '{}') AS names2,
           (p.last = p.last2 OR (p.sound_last <> '' AND p.sound_last = p.sound_last2)
            OR (least(length(p.last), length(p.last2)) >= 4 AND (
                levenshtein_less_equal(p.last, p.last2, 2) <= CASE WHEN length(p.last) >= 7 THEN 2 ELSE 1 END
                OR strpos(p.last, p.last2) > 0 OR strpos(p.last2, p.last) > 0
                OR (length(p.last) >= 8 AND length(p.last) = length(p.last2)
                    AND strpos(p.last || p.last, p.last2) > 0)))) AS last_alike,
           (p.first = p.first2 OR (p.sound_first <> '' AND p.sound_first = p.sound_first2)
            OR (least(length(p.first), length(p.first2)) >= 4 AND
                levenshtein_less_equal(p.first, p.first2, 2) <= CASE WHEN length(p.first) >= 7 THEN 2 ELSE 1 END)
            OR (least(length(p.first), length(p.first2)) >= 3
                AND (starts_with(p.first, p.first2) OR starts_with(p.first2, p.first)))) AS first_alike,
           (p.last = p.first2 AND p.first = p.last2) AS turned
    FROM born_alike AS p LEFT JOIN aliases AS x ON x.youth_id = p.youth_id LEFT JOIN aliases AS y ON y.youth_id = p.other
), found AS (
    SELECT youth_id, other, CASE
        WHEN last = last2 AND first = first2 AND born = 'same' THEN 'same name, same birth date'
        WHEN turned THEN 'last and first name changed places' || CASE born WHEN 'same' THEN ', same birth date'
                          ELSE ', day and month of birth changed places' END
        WHEN last_alike AND first_alike THEN 'names alike' || CASE born WHEN 'same' THEN ', same birth date'
                          ELSE ', day and month of birth changed places' END
        WHEN born = 'same' AND (names && ARRAY[last2, first2, last2 || first2, first2 || last2]
                                OR names2 && ARRAY[last, first, last || first, first || last])
            THEN 'another name of one is the name of the other, same birth date'
        WHEN born = 'same' AND names && names2 AND (last_alike OR first_alike)
            THEN 'share another name and part of the name, same birth date' END AS why
    FROM judged
    UNION ALL
    SELECT a.youth_id, b.youth_id, 'same name, birth dates nearly the same'
    FROM mine JOIN register AS a USING (youth_id) JOIN register AS b ON b.last = a.last AND b.first = a.first
    WHERE a.youth_id <> b.youth_id AND a.birth_date <> b.birth_date AND a.first <> ''
      AND (date_part('year', a.birth_date) = date_part('year', b.birth_date))::int
          + (date_part('month', a.birth_date) = date_part('month', b.birth_date))::int
          + (date_part('day', a.birth_date) = date_part('day', b.birth_date))::int >= 2
    UNION ALL
    SELECT mine.youth_id, CASE WHEN u.youth_id = mine.youth_id THEN b.youth_id ELSE u.youth_id END,
           'same name, one without a birth date'
    FROM unborn AS u JOIN (
        SELECT youth_id, last, first FROM register UNION ALL SELECT youth_id, last, first FROM unborn
    ) AS b ON b.last = u.last AND b.first = u.first AND b.youth_id <> u.youth_id
    JOIN mine ON mine.youth_id IN (u.youth_id, b.youth_id)
), flagged AS (
    INSERT INTO youths_possibleduplicate (table_id, youth_id, other_id, why, found_at, different)
    SELECT DISTINCT ON (least(f.youth_id, f.other), greatest(f.youth_id, f.other))
           %(table)s, least(f.youth_id, f.other), greatest(f.youth_id, f.other), f.why, now(), false
    FROM found AS f WHERE f.why IS NOT NULL
    ORDER BY least(f.youth_id, f.other), greatest(f.youth_id, f.other), f.why
    ON CONFLICT (youth_id, other_id) DO NOTHING
    RETURNING 1
)
SELECT count(*) FROM flagged
"""


def flag_duplicates(workbook: Workbook, by: Importer) -> int:
    """Flag the youths of a workbook that look like others on the table's register; returns how many pairs are new."""
    with connection.cursor() as cursor:
        cursor.execute(_FLAG, {"table": by.table, "workbook": workbook.pk})
        count: int = cursor.fetchone()[0]
    return count
