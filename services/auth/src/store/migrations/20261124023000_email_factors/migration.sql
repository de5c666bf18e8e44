-- Codes by e-mail are a factor, too, which has no secret; one of each account.
ALTER TABLE factors
  ADD COLUMN kind text NOT NULL DEFAULT 'TOTP' CHECK (kind IN ('TOTP', 'EMAIL')),
  ALTER COLUMN sealed_secret DROP NOT NULL,
  ALTER COLUMN key_id DROP NOT NULL,
  ADD CONSTRAINT factors_secret CHECK ((kind = 'TOTP') = (sealed_secret IS NOT NULL AND key_id IS NOT NULL));
CREATE UNIQUE INDEX factors_email ON factors (user_id) WHERE kind = 'EMAIL';

ALTER TABLE codes
  DROP CONSTRAINT codes_purpose_check,
  ADD CONSTRAINT codes_purpose_check CHECK (purpose IN ('VERIFY_EMAIL', 'RESET_PASSWORD', 'SECOND_FACTOR'));
