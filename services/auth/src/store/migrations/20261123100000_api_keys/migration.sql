-- Keys with which programs of users call; of the key itself only the SHA-256 and the last four characters are kept.
CREATE TABLE api_keys (
  api_key_id uuid PRIMARY KEY,
  user_id uuid NOT NULL REFERENCES accounts,
  key_hash bytea NOT NULL CONSTRAINT api_keys_key_hash_key UNIQUE,
  last_four text NOT NULL,
  name text NOT NULL,
  scopes text[] NOT NULL,
  create_time timestamptz NOT NULL,
  -- Null for never.
  expire_time timestamptz,
  -- Up to an hour too early; null until it is used.
  last_use_time timestamptz,
  -- Null while it lasts.
  revoke_time timestamptz
);
CREATE UNIQUE INDEX api_keys_name ON api_keys (user_id, name) WHERE revoke_time IS NULL;
CREATE INDEX api_keys_user ON api_keys (user_id, api_key_id) WHERE revoke_time IS NULL;
CREATE INDEX api_keys_revoke_time ON api_keys (revoke_time) WHERE revoke_time IS NOT NULL;
