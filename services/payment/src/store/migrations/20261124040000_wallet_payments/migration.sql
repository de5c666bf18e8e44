-- Payments out of a wallet, and what comes back of them.
ALTER TABLE payments
  DROP CONSTRAINT payments_provider_check,
  ADD CONSTRAINT payments_provider_check CHECK (provider IN ('STRIPE', 'EXTERNAL', 'WALLET'));
ALTER TABLE ledger_transfers
  DROP CONSTRAINT ledger_transfers_kind_check,
  ADD CONSTRAINT ledger_transfers_kind_check
    CHECK (kind IN ('CREDIT', 'DEBIT', 'GIFT', 'PAYMENT', 'PAYMENT_RETURNED', 'REFUND', 'GIFT_CARD'));

-- Money for whoever has the code, which is kept nowhere.
CREATE TABLE gift_cards (
  gift_card_id uuid PRIMARY KEY,
  -- SHA-256.
  code_hash bytea NOT NULL UNIQUE,
  last_four text NOT NULL,
  currency_code text NOT NULL,
  amount bigint NOT NULL CHECK (amount > 0),
  state text NOT NULL CHECK (state IN ('ACTIVE', 'REDEEMED', 'DISABLED')),
  expire_time timestamptz,
  redeemed_by uuid,
  redeem_time timestamptz,
  create_time timestamptz NOT NULL,
  CHECK ((state = 'REDEEMED') = (redeem_time IS NOT NULL))
);
