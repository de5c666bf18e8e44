-- Passkeys are factors, too: public keys (COSE, RFC 9052) under the ids their authenticators gave them.
ALTER TABLE factors
  DROP CONSTRAINT factors_kind_check,
  ADD CONSTRAINT factors_kind_check CHECK (kind IN ('TOTP', 'EMAIL', 'PASSKEY')),
  ADD COLUMN credential_id bytea,
  ADD COLUMN public_key bytea,
  -- How often the authenticator said it had signed when it was last used; 0 if it does not count.
  ADD COLUMN sign_count bigint,
  ADD CONSTRAINT factors_passkey CHECK (
    CASE WHEN kind = 'PASSKEY' AND confirm_time IS NOT NULL
    THEN credential_id IS NOT NULL AND public_key IS NOT NULL AND sign_count IS NOT NULL
    ELSE credential_id IS NULL AND public_key IS NULL AND sign_count IS NULL END
  );
CREATE UNIQUE INDEX factors_credential ON factors (credential_id) WHERE credential_id IS NOT NULL;

-- Challenges that were answered, until they would have expired.
CREATE TABLE passkey_challenges (
  challenge bytea PRIMARY KEY,
  expire_time timestamptz NOT NULL
);
CREATE INDEX passkey_challenges_expire_time ON passkey_challenges (expire_time);
