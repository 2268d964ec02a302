-- Question: do these words name the youth, by a name on file or by number?
-- Grain: yes or no. Names are compared as the lists compare them. Who may call: functions of the policy only, on words that
--        go to another county's table.
CREATE OR REPLACE FUNCTION policy.names_youth(which bigint, words text) RETURNS boolean
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    RETURN EXISTS (SELECT 1 FROM public.youths_youth AS y WHERE y.id = which AND strpos(words, y.number) > 0)
        OR EXISTS (
            SELECT 1
            FROM public.youths_nameentry AS n
            CROSS JOIN regexp_split_to_table(words, '[^[:alpha:]''-]+') AS word
            WHERE n.youth_id = which
              AND (public.normal_name(word) IN (nullif(n.last, ''), nullif(n.first, ''))
                   OR (length(n.last) > 6 AND strpos(public.normal_name(words), n.last) > 0)));
END
$$;
