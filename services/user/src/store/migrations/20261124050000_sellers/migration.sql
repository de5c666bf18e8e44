-- Sellers as they describe themselves.
CREATE TABLE sellers (
  user_id uuid PRIMARY KEY,
  -- Counts the changes.
  version bigint NOT NULL,
  name text NOT NULL,
  slug text COLLATE "C" NOT NULL CONSTRAINT sellers_slug_key UNIQUE,
  description text NOT NULL,
  logo_url text NOT NULL,
  contact_email text NOT NULL,
  -- What they say.
  paused boolean NOT NULL,
  -- What the market says.
  suspended boolean NOT NULL,
  create_time timestamptz NOT NULL,
  update_time timestamptz NOT NULL
);
CREATE INDEX sellers_shown ON sellers (user_id) WHERE NOT suspended;
