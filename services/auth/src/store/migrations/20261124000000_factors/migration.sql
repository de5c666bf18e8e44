-- Authenticator apps. Their secrets are sealed (AES-256-GCM) under a key derived from the signing key that key_id names.
CREATE TABLE factors (
  factor_id uuid PRIMARY KEY,
  user_id uuid NOT NULL REFERENCES accounts (user_id),
  name text NOT NULL,
  sealed_secret bytea NOT NULL,
  key_id text NOT NULL,
  -- The last time step (RFC 6238) a code was taken of; no code of it or before is taken again.
  last_step bigint NOT NULL DEFAULT 0,
  create_time timestamptz NOT NULL,
  -- Null until a first code was shown.
  confirm_time timestamptz
);
CREATE INDEX factors_user ON factors (user_id, factor_id);
CREATE UNIQUE INDEX factors_pending ON factors (user_id) WHERE confirm_time IS NULL;
CREATE INDEX factors_key_id ON factors (key_id);

-- Recovery codes that were not used, by the SHA-256 of 80 random bits.
CREATE TABLE recovery_codes (
  user_id uuid NOT NULL REFERENCES accounts (user_id),
  code_hash bytea NOT NULL,
  PRIMARY KEY (user_id, code_hash)
);
