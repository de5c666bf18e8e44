ALTER TABLE profiles ADD COLUMN avatar_url text NOT NULL DEFAULT '';
