-- The last code of each purpose that was asked for, so that a new one ends the one before it. The code itself is derived
-- from its id and kept nowhere. Who asks with an e-mail nobody has gets a row too, under a user id nobody has, so that
-- nothing tells the two apart.
CREATE TABLE codes (
  user_id uuid NOT NULL,
  purpose text NOT NULL CHECK (purpose IN ('VERIFY_EMAIL', 'RESET_PASSWORD')),
  code_id uuid NOT NULL CONSTRAINT codes_code_id_key UNIQUE,
  expire_time timestamptz NOT NULL,
  -- How often a code was shown, wrong or right.
  tries integer NOT NULL,
  -- Null until it is used.
  use_time timestamptz,
  -- Codes asked for since count_time.
  requests integer NOT NULL,
  count_time timestamptz NOT NULL,
  PRIMARY KEY (user_id, purpose)
);
CREATE INDEX codes_expire_time ON codes (expire_time);
