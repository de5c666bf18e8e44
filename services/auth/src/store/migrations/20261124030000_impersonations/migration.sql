-- Sessions in which the staff acts for a user: they are kept for good, for they are the record of it.
ALTER TABLE sessions
  -- Who acts; null in a session of the user's own.
  ADD COLUMN actor_user_id uuid,
  -- Why they do.
  ADD COLUMN reason text NOT NULL DEFAULT '';
CREATE INDEX sessions_impersonations ON sessions (session_id) WHERE actor_user_id IS NOT NULL;
