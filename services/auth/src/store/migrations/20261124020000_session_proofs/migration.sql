-- When a session last showed the second factor of its account; null if it never did.
ALTER TABLE sessions ADD COLUMN proof_time timestamptz;
