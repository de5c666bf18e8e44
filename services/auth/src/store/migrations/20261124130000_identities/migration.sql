-- Accounts elsewhere (OpenID Connect) that sign in to one here.
CREATE TABLE identities (
  identity_id uuid PRIMARY KEY,
  user_id uuid NOT NULL REFERENCES accounts (user_id),
  provider text NOT NULL,
  issuer text NOT NULL,
  subject text NOT NULL,
  email text NOT NULL,
  create_time timestamptz NOT NULL,
  CONSTRAINT identities_subject UNIQUE (issuer, subject)
);
CREATE INDEX identities_user ON identities (user_id, identity_id);

-- What providers said of who came back, by the hash of the state, until it expires: completed once.
CREATE TABLE provider_sign_ins (
  state_hash bytea PRIMARY KEY,
  issuer text NOT NULL,
  subject text NOT NULL,
  email text NOT NULL,
  email_verified boolean NOT NULL,
  display_name text NOT NULL,
  expire_time timestamptz NOT NULL,
  completed boolean NOT NULL DEFAULT false
);
CREATE INDEX provider_sign_ins_expire_time ON provider_sign_ins (expire_time);
