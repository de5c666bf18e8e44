ALTER TABLE profiles
  ADD COLUMN country_code text NOT NULL DEFAULT '',
  -- What another system calls the customer; empty if none does.
  ADD COLUMN external_reference text NOT NULL DEFAULT '';
CREATE UNIQUE INDEX profiles_external_reference ON profiles (external_reference) WHERE external_reference <> '';
