-- Question: under which names is this youth found in the lists?
-- Grain: rewrites the name entries of one youth from its current identity and alias claims. The identity recorded last
--        is the name the youth stands under. Who may see: runs inside the claim triggers only.
CREATE OR REPLACE FUNCTION policy.refresh_names(which bigint) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    DELETE FROM public.youths_nameentry AS n WHERE n.youth_id = which;
    INSERT INTO public.youths_nameentry
        (youth_id, table_id, shown, last, first, sound_last, sound_first, birth_date, "primary")
    SELECT which, named.table_id, named.shown, left(public.normal_name(named.last), 120),
           left(public.normal_name(named.first), 120),
           left(public.dmetaphone(public.normal_name(named.last)), 8),
           left(public.dmetaphone(public.normal_name(named.first)), 8),
           named.birth_date, named.place = 1
    FROM (
        SELECT i.table_id, i.last_name AS last, i.first_name AS first, i.birth_date,
               concat_ws(', ', i.last_name, nullif(concat_ws(' ', i.first_name, nullif(i.middle_name, '')), '')) AS shown,
               row_number() OVER (ORDER BY i.recorded_at DESC, i.id DESC) AS place
        FROM public.youths_identity AS i
        WHERE i.youth_id = which AND i.superseded_at IS NULL AND NOT i.withdrawn
        UNION ALL
        SELECT a.table_id, a.name, '', NULL, a.name, 0
        FROM public.youths_alias AS a
        WHERE a.youth_id = which AND a.superseded_at IS NULL AND NOT a.withdrawn
    ) AS named;
END
$$;
