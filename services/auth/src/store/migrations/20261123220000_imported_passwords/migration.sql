-- Accounts of other systems may come without a password, or with one hashed by bcrypt until its first sign-in.
ALTER TABLE accounts ALTER COLUMN password_hash DROP NOT NULL;
