-- Question: with which key are passes signed?
-- Grain: one row: the HMAC key, padded to both blocks (RFC 2104).
-- Who may see: nobody but this schema's owner, through policy.verified().
CREATE TABLE IF NOT EXISTS policy.pass_key (
    only_one boolean PRIMARY KEY DEFAULT true CHECK (only_one),
    inner_pad bytea NOT NULL CHECK (length(inner_pad) = 64),
    outer_pad bytea NOT NULL CHECK (length(outer_pad) = 64)
);
REVOKE ALL ON policy.pass_key FROM PUBLIC;
