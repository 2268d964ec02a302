-- Kept by: owner
-- Question: where is each youth of a table on a day: missing, else in the placement that began last and has not ended?
-- Grain: one row per youth of whom something is known. The same rule as youths.rules.face.whereabouts, which the youth's
--        file shows; a test holds them together. ``kind`` is NULL while the youth is missing.
-- Who may see: it reads as its caller, so each reader has the placements and absences that are shared with that reader.
CREATE OR REPLACE FUNCTION public.whereabouts(at_table bigint, day date)
RETURNS TABLE (youth_id bigint, missing boolean, kind text, since date, return_planned_on date)
LANGUAGE sql STABLE
AS $$
    SELECT DISTINCT ON (told.youth_id) told.youth_id, told.missing, told.kind, told.since, told.return_planned_on
    FROM (
        SELECT p.youth_id, false AS missing, p.placement_kind::text AS kind, p.begins AS since, p.return_planned_on, p.id
        FROM public.youths_placement AS p
        WHERE p.table_id = at_table AND p.superseded_at IS NULL AND NOT p.withdrawn
          AND (p.begins IS NULL OR p.begins <= day) AND (p.ends IS NULL OR p.ends > day)
        UNION ALL
        SELECT b.youth_id, true, NULL, b.begins, NULL, b.id
        FROM public.youths_absence AS b
        WHERE b.table_id = at_table AND b.superseded_at IS NULL AND NOT b.withdrawn
          AND b.begins <= day AND (b.ends IS NULL OR b.ends > day)
    ) AS told
    ORDER BY told.youth_id, coalesce(told.since, '-infinity') DESC, told.missing DESC, told.id
$$;
