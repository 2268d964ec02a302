-- Kept by: owner
-- Question: how is a name compared and sorted? Small letters only, without accents, spaces, hyphens or apostrophes.
-- Grain: one text. Who may see: anybody. The same as safetynet.kernel.names.normal_name; a test holds them together.
CREATE OR REPLACE FUNCTION public.normal_name(shown text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
AS $$
    SELECT lower(regexp_replace(normalize(shown, NFD), '[^[:alpha:]]', '', 'g'))
$$;
