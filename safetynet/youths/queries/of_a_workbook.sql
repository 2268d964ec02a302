-- Part of: list.sql. Question: was the youth loaded from this workbook?
EXISTS (SELECT 1 FROM public.intake_loadedrow AS l
        WHERE l.youth_id = n.youth_id AND l.workbook_id = %(workbook)s::bigint)
