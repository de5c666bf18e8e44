-- What people tell their sessions apart by.
ALTER TABLE sessions
  ADD COLUMN user_agent text NOT NULL DEFAULT '',
  -- The network of the last use, such as 203.0.113.0/24.
  ADD COLUMN address_range text NOT NULL DEFAULT '',
  -- Null until its first refresh.
  ADD COLUMN last_use_time timestamptz;
CREATE INDEX sessions_user_page ON sessions (user_id, session_id) WHERE end_time IS NULL;
