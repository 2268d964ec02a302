-- Part of: list.sql, search.sql. Question: what stands on a line of a list of youths?
-- Grain: one JSON array in the order of "page"; classification, status and referral only where the reader sees them.
(SELECT coalesce(jsonb_agg(jsonb_build_object(
    'number', p.number, 'name', p.shown, 'found_as', p.found_as, 'birth_date', p.birth_date,
    'classification', (SELECT k.classification FROM public.youths_classificationattable AS k
                       WHERE k.youth_id = p.youth_id AND k.superseded_at IS NULL AND NOT k.withdrawn
                       ORDER BY k.recorded_at DESC LIMIT 1),
    'status', (SELECT s.status FROM public.youths_statusattable AS s
               WHERE s.youth_id = p.youth_id AND s.superseded_at IS NULL AND NOT s.withdrawn
               ORDER BY s.recorded_at DESC LIMIT 1),
    'referred_on', (SELECT min(r.referred_on) FROM public.youths_referral AS r
                    WHERE r.youth_id = p.youth_id AND r.superseded_at IS NULL AND NOT r.withdrawn)
) ORDER BY p.rank), '[]') FROM page AS p)
