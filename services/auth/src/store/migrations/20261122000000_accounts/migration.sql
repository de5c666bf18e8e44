CREATE TABLE accounts (
  user_id uuid PRIMARY KEY,
  version bigint NOT NULL,
  auth_version bigint NOT NULL,
  email text NOT NULL CONSTRAINT accounts_email_key UNIQUE,
  email_verified boolean NOT NULL,
  display_name text NOT NULL,
  -- Argon2id, in the form of the PHC string format.
  password_hash text NOT NULL,
  roles text[] NOT NULL,
  create_time timestamptz NOT NULL,
  update_time timestamptz NOT NULL
);
CREATE INDEX accounts_create_time ON accounts (create_time, user_id);

-- Families of refresh tokens. A guest's has the guest's own UUID and gets its row when it ends, so its user may have no
-- account.
CREATE TABLE sessions (
  session_id uuid PRIMARY KEY,
  user_id uuid NOT NULL,
  create_time timestamptz NOT NULL,
  -- When its last refresh token expires.
  expire_time timestamptz NOT NULL,
  -- Null while it lasts.
  end_time timestamptz
);
CREATE INDEX sessions_user ON sessions (user_id) WHERE end_time IS NULL;
CREATE INDEX sessions_expire_time ON sessions (expire_time);

-- Every token given out, by its SHA-256, so that one that comes again is told from one that never was.
CREATE TABLE refresh_tokens (
  token_hash bytea PRIMARY KEY,
  session_id uuid NOT NULL REFERENCES sessions ON DELETE CASCADE,
  expire_time timestamptz NOT NULL,
  -- Null until it is exchanged for the next.
  exchange_time timestamptz
);
CREATE INDEX refresh_tokens_session ON refresh_tokens (session_id);
CREATE INDEX refresh_tokens_expire_time ON refresh_tokens (expire_time);

-- Failed sign-ins by the SHA-256 of the e-mail, whether or not there is an account of it.
CREATE TABLE sign_in_failures (
  email_hash bytea PRIMARY KEY,
  failures integer NOT NULL,
  -- No attempt is taken before.
  lock_time timestamptz NOT NULL,
  last_time timestamptz NOT NULL
);
CREATE INDEX sign_in_failures_last_time ON sign_in_failures (last_time);
