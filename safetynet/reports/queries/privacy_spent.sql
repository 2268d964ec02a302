-- Question: how much of these tables' privacy budgets has been spent?
-- Grain: one document: by table the sum of rho, of tables for which anything was.
-- Who may see: whoever may make statistics of the table, for the purpose of statistics (row-level security).
(SELECT coalesce(jsonb_object_agg(one.table_id, one.rho), '{}')
 FROM (SELECT s.table_id, sum(s.rho) AS rho FROM public.reports_privacyspending AS s
       WHERE s.table_id = ANY (%(tables)s::bigint[]) GROUP BY s.table_id) AS one)
