-- Part of: list.sql, search.sql. Question: at which table do I hold a seat, and does it open the names of all its youths?
SELECT (policy.my_seats())[1] AS at_table, (/* whole */)[1] AS whole
