-- Part of: list.sql, search.sql. Question: at which table do I hold a seat, and does it open the names of all its youths?
-- Of several seats the one that was asked for, else the first; the page says which and offers the others.
SELECT s.at_table, CASE WHEN s.at_table = ANY (/* whole */) THEN s.at_table END AS whole
FROM (SELECT CASE WHEN %(table)s::bigint = ANY (policy.my_seats()) THEN %(table)s::bigint
                  ELSE (policy.my_seats())[1] END AS at_table) AS s
