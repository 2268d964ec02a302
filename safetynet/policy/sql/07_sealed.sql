-- Question: was this said by the program itself, which holds the key of the passes?
-- Grain: one answer. Who may call: the keeper of the log, for what the web role hands it to keep; so whoever gets hold of
--        the web role's connection, and not of the key, can hand it nothing. What is sealed begins with words of its own,
--        so that no seal is a pass and no pass a seal.
CREATE OR REPLACE FUNCTION policy.is_sealed(said text, seal text) RETURNS boolean
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    RETURN coalesce((
        SELECT encode(sha256(k.outer_pad || sha256(k.inner_pad || convert_to('sealed' || E'\n' || said, 'UTF8'))), 'hex') = seal
        FROM policy.pass_key AS k
    ), false);
END
$$;
